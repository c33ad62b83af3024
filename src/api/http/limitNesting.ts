import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { HubError } from '../../errors.ts';
import { levelsOf, mostLevelsOfValue, sayTooDeep } from '../nesting.ts';
import { sentPart } from './sentPart.ts';

/** Refuses variables that nest without need before anything walks them, be it to find the answer kept to them: nothing that does could be trusted not to run out of stack. */
export function limitNesting(request: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction): void {
  // The object of all variables is a level that no variable has.
  const levels = levelsOf(sentPart(request, 'variables')) - 1;
  if (levels <= mostLevelsOfValue) return done();
  done(new HubError('VARIABLES_TOO_DEEP', `A variable ${sayTooDeep(levels)}`));
}
