import { sql, type Kysely } from 'kysely';
import { inList } from '../../db/inList.ts';
import { insertRows } from '../../db/insertRows.ts';
import { groupsOf, inForce, orderOf, type DuplicateDecision, type Groups, type Standing } from './groups.ts';

/** The decisions in force, oldest first, and the groups they make. People decide a few thousand pairs, so all are read. */
export async function readStanding(db: Kysely<unknown>): Promise<{ standing: DuplicateDecision[]; groups: Groups }> {
  const standing = inForce(await readHistory(db));
  return { standing, groups: groupsOf(standing) };
}

/** All that was ever decided of services, oldest first. */
export async function readHistory(db: Kysely<unknown>): Promise<DuplicateDecision[]> {
  const { rows } = await sql<Record<'id' | 'kind' | 'first_id' | 'second_id' | 'note' | 'reviewer' | 'made_at', string> & Record<'keep_id' | 'undoes_id', string | null>>`
    select id, kind, first_id, second_id, keep_id, undoes_id, note, reviewer, made_at from duplicate_decision order by made_at, id`.execute(db);
  return rows.map((row) => ({
    id: row.id, kind: row.kind as DuplicateDecision['kind'], firstId: row.first_id, secondId: row.second_id, keepId: row.keep_id, undoesId: row.undoes_id, note: row.note, reviewer: row.reviewer, madeAt: row.made_at,
  }));
}

/** Stores anew the groups that these services are in, those that they were in before, and what is decided of the candidates among them. */
export async function storeGroups(db: Kysely<unknown>, serviceIds: readonly string[], standing: readonly DuplicateDecision[]): Promise<void> {
  const groups = groupsOf(standing);
  const before = await sql<{ service_id: string }>`select service_id from service_group where group_id in (select group_id from service_group where service_id in ${inList(serviceIds)})`.execute(db);
  const touched = [...new Set([...serviceIds, ...before.rows.map((row) => row.service_id), ...[...new Set(serviceIds.map((id) => groups.of(id)))].flatMap((group) => [...group])])];
  await sql`delete from service_group where service_id in ${inList(touched)}`.execute(db);
  const members = await readMembers(db, touched);
  const rows: unknown[][] = [];
  const placed = new Set<string>();
  for (const id of touched) {
    if (placed.has(id) || groups.of(id).size === 1) continue;
    const group = [...groups.of(id)].sort();
    group.forEach((each) => placed.add(each));
    rows.push(...orderOf(group.map((each) => members.get(each) ?? { id: each, publisherCode: '', authorityCodes: [], filled: -1 }), standing).map((each, place) => [each, group[0], place]));
  }
  await insertRows(db, sql`service_group`, ['service_id', 'group_id', 'place'], rows);
  await storeVerdicts(db, touched, groups);
}

async function storeVerdicts(db: Kysely<unknown>, serviceIds: readonly string[], groups: Groups): Promise<void> {
  const list = inList(serviceIds);
  const { rows } = await sql<{ id: string; first_id: string; second_id: string; status: string }>`select id, first_id, second_id, status from duplicate_candidate where first_id in ${list} or second_id in ${list}`.execute(db);
  const moved = Map.groupBy(rows.filter((row) => groups.verdictOn(row.first_id, row.second_id) !== row.status), (row) => groups.verdictOn(row.first_id, row.second_id));
  for (const [status, ofStatus] of moved) await sql`update duplicate_candidate set status = ${status} where id in ${inList(ofStatus.map(({ id }) => id))}`.execute(db);
}

/** Columns that a better filled record fills. */
const filledColumns = ['description', 'provider', 'commissioner', 'age_from', 'age_to', 'target_group', 'status', 'url', 'latitude', 'longitude', 'postcode', 'accessibility', 'annual_cost', 'capacity', 'quality', 'contract_end', 'assured_on'];

async function readMembers(db: Kysely<unknown>, serviceIds: readonly string[]): Promise<Map<string, Standing>> {
  const filled = sql.join(filledColumns.map((column) => sql`case when ${sql.ref(`s.${column}`)} is null then 0 else 1 end`), sql` + `);
  const { rows } = await sql<{ id: string; publisher_code: string; filled: number; code: string | null }>`
    select s.id, source.publisher_code, ${filled} as filled, link.target_id as code
    from service s join source on source.id = s.source_id left join service_authority link on link.owner_id = s.id where s.id in ${inList(serviceIds)}`.execute(db);
  return new Map([...Map.groupBy(rows, (row) => row.id)].map(([id, own]) => [id, { id, publisherCode: own[0]!.publisher_code, filled: Number(own[0]!.filled), authorityCodes: own.flatMap(({ code }) => code ?? []) }]));
}
