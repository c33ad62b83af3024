import { setImmediate as letOthersWork } from 'node:timers/promises';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { isNotYetAdoptedIn } from '../catalogue/planStatus.ts';
import { inList, textsOf } from '../db/inList.ts';
import type { SimilarThemes } from './engine/Statement.ts';
import { statedMeasures } from './statedMeasures.ts';

/** A priority that was never read, or not from what it says now and with all the help there is. */
export interface ChangedPriority {
  id: string;
  /** Everything its reading follows from: the engine, its own, its plan's, its outcome's and its indicators' state, and how many acts of reviewers are about its themes. */
  readFrom: string;
  /** The same of its reading as stored; null when there is none. */
  knownFrom: string | null;
  similarThemes?: SimilarThemes;
}

/** What priorities are to be read with, and among which of them some may not have been. */
export interface WhereToLook {
  db: Kysely<unknown>;
  engineVersion: string;
  mark: string;
  /** Ids: of all priorities, or of those that a harvest since the last update, or a reviewer, may have touched. */
  among: RawBuilder<unknown>;
  /** The last harvest of which no priority will be left unread. */
  upToHarvest: number;
  isUpToDate: boolean;
}

/** So few that other work of the process, such as answering, waits no longer than anybody notices. */
const statementsAtOnce = 100;
/** So many ids that looking through them is no long wait for anybody else. */
const idsAtOnce = 2_000;

/** Where to look for priorities to read: only where something can have changed since all were read with the same engine and the same help. */
export async function whereToLook(db: Kysely<unknown>, engineVersion: string, mark: string): Promise<WhereToLook> {
  const { rows } = await sql<{ known: number | null; latest: number | null }>`
    select (select harvest_id from all_read where read_with = ${engineVersion + mark}) as known, (select max(id) from harvest) as latest`.execute(db);
  const { known, latest } = rows[0]!;
  const few = known === null ? null : await readFew(db, touchedSince(known));
  return { db, engineVersion, mark, among: few ? sql`select value as id from ${textsOf(few)}` : sql`select id from priority`, upToHarvest: latest ?? 0, isUpToDate: known !== null && known === (latest ?? 0) };
}

/** Ids, where there are no more than are looked through at once; else null. Going through what many harvests touched, a part at a time, would take longer than looking through everything. */
async function readFew(db: Kysely<unknown>, ids: RawBuilder<unknown>): Promise<string[] | null> {
  const { rows } = await sql<{ id: string }>`select id from (${ids}) part limit ${idsAtOnce + 1}`.execute(db);
  return rows.length <= idsAtOnce ? rows.map(({ id }) => id) : null;
}

/**
 * A harvest changes records of its source, and withdraws those of others that hang on them; priorities follow from their plans, outcomes and indicators, too. All of a plan are
 * looked at when its indicators change: which of them a row named before, nothing tells any more. Those whose themes
 * reviewers decided are few, and always looked at: an act leaves no harvest, and reads without the help there may be.
 */
function touchedSince(harvestId: number): RawBuilder<unknown> {
  const isTouched = (table: string): RawBuilder<unknown> => sql`${sql.ref(`${table}.source_id`)} in (select source_id from harvest where id > ${harvestId})`;
  return sql`
    select priority.id from priority where ${isTouched('priority')}
    union select priority.id from priority where priority.harvest_id > ${harvestId}
    union select priority.id from plan join priority on priority.plan_id = plan.id where ${isTouched('plan')}
    union select priority.id from outcome join priority on priority.outcome_id = outcome.id where ${isTouched('outcome')}
    union select l.owner_id from indicator join priority_indicator l on l.target_id = indicator.id where ${isTouched('indicator')}
    union select n.priority_id from indicator join plan_indicator n on n.indicator_code = indicator.id where n.priority_id is not null and ${isTouched('indicator')}
    union select priority_id from plan_indicator where priority_id is not null and ${isTouched('plan_indicator')}
    union select priority.id from plan_indicator join priority on priority.plan_id = plan_indicator.plan_id where ${isTouched('plan_indicator')}
    union select n.target_id from decision_priority n join decision d on d.id = n.owner_id where ${isAboutThemes}`;
}

const isAboutThemes = sql`d.theme_code is not null and d.overlap_id is null`;

/** Remembers that all was read with what there is; where that is not so, everything is looked through the next time. */
export async function rememberAllRead({ db, engineVersion, mark, upToHarvest, isUpToDate }: WhereToLook, isAllRead: boolean): Promise<void> {
  if (isAllRead && isUpToDate) return;
  await sql`delete from all_read`.execute(db);
  if (isAllRead) await sql`insert into all_read (read_with, harvest_id) values (${engineVersion + mark}, ${upToHarvest})`.execute(db);
}

/**
 * Whether something that a harvest after one touched was never read as it is now, with whatever help. Mostly all was read up to the last
 * harvest, and that alone is looked up.
 */
