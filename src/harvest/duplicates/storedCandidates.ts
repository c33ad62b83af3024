import { hash } from 'node:crypto';
import { setImmediate as letOthersWork } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import type { Writer } from '../../db/Database.ts';
import { inList } from '../../db/inList.ts';
import { compareServices } from './compareServices.ts';
import type { PlaceNames } from './describeService.ts';
import type { Groups } from './groups.ts';
import { describeAll } from './readListed.ts';
import type { Rules } from './rules.ts';

/** What comparing needs, within a transaction. */
export interface Comparing {
  writer: Writer;
  rules: Rules;
  places: PlaceNames;
  groups: Groups;
}

export interface Candidate {
  id: string;
  firstId: string;
  secondId: string;
  score: number;
  reasons: string;
  against: string;
}

/** Compares these services with all that share a key with them but those that are done, and returns the candidates among them, stored. */
export async function compareAgain({ writer, rules, places, groups }: Comparing, ids: readonly string[], done: ReadonlySet<string>): Promise<Candidate[]> {
  const { db, load } = writer;
  const pairs = (await findPairs(db, ids)).filter((pair) => !pair.some((id) => done.has(id)));
  const described = await describeAll(db, [...new Set(pairs.flat())], rules, places);
  const after: Candidate[] = [];
  for (const [index, [firstId, secondId]] of pairs.entries()) {
    if (index % 500 === 499) await letOthersWork();
    const { score, reasons, against } = compareServices(described.get(firstId)!, described.get(secondId)!, rules);
    if (score >= rules.threshold) after.push({ id: idOf(firstId, secondId), firstId, secondId, score, reasons: JSON.stringify(reasons), against: JSON.stringify(against) });
  }
  await load('duplicate_candidate', ['id', 'first_id', 'second_id', 'score', 'reasons', 'against', 'status'], after.map(({ id, firstId, secondId, score, reasons, against }) => [id, firstId, secondId, score, reasons, against, groups.verdictOn(firstId, secondId)]));
  return after;
}

/** The id of a pair: the same whenever and on whichever hub they are compared. */
function idOf(firstId: string, secondId: string): string {
  return hash('sha256', JSON.stringify([firstId, secondId]), 'base64url').slice(0, 22);
}

/** How many candidates are there only before or only after, or for other reasons. */
export function movedBetween(before: readonly Candidate[], after: readonly Candidate[]): number {
  const [was, is] = [before, after].map((some) => new Map(some.map(({ id, score, reasons, against }) => [id, JSON.stringify([score, reasons, against])]))) as [Map<string, string>, Map<string, string>];
  return new Set([...was.keys(), ...is.keys()].filter((id) => was.get(id) !== is.get(id))).size;
}

/** Takes away the candidates that these services are part of, and returns them. */
export async function removeCandidates(db: Kysely<unknown>, ids: readonly string[]): Promise<Candidate[]> {
  const list = inList(ids);
  const { rows } = await sql<{ id: string; first_id: string; second_id: string; score: number; reasons: string; against: string }>`
    delete from duplicate_candidate where first_id in ${list} or second_id in ${list} returning id, first_id, second_id, score, reasons, against`.execute(db);
  return rows.map((row) => ({ id: row.id, firstId: row.first_id, secondId: row.second_id, score: Number(row.score), reasons: row.reasons, against: row.against }));
}

/** Pairs of services of different sources that share a key which is not too common, of which at least one is among these. */
async function findPairs(db: Kysely<unknown>, ids: readonly string[]): Promise<[string, string][]> {
  // Materialized, or PostgreSQL joins all holders of the common keys before it passes those over.
  const { rows } = await sql<{ a: string; b: string }>`
    with own as materialized (
      select held.owner_id, held.key_text from service_key held
      where held.owner_id in ${inList(ids)} and not exists (select 1 from common_service_key common where common.key_text = held.key_text))
    select distinct own.owner_id as a, other.owner_id as b
    from own join service_key other on other.key_text = own.key_text
    join service s on s.id = own.owner_id join service t on t.id = other.owner_id
    where t.source_id <> s.source_id and t.withdrawn_on is null`.execute(db);
  const pairs = new Map(rows.map(({ a, b }) => (a < b ? [a, b] : [b, a]) as [string, string]).map((pair) => [JSON.stringify(pair), pair]));
  return [...pairs.values()].sort(([a, b], [c, d]) => (a === c ? (b < d ? -1 : 1) : a < c ? -1 : 1));
}
