import type { GroupType } from '../../../catalogue/group.ts';
import type { RequestContext } from '../../context.ts';
import type { ProposalType, StandingType } from '../../types/proposals/proposal.ts';
import { readStandings } from './readStandings.ts';

/** A submitted proposal that waits for a body, and the group that decides for it. */
export interface WaitingProposal {
  proposal: ProposalType;
  standing: StandingType;
  decidingGroup: GroupType | null;
}

/** Every body that has no position on a submitted proposal as it stands, that the viewer may see. Few proposals are before the bodies at one time. */
export async function proposalsWaiting(context: RequestContext): Promise<WaitingProposal[]> {
  const rows = await context.db.selectFrom('proposal').selectAll().where('state', '=', 'submitted').orderBy('startedAt').orderBy('id').execute();
  const waiting = await Promise.all((rows as unknown as ProposalType[]).map(async (proposal) => {
    const standings = await readStandings(context, proposal);
    return standings.filter(({ position, isAskedAgain }) => position === null || isAskedAgain).map((standing) => ({ proposal, standing, decidingGroup: standing.decidingGroup ?? null }));
  }));
  return waiting.flat();
}
