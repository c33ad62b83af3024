import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { describePolicy, noProtection, stricterOf } from '../../access/disclosure/DisclosurePolicy.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { DisclosureStatedIn, type DisclosurePolicy, type DisclosureStatement } from '../types/disclosure.ts';
import { isOneOf } from './conditions.ts';

const mostStatements = 50;

/** How small numbers of a source are protected, and who said so. One statement for all sources asked at once. */
export function findDisclosure(context: RequestContext, sourceId: string): Promise<DisclosurePolicy> {
  return loaderOf(context, 'disclosure', () => new DataLoader<string, DisclosurePolicy>((ids) => readDisclosure(context, ids))).load(sourceId);
}

async function readDisclosure({ db }: RequestContext, sourceIds: readonly string[]): Promise<DisclosurePolicy[]> {
  const place = sql<number>`row_number() over (partition by source_id, kind order by id desc)`;
  const numbered = db.selectFrom('disclosure_policy').selectAll().select(place.as('place')).where(isOneOf('disclosure_policy.sourceId', sourceIds));
  const rows = await db.selectFrom(numbered.as('said')).selectAll().where('place', '<=', mostStatements).orderBy('id', 'desc').execute();
  const bySource = Map.groupBy(rows, ({ sourceId }) => sourceId);
  return sourceIds.map((id) => policyOf((bySource.get(id) ?? []).map((row) => ({ ...row, kind: row.kind as DisclosureStatedIn, secondary: Boolean(row.secondary) }))));
}

function policyOf(statements: DisclosureStatement[]): DisclosurePolicy {
  const latest = (kind: DisclosureStatedIn) => statements.find((one) => one.kind === kind) ?? noProtection;
  const policy = stricterOf(latest(DisclosureStatedIn.PACKAGE), latest(DisclosureStatedIn.HUB));
  return { ...policy, explanation: describePolicy(policy), statements: statements.slice(0, mostStatements) };
}
