import { defaultPageSize, PageArgs } from './read/pageArgs.ts';

/** Takes every null out of an argument, in place: clients send null for a variable they leave empty, and the hub reads it as not given. */
export function dropNulls(argument: unknown): void {
  if (typeof argument !== 'object' || argument === null) return;
  for (const [name, value] of Object.entries(argument)) {
    if (value === null) delete (argument as Record<string, unknown>)[name];
    else dropNulls(value);
  }
  if (argument instanceof PageArgs) argument.first ??= defaultPageSize;
}
