import { sql, type ExpressionBuilder, type Kysely } from 'kysely';
import { inList } from '../../db/inList.ts';
import type { AnyRows, HubRows } from '../context.ts';
import type { Completeness, HarvestUnderWay, IssueCount } from '../types/sourceFacts.ts';

/** Something that comparisons need of a noun, and how a record states it: in its own columns, or by rows of other tables that are its. */
interface Wanted {
  field: string;
  meaning: string;
  /** Any of them is enough. */
  columns?: readonly string[];
  links?: readonly string[];
  parts?: readonly string[];
}

const wanted: readonly { noun: string; table: 'service' | 'priority' | 'plan' | 'budget'; fields: readonly Wanted[] }[] = [
  {
    noun: 'services',
    table: 'service',
    fields: [
      { field: 'ages', meaning: 'the first or the last age it takes', columns: ['age_from', 'age_to'] },
      { field: 'area', meaning: 'an authority or another area it is for', links: ['service_authority', 'service_area'] },
      { field: 'theme', meaning: 'at least one theme', links: ['service_theme'] },
      { field: 'cost', meaning: 'its cost a year, or what using it costs', columns: ['annual_cost'], parts: ['service_cost'] },
      { field: 'dates', meaning: 'the day on which somebody assured that it is right, or the end of its contract', columns: ['assured_on', 'contract_end'] },
      { field: 'place', meaning: 'a postcode or coordinates', columns: ['postcode', 'latitude'], parts: ['service_place'] },
    ],
  },
  {
    noun: 'priorities',
    table: 'priority',
    fields: [
      { field: 'ages', meaning: 'the first or the last age it is about, or the group it is for', columns: ['age_from', 'age_to', 'target_group'] },
      { field: 'theme', meaning: 'at least one theme by its publisher; the hub reads its words in any case', links: ['priority_stated_theme'] },
    ],
  },
  {
    noun: 'plans',
    table: 'plan',
    fields: [
      { field: 'area', meaning: 'an authority it is of', links: ['plan_authority'] },
      { field: 'dates', meaning: 'the first or the last day of its term', columns: ['valid_from', 'valid_to'] },
    ],
  },
  {
    noun: 'budgets',
    table: 'budget',
    fields: [
      { field: 'area', meaning: 'an authority whose money it is', links: ['budget_authority'] },
      { field: 'theme', meaning: 'a theme, or the service it pays for', columns: ['service_id'], links: ['budget_theme'] },
    ],
  },
];

type Fact<Value> = Value & { sourceId: string };

/** How many records of each source state what comparisons need of them, as far as the viewer may see them. Nouns of which a source has none are left out. */
export async function readCompleteness(db: Kysely<HubRows>, sourceIds: readonly string[]): Promise<Fact<Completeness>[]> {
  const found: Fact<Completeness>[] = [];
  for (const { noun, table, fields } of wanted) {
    const counts = (eb: ExpressionBuilder<AnyRows, string>) => fields.map((one) => eb.fn.sum<number>(sql`case when ${isStated(table, one)} then 1 else 0 end`).as(one.field));
    const rows = await (db as unknown as Kysely<AnyRows>)
      .selectFrom(table)
      .select((eb) => [sql<string>`${sql.ref(`${table}.source_id`)}`.as('sourceId'), eb.fn.countAll<number>().as('of'), ...counts(eb as never)])
      .where(sql<boolean>`${sql.ref(`${table}.source_id`)} in ${inList(sourceIds)}`)
      .groupBy(sql`${sql.ref(`${table}.source_id`)}`)
      .execute();
    for (const row of rows as Record<string, string | number>[]) {
      for (const { field, meaning } of fields) found.push({ sourceId: String(row['sourceId']), noun, field, meaning, filled: Number(row[field]), of: Number(row['of']) });
    }
  }
  return found;
}

function isStated(table: string, { columns = [], links = [], parts = [] }: Wanted) {
  const id = sql.ref(`${table}.id`);
  const ways = [
    ...columns.map((column) => sql`${sql.ref(`${table}.${column}`)} is not null`),
    ...links.map((link) => sql`exists (select 1 from ${sql.table(link)} link where link.owner_id = ${id})`),
    ...parts.map((part) => sql`exists (select 1 from ${sql.table(part)} part where part.service_id = ${id} and part.withdrawn_on is null)`),
  ];
  return sql`(${sql.join(ways, sql` or `)})`;
}

/** That an issue is of the run which says how its source stands now: the last, or, where the source was read since and found as it had been, the last that succeeded. Such a run leaves no entry. */
export const isOfRunThatHolds = sql<boolean>`issue.harvest_id = (
  select case when s.last_success_id is not null and s.last_read_at > last.finished_at then s.last_success_id else last.id end
  from source s join harvest last on last.id = (select max(id) from harvest where source_id = s.id) where s.id = issue.source_id)`;

/** How often each rule was broken in the last harvest of each source, the most often first. */
export async function countIssues(db: Kysely<HubRows>, sourceIds: readonly string[]): Promise<Fact<IssueCount>[]> {
  const rows = await db
    .selectFrom('issue')
    .select((eb) => ['issue.sourceId', 'issue.rule', eb.fn.sum<number>(sql`case when severity = 'error' then issue.count else 0 end`).as('refused'), eb.fn.sum<number>('issue.count').as('all')])
    .where(sql<boolean>`issue.source_id in ${inList(sourceIds)}`)
    .where(isOfRunThatHolds)
    .groupBy(['issue.sourceId', 'issue.rule'])
    .orderBy('all', 'desc')
    .orderBy('issue.rule')
    .execute();
  return rows.map(({ sourceId, rule, refused, all }) => ({ sourceId, rule, refused: Number(refused), warned: Number(all) - Number(refused) }));
}

/** Runs of sources that are heard of: one that is not any more died with its process. */
export async function readUnderWay(db: Kysely<HubRows>, sourceIds: readonly string[], heardSince: string): Promise<Fact<HarvestUnderWay>[]> {
  const rows = await db
    .selectFrom('run_under_way')
    .select(['sourceId', 'startedAt', 'heardAt', 'trigger', 'askedBy', 'phase', 'done', 'cancelledAt'])
    .where(sql<boolean>`source_id in ${inList(sourceIds)}`)
    .where('heardAt', '>=', heardSince)
    .execute();
  return rows as Fact<HarvestUnderWay>[];
}
