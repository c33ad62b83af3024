import { isAbsolute, relative, resolve } from 'node:path';
import { calledFrom } from '../config.ts';

/** A path that somebody gave, from where they stand: npm runs the hub in the hub's own folder, wherever it was called from. */
export function pathGiven(path: string, from = calledFrom()): string {
  return from === undefined ? path : resolve(from, path);
}

/** The same of a package, so that one within the hub's folder has the same address from wherever it is named. */
export function packageGiven(path: string, from = calledFrom()): string {
  const whole = pathGiven(path, from);
  const within = relative(process.cwd(), whole);
  const isWithin = within !== '' && !within.startsWith('..') && !isAbsolute(within);
  return from !== undefined && isWithin && !isAbsolute(path) ? within : whole;
}
