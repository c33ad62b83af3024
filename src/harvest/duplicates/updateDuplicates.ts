import { hash } from 'node:crypto';
import { setImmediate as letOthersWork } from 'node:timers/promises';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Write, Writer } from '../../db/Database.ts';
import { inList } from '../../db/inList.ts';
import { compareServices } from './compareServices.ts';
import { describeService, placeNamesOf, type DescribedService, type ListedService, type PlaceNames } from './describeService.ts';
import type { Groups } from './groups.ts';
import { keysOf } from './keysOf.ts';
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

interface Comparing {
  writer: Writer;
  rules: Rules;
  places: PlaceNames;
  groups: Groups;
}

interface Candidate {
  id: string;
  firstId: string;
  secondId: string;
  score: number;
  reasons: string;
  against: string;
}

/** So few that other work of the process, such as answering, waits no longer than anybody notices. */
const servicesAtOnce = 50;
/** So many ids that looking through them is no long wait for anybody else. */
const idsAtOnce = 2_000;

/** Compares again the services that changed, with those alone that share a key with them, and brings the candidates up to date. Nothing is compared when a question is asked. */
export async function updateDuplicates(write: Write, { rules, mark }: { rules: Rules; mark: string }, now: () => Date, nextDataVersion: (db: Kysely<unknown>, committedAt: string, cause: string) => Promise<number>): Promise<DuplicateUpdate> {
  return write((writer) => writer.inTransaction(async (db) => {
    const names = await sql<{ name: string }>`select distinct name from authority where withdrawn_on is null order by name`.execute(db);
    const authorityNames = names.rows.map(({ name }) => name);
    const { standing, groups } = await readStanding(db);
    const comparing: Comparing = { writer: writer.within(db), rules, places: placeNamesOf(authorityNames), groups };
    const update: DuplicateUpdate = { compared: 0, forgotten: 0, candidatesMoved: 0, dataVersion: null };
    const regrouped: string[] = [];
    for (const gone of slicesOf(await findForgotten(db))) {
      update.forgotten += gone.length;
      update.candidatesMoved += await forget(db, gone);
      regrouped.push(...gone.filter((id) => groups.of(id).size > 1));
    }
    for await (const changed of findChanged(db, markOf(mark, authorityNames))) {
      update.compared += changed.length;
      update.candidatesMoved += await compareAgain(comparing, changed);
      regrouped.push(...changed.map(({ id }) => id).filter((id) => groups.of(id).size > 1));
    }
    if (regrouped.length > 0) await storeGroups(db, regrouped, standing);
    if (update.candidatesMoved > 0 || regrouped.length > 0) update.dataVersion = await nextDataVersion(db, now().toISOString(), `${update.compared} services compared again, ${update.candidatesMoved} candidate duplicates moved`);
    return update;
  }));
}

/** What every comparison follows from, beside the services. */
function markOf(mark: string, authorityNames: readonly string[]): string {
  return `${mark}-${hash('sha256', authorityNames.join('\n'), 'base64url').slice(0, 8)}`;
}

interface Changed {
  id: string;
  readFrom: string;
}

/** Slices of services that were never compared, or not as they are now, found by the database from hashes alone. */
async function* findChanged(db: Kysely<unknown>, mark: string): AsyncGenerator<Changed[]> {
  for (let from = ''; ; ) {
    await letOthersWork();
    const last = await sql<{ id: string | null }>`select max(id) as id from (select id from service where id > ${from} order by id limit ${idsAtOnce}) next`.execute(db);
    const to = last.rows[0]?.id;
    if (to == null) return;
    const state: RawBuilder<string> = sql`${mark} || ' ' || s.source_id || ' ' || s.content_hash`;
    const { rows } = await sql<{ id: string; read_from: string }>`
      select s.id, ${state} as read_from from service s left join service_compared c on c.service_id = s.id
      where s.id > ${from} and s.id <= ${to} and s.withdrawn_on is null and (c.read_from is null or c.read_from <> ${state}) order by s.id`.execute(db);
    for (const slice of slicesOf(rows)) {
      await letOthersWork();
      yield slice.map((row) => ({ id: row.id, readFrom: row.read_from }));
    }
    from = to;
  }
}

async function findForgotten(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ service_id: string }>`
    select c.service_id from service_compared c where not exists (select 1 from service s where s.id = c.service_id and s.withdrawn_on is null) order by c.service_id`.execute(db);
  return rows.map((row) => row.service_id);
}

function* slicesOf<One>(all: readonly One[]): Generator<readonly One[]> {
  for (let start = 0; start < all.length; start += servicesAtOnce) yield all.slice(start, start + servicesAtOnce);
}

