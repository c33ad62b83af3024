import { sql, type RawBuilder } from 'kysely';
import type { RowRule } from '../access/rowRule.ts';
import { may, type Viewer } from '../access/viewer.ts';

/** From the moment the bodies have agreed, everybody may see what they agreed to, and what came of it. */
const publicStates = sql`('agreed', 'in-delivery', 'reviewed')`;
/** What the public is told of the history: what the bodies decided on the version they agreed to, its life from then on, and how far the work is. Why a draft was reopened or objected to is of the draft. */
const isDecision = sql`(kind = 'stage' or (kind = 'position' and exists (select 1 from proposal whole where whole.id = proposal_event.proposal_id and whole.version_number = proposal_event.version_number))
  or (kind = 'moved' and (data like '%"to":"agreed"%' or data like '%"to":"in-delivery"%' or data like '%"to":"reviewed"%')))`;
/** Evidence of before was asked of drafts, and tells whom and what these named; where it says the same as the latest, positions may rest on it. */
const isLatestEvidence = sql`not exists (select 1 from proposal_evidence later where later.proposal_id = proposal_evidence.proposal_id and later.number > proposal_evidence.number and later.sha256 <> proposal_evidence.sha256)`;

/**
 * A proposal is everybody's once it is agreed. Before that it is seen by the bodies that take part, by whoever started it, and by analysts of
 * its region. Of an agreed one the public sees the version that was agreed with its evidence, no drafts, no discussion and nothing exempt.
 */
export const commissioningRules: readonly RowRule[] = [
  { table: 'proposal', visible: (viewer) => sql`(state in ${publicStates} or ${isInsider(viewer, sql`proposal.id`)})` },
  { table: 'proposal_subject', visible: (viewer) => isOfVisible('proposal_subject', viewer) },
  { table: 'proposal_version', visible: (viewer) => sql`(${isInsider(viewer, sql`proposal_version.proposal_id`)} or exists (select 1 from proposal whole where whole.id = proposal_version.proposal_id and whole.state in ${publicStates} and whole.version_number = proposal_version.number))` },
  { table: 'proposal_exempt', visible: (viewer) => isInsider(viewer, sql`proposal_exempt.proposal_id`) },
  { table: 'proposal_evidence', visible: (viewer) => sql`(${isInsider(viewer, sql`proposal_evidence.proposal_id`)} or (${isLatestEvidence} and ${isOfPublic('proposal_evidence')}))` },
  { table: 'proposal_event', visible: (viewer) => sql`(${isInsider(viewer, sql`proposal_event.proposal_id`)} or (${isDecision} and ${isOfPublic('proposal_event')}))` },
  // Whom an authority named once, and no more, is nobody's to write to.
  { table: 'theme_contact', visible: () => sql`removed_at is null` },
];

function isOfVisible(table: string, viewer: Viewer): RawBuilder<unknown> {
  return sql`(${isOfPublic(table)} or ${isInsider(viewer, sql.ref(`${table}.proposal_id`))})`;
}

function isOfPublic(table: string): RawBuilder<unknown> {
  return sql`exists (select 1 from proposal whole where whole.id = ${sql.ref(`${table}.proposal_id`)} and whole.state in ${publicStates})`;
}

/** Whether this viewer is one of those who shape a proposal. */
export function isInsider(viewer: Viewer, proposalId: RawBuilder<unknown>): RawBuilder<boolean> {
  if (!may(viewer, 'read:proposals')) return sql`(1 = 0)`;
  const { bodyCode, regionCode } = viewer.holder!;
  if (bodyCode !== null) {
    return sql`exists (select 1 from proposal own where own.id = ${proposalId} and (own.started_by_body = ${bodyCode}
      or exists (select 1 from proposal_subject part where part.proposal_id = own.id and part.kind = 'body' and part.code = ${bodyCode})))`;
  }
  if (regionCode === null) return sql`(1 = 1)`;
  return sql`exists (select 1 from proposal own where own.id = ${proposalId} and (own.region_code = ${regionCode}
    or exists (select 1 from proposal_subject part join authority member on member.id = part.code where part.proposal_id = own.id and part.kind = 'body' and member.region_code = ${regionCode})))`;
}
