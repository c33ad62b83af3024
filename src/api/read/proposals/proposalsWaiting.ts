import { addDays } from '../../../catalogue/period.ts';
import type { GroupType } from '../../../catalogue/group.ts';
import type { RequestContext } from '../../context.ts';
import type { ProposalType, StandingType } from '../../types/proposals/proposal.ts';
import { isOneOf } from '../conditions.ts';
import { readStandings } from './readStandings.ts';

/** A submitted proposal that waits for a body, and the group that decides for it. */
export interface WaitingProposal {
  /** With the version that was in force. */
  proposal: ProposalType;
  standing: StandingType;
  decidingGroup: GroupType | null;
}

/** Every body that at the end of a day had no position on a proposal before it, that the viewer may see; of a day to come, that has none as yet. Few proposals are before the bodies at one time. */
export async function proposalsWaiting(context: RequestContext, day: string): Promise<WaitingProposal[]> {
  const proposals = await readSubmitted(context, day);
  const waiting = await Promise.all(proposals.map(async (proposal) => {
    const standings = await readStandings(context, proposal, day);
    return standings.filter(({ position, isAskedAgain }) => position === null || isAskedAgain).map((standing) => ({ proposal, standing, decidingGroup: standing.decidingGroup ?? null }));
  }));
  return waiting.flat();
}

/** Proposals that were before the bodies at the end of the day, each in the version of then. Three statements. */
async function readSubmitted({ db }: RequestContext, day: string): Promise<ProposalType[]> {
  const nextDay = addDays(day, 1);
  const moves = await db.selectFrom('proposal_event').select(['proposalId', 'data']).where('kind', '=', 'moved').where('at', '<', nextDay).orderBy('id').execute();
  const lastMoves = new Map(moves.map(({ proposalId, data }) => [proposalId, data]));
  const ids = [...lastMoves].filter(([, data]) => (JSON.parse(data) as { to: string }).to === 'submitted').map(([id]) => id);
  const versions = await db.selectFrom('proposal_version').select(['proposalId', 'number']).where(isOneOf('proposal_version.proposalId', ids)).where('at', '<', nextDay).orderBy('number').execute();
  const numberThen = new Map(versions.map(({ proposalId, number }) => [proposalId, Number(number)]));
  const rows = await db.selectFrom('proposal').selectAll().where(isOneOf('proposal.id', ids)).orderBy('startedAt').orderBy('id').execute();
  return (rows as unknown as ProposalType[]).map((proposal) => ({ ...proposal, versionNumber: numberThen.get(proposal.id)! }));
}