/** Takes away what was made of services, and returns how many candidates go with them. */
async function forget(db: Kysely<unknown>, ids: readonly string[]): Promise<number> {
  const list = inList(ids);
  await sql`delete from service_compared where service_id in ${list}`.execute(db);
  await sql`delete from service_key where owner_id in ${list}`.execute(db);
  const { numAffectedRows } = await sql`delete from duplicate_candidate where first_id in ${list} or second_id in ${list}`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Compares these services with all that share a key with them, and returns how many candidates moved. */
async function compareAgain({ writer, rules, places, groups }: Comparing, changed: readonly Changed[]): Promise<number> {
  const { db, load } = writer;
  const ids = changed.map(({ id }) => id);
  const before = await readCandidates(db, ids);
  await forget(db, ids);
  const described = await describeAll(db, ids, rules, places);
  await load('service_compared', ['service_id', 'read_from'], changed.map(({ id, readFrom }) => [id, readFrom]));
  await load('service_key', ['owner_id', 'key_text'], [...described.values()].flatMap((service) => keysOf(service).map((key) => [service.id, key])));
  const pairs = await findPairs(db, ids);
  const others = [...new Set(pairs.flat())].filter((id) => !described.has(id));
  for (const [id, service] of await describeAll(db, others, rules, places)) described.set(id, service);
  const after: Candidate[] = [];
  for (const [index, [firstId, secondId]] of pairs.entries()) {
    if (index % 500 === 499) await letOthersWork();
    const { score, reasons, against } = compareServices(described.get(firstId)!, described.get(secondId)!, rules);
    if (score >= rules.threshold) after.push({ id: idOf(firstId, secondId), firstId, secondId, score, reasons: JSON.stringify(reasons), against: JSON.stringify(against) });
  }
  await load('duplicate_candidate', ['id', 'first_id', 'second_id', 'score', 'reasons', 'against', 'status'], after.map(({ id, firstId, secondId, score, reasons, against }) => [id, firstId, secondId, score, reasons, against, groups.verdictOn(firstId, secondId)]));
  return movedBetween(before, after);
}

/** The id of a pair: the same whenever and on whichever hub they are compared. */
function idOf(firstId: string, secondId: string): string {
  return hash('sha256', JSON.stringify([firstId, secondId]), 'base64url').slice(0, 22);
}

function movedBetween(before: readonly Candidate[], after: readonly Candidate[]): number {
  const [was, is] = [before, after].map((some) => new Map(some.map(({ id, score, reasons, against }) => [id, JSON.stringify([score, reasons, against])]))) as [Map<string, string>, Map<string, string>];
  return new Set([...was.keys(), ...is.keys()].filter((id) => was.get(id) !== is.get(id))).size;
}

async function readCandidates(db: Kysely<unknown>, ids: readonly string[]): Promise<Candidate[]> {
  const list = inList(ids);
  const { rows } = await sql<{ id: string; first_id: string; second_id: string; score: number; reasons: string; against: string }>`
    select id, first_id, second_id, score, reasons, against from duplicate_candidate where first_id in ${list} or second_id in ${list}`.execute(db);
  return rows.map((row) => ({ id: row.id, firstId: row.first_id, secondId: row.second_id, score: Number(row.score), reasons: row.reasons, against: row.against }));
}

/** Pairs of services of different sources that share a key, of which at least one is among these. */
async function findPairs(db: Kysely<unknown>, ids: readonly string[]): Promise<[string, string][]> {
  const { rows } = await sql<{ a: string; b: string }>`
    select distinct own.owner_id as a, other.owner_id as b
    from service_key own join service_key other on other.key_text = own.key_text
    join service s on s.id = own.owner_id join service t on t.id = other.owner_id
    where own.owner_id in ${inList(ids)} and t.source_id <> s.source_id and t.withdrawn_on is null`.execute(db);
  const pairs = new Map(rows.map(({ a, b }) => (a < b ? [a, b] : [b, a]) as [string, string]).map((pair) => [JSON.stringify(pair), pair]));
  return [...pairs.values()].sort(([a, b], [c, d]) => (a === c ? (b < d ? -1 : 1) : a < c ? -1 : 1));
}

async function describeAll(db: Kysely<unknown>, ids: readonly string[], rules: Rules, places: PlaceNames): Promise<Map<string, DescribedService>> {
  if (ids.length === 0) return new Map();
  type Row = Record<'id' | 'source_id' | 'name', string> & Record<'description' | 'provider' | 'url' | 'postcode' | 'code', string | null> & Record<'latitude' | 'longitude' | 'age_from' | 'age_to', number | null>;
  const { rows } = await sql<Row>`
    select s.id, s.source_id, s.name, s.description, s.provider, s.url, s.postcode, s.latitude, s.longitude, s.age_from, s.age_to, link.target_id as code
    from service s left join service_authority link on link.owner_id = s.id where s.id in ${inList(ids)} order by s.id, link.target_id`.execute(db);
  return new Map([...Map.groupBy(rows, (row) => row.id)].map(([id, own]) => {
    const { source_id: sourceId, name, description, provider, url, postcode, latitude, longitude, age_from: ageFrom, age_to: ageTo } = own[0]!;
    const listed: ListedService = { id, sourceId, name, description, provider, url, postcode, latitude, longitude, ageFrom, ageTo, authorityCodes: own.flatMap(({ code }) => code ?? []) };
    return [id, describeService(listed, rules, places)];
  }));
}
