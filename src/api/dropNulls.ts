import { ContentShape } from './types/proposals/content.ts';

/** Takes every null out of what stands inside an argument, in place: clients send null for a variable they leave empty, and the hub reads it as not given, as `readNullAsLeftOut` does of an argument itself. Only in sections of a proposal it says something: that what stood there is taken away. */
export function dropNulls(argument: unknown): void {
  if (typeof argument !== 'object' || argument === null) return;
  for (const [name, value] of Object.entries(argument)) {
    if (value !== null) dropNulls(value);
    else if (!(argument instanceof ContentShape)) delete (argument as Record<string, unknown>)[name];
  }
}
