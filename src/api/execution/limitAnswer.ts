import { GraphQLError, type ExecutionResult } from 'graphql';
import type { RequestContext } from '../context.ts';
import { isNest } from '../nesting.ts';
import { tooManyValues } from './countValues.ts';
import type { Asked } from './runQuery.ts';

/** An answer, and how many objects stand in its lists, however deep. What tells of the schema is not counted. */
export interface MeasuredAnswer {
  answer: ExecutionResult;
  rows: number;
}

/** How large an answer may be. */
export interface AnswerLimits {
  maxAnswerCharacters: number;
  /** Of all its lists together: rows, times what is asked of each. */
  maxAnswerValues: number;
}

/**
 * Runs operations, counts the rows of each answer, and refuses one whose lists have too many values as soon as they have, and one of too many
 * characters before it is written out or leaves its thread: the cost of a query counts values, by how many a list has as a rule, and
 * however long their texts are. What a mutation did is told however long it is, and that it was done in any case.
 */
export function limitAnswer(run: (asked: Asked, context: RequestContext) => Promise<ExecutionResult>, { maxAnswerCharacters: most, maxAnswerValues }: AnswerLimits): (asked: Asked, context: RequestContext) => Promise<MeasuredAnswer> {
  return async (asked, context) => {
    const valueBudget = { left: maxAnswerValues, most: maxAnswerValues };
    const answer = await run(asked, { ...context, valueBudget });
    const isMutation = asked.operation.operation === 'mutation';
    if (valueBudget.left < 0) {
      const errors = [tooManyValues(maxAnswerValues, isMutation)];
      return { rows: 0, answer: isMutation ? { errors, data: null } : { errors } };
    }
    const { rows, left } = measure(answer.data ?? {}, isMutation ? Infinity : most);
    if (left >= 0) return { answer, rows };
    return { rows: 0, answer: { errors: [new GraphQLError(`The answer would have more than ${most.toLocaleString('en-GB')} characters, which is the most. Ask for fewer rows with "first", for fewer long texts, or give fields shorter names.`, { extensions: { code: 'ANSWER_TOO_LARGE', most, http: { status: 400 } } })] } };
  };
}

/** What numbers, true, false and null are taken to have. */
const charactersOfPlain = 5;
/** Quotation marks, colon and comma around a name. */
const charactersAround = 4;

interface Size {
  rows: number;
  /** How many of the characters allowed it leaves as JSON, about; below 0 as soon as it needs more. */
  left: number;
}

function measure(data: Record<string, unknown>, most: number): Size {
  const size: Size = { rows: 0, left: most };
  for (const key in data) {
    const { rows } = size;
    measureValue(data[key], size);
    size.left -= key.length + charactersAround;
    if (key.startsWith('__')) size.rows = rows;
  }
  return size;
}

/** Each answer is walked, so only what holds other values is worth a call. What is too large is not walked to its end. */
function measureValue(value: unknown, size: Size): void {
  if (Array.isArray(value)) measureList(value, size);
  else if (isNest(value)) measureObject(value, size);
  else size.left -= charactersOf(value);
}

function measureList(list: readonly unknown[], size: Size): void {
  for (const item of list) {
    if (isNest(item)) {
      if (!Array.isArray(item)) size.rows += 1;
      measureValue(item, size);
    } else size.left -= charactersOf(item);
    if (size.left < 0) return;
  }
}

function measureObject(object: object, size: Size): void {
  for (const key in object) {
    const value = (object as Record<string, unknown>)[key];
    size.left -= key.length + charactersAround;
    if (isNest(value)) measureValue(value, size);
    else size.left -= charactersOf(value);
    if (size.left < 0) return;
  }
}

function charactersOf(value: unknown): number {
  return typeof value === 'string' ? value.length : charactersOfPlain;
}
