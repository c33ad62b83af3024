import type { Complexity } from 'type-graphql';
import { largestPage } from './read/pageArgs.ts';

/** Cost of a paged list: each row it may return, times what is asked of a row. */
export const costOfPage: Complexity = ({ args, childComplexity }) => 1 + Math.min(Math.max(Number(args.first), 0), largestPage) * Math.max(1, childComplexity);

/** Cost of a list that is short by nature, taken to have `length` rows. */
export function costOfShortList(length: number): Complexity {
  return ({ childComplexity }) => 1 + length * Math.max(1, childComplexity);
}
