import { hash } from 'node:crypto';
import { setImmediate as letOthersWork } from 'node:timers/promises';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Write, Writer } from '../../db/Database.ts';
import type { NextDataVersion } from '../../db/NextDataVersion.ts';
import { placeNamesOf } from './describeService.ts';
import { compareAgain, movedBetween, removeCandidates, type Candidate, type Comparing } from './storedCandidates.ts';
import { removeKeys, settleCommonKeys, storeKeys, type Changed } from './storedKeys.ts';
import type { Rules } from './rules.ts';
import { readStanding, storeGroups } from './storedGroups.ts';

export interface DuplicateUpdate {
  /** Services that were compared because they, or the rules, changed since the last time. */
  compared: number;
  forgotten: number;
  /** Pairs that became candidates, ceased to be, or are ones for other reasons. */
  candidatesMoved: number;
  dataVersion: number | null;
}

/** What the update follows from, and where its results go. */
interface Updating {
  write: Write;
  rules: Rules;
  mark: string;
  now: () => Date;
  nextDataVersion: NextDataVersion;
}

/** So few that other work of the process, such as answering, waits no longer than anybody notices. */
const servicesAtOnce = 50;
/** So many ids that looking through them is no long wait for anybody else, and that who waits for its turn to write soon has it. */
const idsAtOnce = 2_000;
/** So many that the database must notice. */
const manyServices = 1_000;

/**
 * Compares again the services that changed, with those alone that share a key with them, and brings the candidates up to date. Nothing is
 * compared when a question is asked. Each turn of some services is a transaction of its own and leaves what holds for all that were
 * compared: others write between turns, and what a killed process left is done the next time.
 */
export async function updateDuplicates(write: Write, { rules, mark }: { rules: Rules; mark: string }, now: () => Date, nextDataVersion: NextDataVersion): Promise<DuplicateUpdate> {
  const updating: Updating = { write, rules, mark, now, nextDataVersion };
  const update: DuplicateUpdate = { compared: 0, forgotten: 0, candidatesMoved: 0, dataVersion: null };
  let lookAgainAt = manyServices;
  for (let range = await findRange(updating, ''); range !== null; range = await findRange(updating, range.to)) {
    const { from, to } = range;
    await write((writer) => writer.inTransaction((db) => compareRange(updating, writer.within(db), { from, to }, update)));
    if (update.compared < lookAgainAt) continue;
    await write((writer) => writer.lookThrough(['service', 'service_authority', 'service_key', 'service_compared', 'duplicate_candidate']));
    lookAgainAt = update.compared * 2;
  }
  return update;
}

/** Ids after `from`, up to and with `to`. */
interface Range {
  from: string;
  to: string;
}

/** Whether a service that a harvest after one touched was never compared as it is now, be it by these rules or by others. */
export async function isAnyUncompared(db: Kysely<unknown>, afterHarvest: number): Promise<boolean> {
  const touched = sql`(select source_id from harvest where id > ${afterHarvest})`;
  // Services are read with the names of authorities, all of them.
  const isTouched = sql`(s.source_id in ${touched} or s.harvest_id > ${afterHarvest} or exists (select 1 from authority a where a.source_id in ${touched}))`;
  const names = `-${namesMark(await readAuthorityNames(db))}`;
  const state = sql`${names} || ' ' || s.source_id || ' ' || s.content_hash`;
  const { rows } = await sql`
    select 1 from service s left join service_compared c on c.service_id = s.id
    where ${isTouched} and (
      (s.withdrawn_on is null and (c.read_from is null or substr(c.read_from, length(c.read_from) - length(${state}) + 1) <> ${state}))
      or (s.withdrawn_on is not null and c.service_id is not null))
    limit 1`.execute(db);
  return rows.length > 0;
}

/** The next ids among which there is something to do; null when there is nothing more. It is looked for outside of any transaction: mostly there is nothing. */
async function findRange({ write, mark }: Updating, from: string): Promise<Range | null> {
  return write(async ({ db }) => {
    const fullMark = await markOf(db, mark);
    for (let range = await rangeAfter(db, from); range !== null; range = await rangeAfter(db, range.to)) {
      await letOthersWork();
      if ((await findGone(db, range)).length + (await findChanged(db, fullMark, range)).length > 0) return range;
    }
    return null;
  });
}

