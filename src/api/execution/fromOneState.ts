import { GraphQLError } from 'graphql';
import type { DataState } from '../../db/dataState.ts';

const mostAttempts = 3;

/**
 * Makes an answer from one state of the data: when a change was committed while it was being made, it is made again.
 * After a few attempts it is refused, since an answer of two states would be wrong without anybody seeing it.
 */
export async function fromOneState<Answer>(readState: DataState, make: (state: string) => Promise<Answer>): Promise<{ answer: Answer; state: string }> {
  let before = await readState();
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const answer = await make(before);
    const after = await readState();
    if (after === before) return { answer, state: after };
    before = after;
  }
  throw new GraphQLError(`The data changed during each of ${mostAttempts} attempts to answer. Ask again in a moment, or ask for less at once.`, {
    extensions: { code: 'DATA_CHANGING', http: { status: 503 } },
  });
}
