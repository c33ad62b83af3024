import 'reflect-metadata';
import { ArgsType, Field, Int } from 'type-graphql';
import { costOfFirst } from '../cost.ts';
import { checkPage } from './pageArgs.ts';

const mostReasons = 50;
const defaultReasons = 5;

@ArgsType()
export class EvidenceArgs {
  @Field(() => Int, { nullable: true, defaultValue: defaultReasons, description: 'How many reasons to give, at most 50, those first that counted most.' })
  first?: number;
}

/** Cost of a list of reasons: as many as are asked for, times what is asked of one. */
export const costOfReasons = costOfFirst(mostReasons, defaultReasons);

/** How many reasons are asked for. Refuses more than the hub gives, before any is read. */
export function reasonsAskedFor({ first = defaultReasons }: EvidenceArgs): number {
  checkPage({ first }, mostReasons);
  return first;
}
