import { GraphQLError, type ExecutionResult } from 'graphql';
import type { RequestContext } from '../context.ts';
import type { Asked } from './runQuery.ts';

type Run = (asked: Asked, context: RequestContext) => Promise<ExecutionResult>;

/**
 * Runs operations, and refuses an answer of more than `most` characters before it is written out or leaves its thread: the cost of a query
 * counts values, however long their texts are. What a mutation did is always told.
 */
export function limitAnswer(run: Run, most: number): Run {
  if (most === Infinity) return run;
  return async (asked, context) => {
    const result = await run(asked, context);
    if (asked.operation.operation === 'mutation' || charactersLeft(result.data, most) >= 0) return result;
    return { errors: [new GraphQLError(`The answer would have more than ${most.toLocaleString('en-GB')} characters, which is the most. Ask for fewer rows with "first", for fewer long texts, or give fields shorter names.`, { extensions: { code: 'ANSWER_TOO_LARGE', most, http: { status: 400 } } })] };
  };
}

/** What numbers, true, false and null are taken to have. */
const charactersOfPlain = 5;
/** Quotation marks, colon and comma around a name. */
const charactersAround = 4;

/** How many of so many characters a value leaves as JSON, about; below 0 as soon as it needs more, so that what is too large is not walked to its end. */
function charactersLeft(value: unknown, most: number): number {
  if (typeof value === 'string') return most - value.length;
  if (typeof value !== 'object' || value === null) return most - charactersOfPlain;
  let left = most;
  if (Array.isArray(value)) {
    for (const item of value) if ((left = charactersLeft(item, left)) < 0) return left;
    return left;
  }
  for (const key in value) if ((left = charactersLeft((value as Record<string, unknown>)[key], left - key.length - charactersAround)) < 0) return left;
  return left;
}
