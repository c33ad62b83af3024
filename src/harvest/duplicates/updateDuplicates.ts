import { hash } from 'node:crypto';
import { setImmediate as letOthersWork } from 'node:timers/promises';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Write } from '../../db/Database.ts';
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
    const left = new Set<string>();
    const gone = await findForgotten(db);
    for (const slice of slicesOf(gone)) for (const key of await removeKeys(db, slice)) left.add(key);
    const changed: string[] = [];
    for await (const slice of findChanged(db, markOf(mark, authorityNames))) {
      for (const key of await removeKeys(db, slice.map(({ id }) => id))) left.add(key);
      await storeKeys(comparing, slice);
      changed.push(...slice.map(({ id }) => id));
    }
    if (gone.length + changed.length === 0) return update;
    // A key that became too common, or ceased to be, changes what its other holders are compared with.
    const toCompare = [...new Set([...changed, ...(await settleCommonKeys(db, [...left], changed, rules.mostSharing))])];
    const before: Candidate[] = [];
    for (const slice of slicesOf([...gone, ...toCompare])) before.push(...(await removeCandidates(db, slice)));
    const after: Candidate[] = [];
    const done = new Set<string>();
    for (const slice of slicesOf(toCompare)) {
      await letOthersWork();
      after.push(...(await compareAgain(comparing, slice, done)));
      for (const id of slice) done.add(id);
    }
    update.candidatesMoved = movedBetween(before, after);
    update.forgotten = gone.length;
    update.compared = toCompare.length;
    const regrouped = [...gone, ...changed].filter((id) => groups.of(id).size > 1);
    if (regrouped.length > 0) await storeGroups(db, regrouped, standing);
    if (update.candidatesMoved > 0 || regrouped.length > 0) update.dataVersion = await nextDataVersion(db, now().toISOString(), `${update.compared} services compared again, ${update.candidatesMoved} candidate duplicates moved`);
    return update;
  }));
}

/** What every comparison follows from, beside the services. */
function markOf(mark: string, authorityNames: readonly string[]): string {
  return `${mark}-${hash('sha256', authorityNames.join('\n'), 'base64url').slice(0, 8)}`;
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
