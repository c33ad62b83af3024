import { sql, type Kysely } from 'kysely';
import { inList } from '../../db/inList.ts';
import { insertRows } from '../../db/insertRows.ts';
import { keysOf } from './keysOf.ts';
import { describeAll } from './readListed.ts';
import type { Comparing } from './storedCandidates.ts';

/** A service that was never compared, or not as it is now. */
export interface Changed {
  id: string;
  /** What it is compared by: the rules, its source and its content. */
  readFrom: string;
}

/** Takes away the keys of services, and returns those of them that were too common to lead anywhere. */
export async function removeKeys(db: Kysely<unknown>, ids: readonly string[]): Promise<string[]> {
  const list = inList(ids);
  const { rows } = await sql<{ key_text: string }>`select distinct own.key_text from service_key own join common_service_key common on common.key_text = own.key_text where own.owner_id in ${list}`.execute(db);
  await sql`delete from service_compared where service_id in ${list}`.execute(db);
  await sql`delete from service_key where owner_id in ${list}`.execute(db);
  return rows.map((row) => row.key_text);
}

/** Stores the keys of services, and what they are compared by. */
export async function storeKeys({ writer: { db, load }, rules, places }: Pick<Comparing, 'writer' | 'rules' | 'places'>, changed: readonly Changed[]): Promise<void> {
  const described = await describeAll(db, changed.map(({ id }) => id), rules, places);
  await load('service_compared', ['service_id', 'read_from'], changed.map(({ id, readFrom }) => [id, readFrom]));
  await load('service_key', ['owner_id', 'key_text'], [...described.values()].flatMap((service) => keysOf(service).map((key) => [service.id, key])));
}

/** So many keys that counting who holds them is no long wait for anybody else. */
const servicesAtOnce = 200;

/**
 * Notes which keys too many services hold: a directory in which thousands are called "Childminder" would else be compared with itself all
 * over. Returns the holders of the keys that crossed the line, either way. `left` are common keys that lost a holder.
 */
export async function settleCommonKeys(db: Kysely<unknown>, left: readonly string[], changed: readonly string[], most: number): Promise<string[]> {
  const isMore = sql`(select count(*) from (select 1 from service_key held where held.key_text = k.key_text limit ${most + 1}) holders) > ${most}`;
  const isKnown = sql`exists (select 1 from common_service_key common where common.key_text = k.key_text)`;
  const rarer = await sql<{ key_text: string }>`select k.key_text from common_service_key k where k.key_text in ${inList(left)} and not ${isMore}`.execute(db);
  const crossed = rarer.rows.map((row) => row.key_text);
  await sql`delete from common_service_key where key_text in ${inList(crossed)}`.execute(db);
  for (let start = 0; start < changed.length; start += servicesAtOnce) {
    const { rows } = await sql<{ key_text: string }>`
      select k.key_text from (select distinct key_text from service_key where owner_id in ${inList(changed.slice(start, start + servicesAtOnce))}) k where not ${isKnown} and ${isMore}`.execute(db);
    await insertRows(db, sql`common_service_key`, ['key_text', 'most'], rows.map((row) => [row.key_text, most]));
    crossed.push(...rows.map((row) => row.key_text));
  }
  if (crossed.length === 0) return [];
  const { rows } = await sql<{ owner_id: string }>`select distinct owner_id from service_key where key_text in ${inList(crossed)} order by owner_id`.execute(db);
  return rows.map((row) => row.owner_id);
}
