import type { Scope } from '../../../access/roles.ts';
import type { Acting } from '../../../commissioning/proposals/Stored.ts';
import { HubError } from '../../../errors.ts';
import { checkNote } from '../../../overlap/disputes.ts';
import type { RequestContext } from '../../context.ts';
import { findProposal } from '../../read/proposals/readProposal.ts';
import type { ProposalPayload } from '../../types/proposals/acts.ts';
import { holderWhoMay } from '../signedIn.ts';

const whoMay: Partial<Record<Scope, { whoMay: string; otherWay: string }>> = {
  propose: { whoMay: 'Only analysts, and officers and approvers of bodies, may shape proposals', otherWay: 'Ask the administrator of the hub for such a key.' },
  approve: { whoMay: 'Only an approver of a body may record what it decided', otherWay: 'Ask the approver of your body.' },
};

/** Who acts on proposals: with the scope it needs, and when. */
export function actingOn(context: RequestContext, scope: 'propose' | 'approve'): Acting {
  const { name, bodyCode } = holderWhoMay(context, scope, whoMay[scope]!);
  return { by: name, bodyCode, at: context.now().toISOString() };
}

/** An analyst of a region proposes for that region: of another it would not see what it did. */
export function checkOwnRegion({ viewer: { holder } }: RequestContext, asked: string | null | undefined): void {
  const own = holder?.bodyCode == null ? holder?.regionCode : null;
  if (own == null || asked === undefined || asked === own) return;
  throw new HubError('NOT_ALLOWED', `regionCode is ${asked === null ? 'null' : `"${asked.slice(0, 40)}"`}, and your key acts for ${own}: you would not see the proposal. Leave regionCode out, or ask an analyst of all regions.`);
}

/** A note that may be left out. */
export function noteOf(note: string | null | undefined, why: string): string {
  return note === null || note === undefined || note.trim() === '' ? '' : checkNote(note, why);
}

/** What an act left behind, read anew: what the request had looked up before may no longer be so. */
export async function afterAct(context: RequestContext, id: string): Promise<ProposalPayload> {
  context.loaders.clear();
  return { proposal: await findProposal(context, id), conflicts: [] };
}