export async function isAnyUnread(db: Kysely<unknown>, engineVersion: string, afterHarvest: number): Promise<boolean> {
  const { rows: allRead } = await sql`select 1 from all_read where harvest_id >= (select max(id) from harvest)`.execute(db);
  if (allRead.length > 0) return false;
  const touched = sql`(${touchedSince(afterHarvest)})`;
  const { rows } = await sql`
    select 1 from (${statesOf(engineVersion, touched)}) state
    where known_from is null or substr(known_from || ' ', 1, length(read_from) + 1) <> read_from || ' '
    union all select 1 from priority p join priority_reading r on r.priority_id = p.id where p.id in ${touched} and p.withdrawn_on is not null
    limit 1`.execute(db);
  return rows.length > 0;
}

/** The last harvest up to which all was read; 0 where that is not known. */
export async function readUpTo(db: Kysely<unknown>): Promise<number> {
  const { rows } = await sql<{ harvest: number }>`select coalesce(max(harvest_id), 0) as harvest from all_read`.execute(db);
  return rows[0]!.harvest;
}

/** Slices of what was not read with the help that the mark stands for, found by the database from hashes alone: no statement is fetched that need not be read. */
export async function* findChanged(where: WhereToLook): AsyncGenerator<ChangedPriority[]> {
  for await (const ids of rangesOf(where)) {
    const { rows } = await sql<StateRow>`
      select id, read_from, known_from from (${statesOf(where.engineVersion, ids)}) state
      where known_from is null or known_from <> read_from || ${where.mark}
      order by id`.execute(where.db);
    for await (const slice of slicesOf(rows)) yield slice.map(toChanged);
  }
}

/** Slices of what was read and has been withdrawn since. Records are withdrawn and never removed. */
export async function* findForgotten(where: WhereToLook): AsyncGenerator<string[]> {
  for await (const ids of rangesOf(where)) {
    const { rows } = await sql<{ id: string }>`
      select p.id from priority p join priority_reading r on r.priority_id = p.id
      where p.id in ${ids} and p.withdrawn_on is not null order by p.id`.execute(where.db);
    for await (const slice of slicesOf(rows)) yield slice.map(({ id }) => id);
  }
}

/** The ids among which to look, so many at a time. */
async function* rangesOf({ db, among }: WhereToLook): AsyncGenerator<RawBuilder<unknown>> {
  for (let from = ''; ; ) {
    const { rows } = await sql<{ to: string | null; n: number }>`select max(id) as "to", count(*) as n from (select id from (${among}) part where id > ${from} order by id limit ${idsAtOnce}) next`.execute(db);
    const { to, n } = rows[0]!;
    if (to === null) return;
    await letOthersWork();
    yield sql`(select id from (${among}) part where id > ${from} and id <= ${to})`;
    if (Number(n) < idsAtOnce) return;
    from = to;
  }
}

interface StateRow {
  id: string;
  read_from: string;
  known_from: string | null;
}

function toChanged({ id, read_from: readFrom, known_from: knownFrom }: StateRow): ChangedPriority {
  return { id, readFrom, knownFrom };
}

/**
 * Those of the priorities that are there, with what their readings follow from. Of decisions about their themes the number is enough: acts are
 * only ever added. Of the rows that name them with an indicator the number tells of one that left, the last harvest of any other change.
 */
function statesOf(engineVersion: string, ids: RawBuilder<unknown>): RawBuilder<StateRow> {
  return sql`
    select p.id, ${engineVersion} || ' ' || p.content_hash || ' ' || coalesce(pl.kind, '') || case when ${isNotYetAdoptedIn(sql`pl.status`)} then ',draft' else '' end || ' ' || coalesce(o.content_hash, '') || ' ' || coalesce(
      (select cast(max(i.harvest_id) as text) from ${statedMeasures((priorityId) => sql`${priorityId} = p.id`)} l join indicator i on i.id = l.target_id), '') || ' ' || coalesce(
      (select max(n.harvest_id) || ',' || count(*) from plan_indicator n where n.priority_id = p.id and n.withdrawn_on is null), '') || ' ' ||
      (select cast(count(*) as text) from decision_priority n join decision d on d.id = n.owner_id where n.target_id = p.id and ${isAboutThemes}) as read_from,
      r.read_from as known_from
    from priority p
    left join plan pl on pl.id = p.plan_id
    left join outcome o on o.id = p.outcome_id and o.withdrawn_on is null
    left join priority_reading r on r.priority_id = p.id
    where p.id in ${ids} and p.withdrawn_on is null`;
}

/** The state of these priorities; those that are not there are left out. */
export async function statesOfPriorities(db: Kysely<unknown>, engineVersion: string, ids: readonly string[]): Promise<ChangedPriority[]> {
  const { rows } = await sql<StateRow>`${statesOf(engineVersion, inList(ids))} order by p.id`.execute(db);
  return rows.map(toChanged);
}

/** With a turn for others before each. */
async function* slicesOf<One>(all: readonly One[]): AsyncGenerator<readonly One[]> {
  for (let start = 0; start < all.length; start += statementsAtOnce) {
    await letOthersWork();
    yield all.slice(start, start + statementsAtOnce);
  }
}
