import { addDays } from '../../../catalogue/period.ts';
import { agreementOf, standingsOf, type Standing } from '../../../commissioning/proposals/standing.ts';
import type { RequestContext } from '../../context.ts';
import type { AgreementType, ProposalType, StandingType } from '../../types/proposals/proposal.ts';
import { evidenceNumbersOf } from './readEvidence.ts';
import { decidingGroupOf } from './decidingGroups.ts';
import { contentInForce, findContent, namesOf, positionsOf } from './readProposal.ts';

/** Where each body that takes part stands, or stood at the end of a day, with the group that decides for it. */
export async function readStandings(context: RequestContext, proposal: ProposalType, day = context.today): Promise<StandingType[]> {
  const { bodies } = await contentInForce(context, proposal);
  const standings = await judgeStandings(context, proposal, day);
  return Promise.all(standings.map(async (standing) => ({ ...standing, decidingGroup: await decidingGroupOf(context, bodies.find(({ code }) => code === standing.bodyCode)!) }) as StandingType));
}

/** Whether it may be agreed. */
export async function readAgreement(context: RequestContext, proposal: ProposalType): Promise<AgreementType> {
  return agreementOf(await judgeStandings(context, proposal, context.today));
}

/** What was done after a day counts only where the day is past: of a day to come nobody knows more than today. */
async function judgeStandings(context: RequestContext, proposal: ProposalType, day: string): Promise<Standing[]> {
  const isPast = day < context.today;
  const byThen = (at: string): boolean => !isPast || at < addDays(day, 1);
  const positions = (await positionsOf(context, proposal.id)).filter(({ at }) => byThen(at));
  const evidence = (await evidenceNumbersOf(context, proposal.id)).filter(({ madeAt }) => byThen(madeAt));
  const numbers = [...new Set([proposal.versionNumber, ...positions.map(({ versionNumber }) => versionNumber)])];
  const contents = await Promise.all(numbers.map(async (number) => ({ number, content: await findContent(context, proposal.id, number) })));
  const versions = contents.filter((version) => version.content !== null) as { number: number; content: NonNullable<(typeof contents)[number]['content']> }[];
  return standingsOf({ positions, versions, evidence, today: isPast ? day : context.today, names: await namesOf(context, await contentInForce(context, proposal)) });
}