async function compareRange({ rules, mark, now, nextDataVersion }: Updating, writer: Writer, range: Range, update: DuplicateUpdate): Promise<void> {
  const { db } = writer;
  const authorityNames = await readAuthorityNames(db);
  const { standing, groups } = await readStanding(db);
  const comparing: Comparing = { writer, rules, places: placeNamesOf(authorityNames), groups };
  const gone = await findGone(db, range);
  const changed = await findChanged(db, await markOf(db, mark), range);
  const changedIds = changed.map(({ id }) => id);
  const left = new Set<string>();
  for (const slice of slicesOf([...gone, ...changedIds])) for (const key of await removeKeys(db, slice)) left.add(key);
  for (const slice of slicesOf(changed)) {
    await letOthersWork();
    await storeKeys(comparing, slice);
  }
  // A key that became too common, or ceased to be, changes what its other holders are compared with.
  const toCompare = [...new Set([...changedIds, ...(await settleCommonKeys(db, [...left], changedIds, rules.mostSharing))])];
  const before: Candidate[] = [];
  for (const slice of slicesOf([...gone, ...toCompare])) before.push(...(await removeCandidates(db, slice)));
  const after: Candidate[] = [];
  const done = new Set<string>();
  for (const slice of slicesOf(toCompare)) {
    await letOthersWork();
    after.push(...(await compareAgain(comparing, slice, done)));
    for (const id of slice) done.add(id);
  }
  const moved = movedBetween(before, after);
  update.candidatesMoved += moved;
  update.forgotten += gone.length;
  update.compared += toCompare.length;
  const regrouped = [...gone, ...changedIds].filter((id) => groups.of(id).size > 1);
  if (regrouped.length > 0) await storeGroups(db, regrouped, standing);
  if (moved > 0 || regrouped.length > 0) update.dataVersion = await nextDataVersion(db, now().toISOString(), `${toCompare.length} services compared again, ${moved} candidate duplicates moved`);
}

async function readAuthorityNames(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select distinct name from authority where withdrawn_on is null order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** What every comparison follows from, beside the services. */
async function markOf(db: Kysely<unknown>, mark: string): Promise<string> {
  return `${mark}-${namesMark(await readAuthorityNames(db))}`;
}

function namesMark(authorityNames: readonly string[]): string {
  return hash('sha256', authorityNames.join('\n'), 'base64url').slice(0, 8);
}

/** The ids after one, as many as are looked through at once. A service that is no more may still be among those compared. */
async function rangeAfter(db: Kysely<unknown>, from: string): Promise<Range | null> {
  const { rows } = await sql<{ id: string | null }>`
    select max(id) as id from (
      select id from (select id from service where id > ${from} order by id limit ${idsAtOnce}) known
      union select service_id from (select service_id from service_compared where service_id > ${from} order by service_id limit ${idsAtOnce}) compared
      order by id limit ${idsAtOnce}) next`.execute(db);
  const to = rows[0]?.id;
  return to == null ? null : { from, to };
}

/** Services that were never compared, or not as they are now, found by the database from hashes alone. */
async function findChanged(db: Kysely<unknown>, mark: string, { from, to }: Range): Promise<Changed[]> {
  const state: RawBuilder<string> = sql`${mark} || ' ' || s.source_id || ' ' || s.content_hash`;
  const { rows } = await sql<{ id: string; read_from: string }>`
    select s.id, ${state} as read_from from service s left join service_compared c on c.service_id = s.id
    where s.id > ${from} and s.id <= ${to} and s.withdrawn_on is null and (c.read_from is null or c.read_from <> ${state}) order by s.id`.execute(db);
  return rows.map((row) => ({ id: row.id, readFrom: row.read_from }));
}

async function findGone(db: Kysely<unknown>, { from, to }: Range): Promise<string[]> {
  const { rows } = await sql<{ service_id: string }>`
    select c.service_id from service_compared c
    where c.service_id > ${from} and c.service_id <= ${to} and not exists (select 1 from service s where s.id = c.service_id and s.withdrawn_on is null) order by c.service_id`.execute(db);
  return rows.map((row) => row.service_id);
}

function* slicesOf<One>(all: readonly One[]): Generator<readonly One[]> {
  for (let start = 0; start < all.length; start += servicesAtOnce) yield all.slice(start, start + servicesAtOnce);
}
