import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { HubError } from '../../errors.ts';
import { levelsOf, levelsOfBrackets, mostLevelsOfBrackets, mostLevelsOfValue } from '../nesting.ts';
import { sentPart, sentQuery } from './sentPart.ts';

/** Refuses variables that nest without need before anything walks them, be it to find the answer kept to them: nothing that does could be trusted not to run out of stack. */
export function limitNesting(request: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction): void {
  // The object of all variables is a level that no variable has.
  const levels = levelsOf(sentPart(request, 'variables')) - 1;
  if (levels <= mostLevelsOfValue) return done();
  done(new HubError('VARIABLES_TOO_DEEP', `A variable has lists or objects within one another to ${levels.toLocaleString('en-GB')} levels. The most is ${mostLevelsOfValue}, which is more than any argument takes: send it as its argument asks.`));
}

/** Refuses a query that nests without need before it is read. One to which an answer is kept was read before. */
export function refuseDeepQuery(request: FastifyRequest): void {
  const query = sentQuery(request);
  const brackets = typeof query === 'string' ? levelsOfBrackets(query) : 0;
  if (brackets <= mostLevelsOfBrackets) return;
  throw new HubError('QUERY_TOO_DEEP', `The query has brackets within one another to ${brackets.toLocaleString('en-GB')} levels. The most is ${mostLevelsOfBrackets}: write values as their arguments ask, and ask for the inner part in a second query.`);
}
