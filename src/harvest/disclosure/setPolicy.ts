import { sql } from 'kysely';
import type { DisclosurePolicy } from '../../access/disclosure/DisclosurePolicy.ts';
import type { Writer } from '../../db/Database.ts';
import type { NextDataVersion } from '../../db/NextDataVersion.ts';
import { HubError } from '../../errors.ts';
import type { HarvestContext } from '../harvestReport.ts';
import { maskStoredIssues } from './maskFigures.ts';
import { readPolicyOf, storeStatement } from './policies.ts';
import { protectStored, type HiddenRows } from './protectRows.ts';

export interface NewPolicy {
  sourceId: string;
  policy: DisclosurePolicy;
  reason: string | null;
  setBy: string;
  setAt: string;
}

export interface PolicySet {
  /** What holds now: what was set, or what the package says where that is stricter. */
  policy: DisclosurePolicy;
  hidden: HiddenRows;
}

/**
 * Sets how small numbers of a source are protected, within the caller's transaction, and protects what is stored at once. What a milder policy may
 * show again comes back only when the source is next read: the hub no longer has it.
 */
export async function setPolicy(work: Pick<Writer, 'db' | 'load'> & Pick<HarvestContext, 'columnsOf'>, act: NewPolicy, nextDataVersion: NextDataVersion): Promise<PolicySet> {
  const { db } = work;
  const { rows } = await sql`select 1 from source where id = ${act.sourceId}`.execute(db);
  if (rows.length === 0) throw new HubError('UNKNOWN_SOURCE', `No source has the id "${act.sourceId.slice(0, 80)}". "sources" and "npm run hub -- sources" list the ids.`);
  const before = await readPolicyOf(db, act.sourceId);
  await storeStatement(db, { ...act, kind: 'hub' });
  const policy = await readPolicyOf(db, act.sourceId);
  const { small, beside } = await protectStored(work, act.sourceId, policy, { mindsWithheld: policy.secondary && !before.secondary });
  await maskStoredIssues(db, act.sourceId);
  // Read under whichever policy before, it is to be read anew: a looser one has figures to bring back.
  await sql`update source set fingerprint = null where id = ${act.sourceId}`.execute(db);
  await nextDataVersion(db, act.setAt);
  return { policy, hidden: { small, beside } };
}
