import { sql, type Kysely } from 'kysely';
import { noProtection, protectsNothing, stricterOf, type DisclosurePolicy } from '../../access/disclosure/DisclosurePolicy.ts';
import type { PackageDescriptor } from '../package/readDescriptor.ts';

/** Who said how a source is to be protected: its publisher in the package, or somebody here. */
type StatementKind = 'package' | 'hub';

export interface NewStatement {
  sourceId: string;
  kind: StatementKind;
  policy: DisclosurePolicy;
  reason: string | null;
  setBy: string;
  setAt: string;
}

/** The policy that holds for a source: of what its package says and what was set here, the stricter. One statement. */
export async function readPolicyOf(db: Kysely<unknown>, sourceId: string): Promise<DisclosurePolicy> {
  const { hub, package: stated } = await readStatements(db, sourceId);
  return stricterOf(hub, stated);
}

/** The same for a package about to be read: what it says now counts, not what it said before. */
export async function readPolicyFor(db: Kysely<unknown>, { sourceId, disclosure }: PackageDescriptor): Promise<DisclosurePolicy> {
  const { hub, package: before } = await readStatements(db, sourceId);
  return stricterOf(hub, disclosure === undefined ? before : (disclosure ?? noProtection));
}

async function readStatements(db: Kysely<unknown>, sourceId: string): Promise<Record<StatementKind, DisclosurePolicy>> {
  const { rows } = await sql<{ kind: StatementKind; threshold: number; secondary: number | boolean; rounding: number | null }>`
    select kind, threshold, secondary, rounding from disclosure_policy where id in (select max(id) from disclosure_policy where source_id = ${sourceId} group by kind)`.execute(db);
  const latest = Object.fromEntries(rows.map(({ kind, threshold, secondary, rounding }) => [kind, { threshold, secondary: Boolean(secondary), rounding }]));
  return { hub: noProtection, package: noProtection, ...latest };
}

/** Writes down what a package says of its protection when it no longer says what it said before. Some ways in have no room to say it. */
export async function recordStated(db: Kysely<unknown>, { sourceId, publisher, disclosure }: PackageDescriptor, setAt: string): Promise<void> {
  if (disclosure === undefined) return;
  const policy = disclosure ?? noProtection;
  const before = (await readStatements(db, sourceId)).package;
  if (stampOf(policy) !== stampOf(before)) await storeStatement(db, { sourceId, kind: 'package', policy, reason: null, setBy: publisher.name, setAt });
}

/** Adds a row; none is ever changed. */
export async function storeStatement(db: Kysely<unknown>, { sourceId, kind, policy, reason, setBy, setAt }: NewStatement): Promise<void> {
  const { threshold, secondary, rounding } = policy;
  await sql`insert into disclosure_policy (source_id, kind, threshold, secondary, rounding, reason, set_by, set_at)
    values (${sourceId}, ${kind}, ${threshold}, ${sql.lit(secondary)}, ${rounding}, ${reason}, ${setBy}, ${setAt})`.execute(db);
}

/** Part of what a source was read by: another policy reads the same file anew. Empty where nothing is protected. */
export function stampOf(policy: DisclosurePolicy): string {
  return protectsNothing(policy) ? '' : `:${policy.threshold}/${policy.secondary ? 'secondary' : 'alone'}/${policy.rounding ?? 'exact'}`;
}
