import { sql, type Kysely } from 'kysely';
import { HubError } from '../../errors.ts';
import type { Write } from '../../db/Database.ts';
import { withdrawSource } from '../harvestPackage.ts';
import type { HarvestContext, HarvestReport } from '../harvestReport.ts';
import type { PackageDescriptor } from '../package/readDescriptor.ts';
import { descriptorOf, sourcesThrough, withdrawThrough, type SourceRow } from '../through/sourcesThrough.ts';
import { addressOf, idOf, nextRun, readRegistration, type Registration } from './registration.ts';

/** A source as it is registered, and how it stands. */
export interface RegisteredSource {
  id: string;
  registration: Registration;
  failedRuns: number;
  confirmedFingerprint: string | null;
}

/** Saves how a source is to be read, in place of what was said of it before. Its records, its title and its terms of reuse, if it has any, stay as they are until it is read, which it then is anew: what a package says of itself counts first. */
export async function registerSource(write: Write, json: string, registration: Registration, now: Date): Promise<string> {
  const id = idOf(registration);
  const { connector, title, publisher, licence, attribution, schedule } = registration;
  await write((writer) =>
    writer.inTransaction((db) =>
      sql`insert into source (id, connector, title, publisher_kind, publisher_code, publisher_name, licence, attribution, address, registration, schedule, next_run_at)
        values (${id}, ${connector.kind}, ${title}, ${publisher.kind}, ${publisher.code}, ${publisher.name}, ${licence}, ${attribution}, ${addressOf(registration)}, ${json}, ${schedule}, ${nextRun(schedule, now)})
        on conflict (id) do update set connector = excluded.connector, publisher_kind = excluded.publisher_kind, fingerprint = null, address = excluded.address, registration = excluded.registration,
          schedule = excluded.schedule, next_run_at = excluded.next_run_at, via_id = null, removed_at = null, failed_runs = 0`.execute(db),
    ),
  );
  return id;
}

/** Forgets how a source is read, if it was registered, and withdraws its records, from today; of another hub, those of all sources that came through it. Registered or imported again, it is the same source with the same records. */
export async function removeSource(context: HarvestContext, { id }: { id: string }): Promise<HarvestReport> {
  const source = await context.write(({ db }) => findRemovable(db, id));
  const through = await context.write(({ db }) => sourcesThrough(db, id));
  for (const descriptor of through) await withdrawThrough(context, id, descriptor);
  return withdrawSource(context, source, (db) => sql`update source set registration = null, schedule = null, next_run_at = null, asked_at = null where id = ${id}`.execute(db));
}

/** A source that is registered or was imported by hand, or UNKNOWN_SOURCE. What came through another hub is taken out there, or it would come back. */
async function findRemovable(db: Kysely<unknown>, id: string): Promise<PackageDescriptor> {
  const { rows } = await sql<SourceRow & { via_id: string | null; removed_at: string | null }>`select * from source where id = ${id}`.execute(db);
  const row = rows[0];
  if (!row) throw unknownSource(id);
  if (row.removed_at !== null) throw new HubError('UNKNOWN_SOURCE', `${id} was removed on ${row.removed_at.slice(0, 10)}. Nothing was changed.`);
  if (row.via_id !== null) throw new HubError('UNKNOWN_SOURCE', `${id} comes through ${row.via_id}. Leave it out in the settings of that one, with "npm run hub -- sources add", or remove that one. Nothing was changed.`);
  return descriptorOf(row);
}

function unknownSource(id: string): HubError {
  return new HubError('UNKNOWN_SOURCE', `The hub has no source "${id}". "npm run hub -- sources" lists them.`);
}

/** Says of the first of these that the hub does not have that it is UNKNOWN_SOURCE. */
export async function refuseUnknown(db: Kysely<unknown>, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { rows } = await sql`select 1 from source where id = ${id}`.execute(db);
    if (rows.length === 0) throw unknownSource(id);
  }
}

/** A registered source, or UNKNOWN_SOURCE. */
export async function findRegistered(db: Kysely<unknown>, id: string): Promise<RegisteredSource> {
  const { rows } = await sql<{ registration: string | null; failed_runs: number; confirmed_fingerprint: string | null }>`select registration, failed_runs, confirmed_fingerprint from source where id = ${id}`.execute(db);
  const row = rows[0];
  if (!row) throw unknownSource(id);
  if (row.registration === null) throw new HubError('UNKNOWN_SOURCE', `${id} was imported by hand or came through another source, so there is nothing to read it from. Register it with "npm run hub -- sources add".`);
  const read = readRegistration(row.registration);
  if ('problems' in read) throw new HubError('BAD_CONFIGURATION', `What is registered of ${id} no longer holds: ${read.problems.join(' ')} Mend it with "npm run hub -- sources add".`);
  return { id, registration: read.registration, failedRuns: Number(row.failed_runs), confirmedFingerprint: row.confirmed_fingerprint };
}

/** Ids of all registered sources, those of nations first, then of regions: authorities' packages use their codes. */
export async function registeredIds(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ id: string; publisher_kind: string }>`select id, publisher_kind from source where registration is not null order by id`.execute(db);
  const order = ['national', 'region', 'authority'];
  return rows.toSorted((a, b) => order.indexOf(a.publisher_kind) - order.indexOf(b.publisher_kind)).map(({ id }) => id);
}
