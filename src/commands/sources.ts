import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import { printReport, withoutControlCharacters } from '../harvest/printReport.ts';
import { heardSince } from '../harvest/runs/underWay.ts';
import { idOf, readRegistration } from '../harvest/sources/registration.ts';
import { registerSource, removeSource } from '../harvest/sources/registerSource.ts';
import { openHub, refreshDuplicates, refreshOverlaps } from '../hub.ts';
import { counted } from '../words.ts';
import { harvestSeedsIntoNew } from './harvestSeeds.ts';
import { openExistingHub } from './openExistingHub.ts';

type Print = (line: string) => void;

interface Row {
  id: string;
  title: string;
  connector: string;
  registration: string | null;
  schedule: string | null;
  next_run_at: string | null;
  via_id: string | null;
  stale_since: string | null;
  last_read_at: string | null;
  last_success_at: string | null;
  held_fingerprint: string | null;
  removed_at: string | null;
  failed_runs: number;
  message: string | null;
  rows_refused: number | null;
  rows_read: number | null;
  phase: string | null;
  done: string | null;
}

/** Prints every source with how it stands; those that need somebody first. */
export async function listSources(config: Config, print: Print): Promise<number> {
  const hub = await openExistingHub(config);
  try {
    const { rows } = await sql<Row>`
      select s.*, h.message, h.rows_refused, h.rows_read, u.phase, u.done from source s
        left join harvest h on h.id = (select max(id) from harvest where source_id = s.id)
        left join run_under_way u on u.source_id = s.id and u.heard_at >= ${heardSince(hub.harvesting.now())}
      order by case when s.stale_since is null then 1 else 0 end, s.id`.execute(hub.stored);
    for (const row of rows) for (const line of linesOf(row)) print(withoutControlCharacters(line));
    print(`${counted(rows.length, 'source')}. "npm run hub -- sources show ID" prints all that is known of one, "npm run hub -- sources add FILE" registers one; docs/connecting-a-source.md says how.`);
    return 0;
  } finally {
    await hub.close();
  }
}

function linesOf(row: Row): string[] {
  const read = row.last_read_at ?? row.last_success_at;
  const when = read === null ? 'never read' : `last read ${inWords(read)}`;
  const refused = row.rows_refused ? `, ${row.rows_refused} of ${row.rows_read} rows refused` : '';
  return [
    `${row.id}: ${row.title}`,
    `  ${row.connector}${row.via_id ? ` through ${row.via_id}` : ''}, ${when}${refused}${row.schedule ? `, by itself at "${row.schedule}" (UTC), next ${row.next_run_at ? inWords(row.next_run_at) : 'never'}` : ''}`,
    ...(row.phase === null ? [] : [`  being read now: ${row.phase}. ${row.done}`]),
    ...(row.held_fingerprint === null ? [] : ['  HELD until somebody confirms it.']),
    ...(row.stale_since === null ? [] : [`  STALE since ${inWords(row.stale_since)}, after ${row.failed_runs} ${Number(row.failed_runs) === 1 ? 'run' : 'runs'} that did not land: ${row.message ?? (row.via_id === null ? 'no reason is known.' : `${row.via_id}, through which it comes, could not be read.`)}`]),
    ...(row.removed_at === null ? [] : [`  removed ${inWords(row.removed_at)}`]),
  ];
}

function inWords(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}

/** Registers the source that a file describes, or says everything that is wrong with it. */
export async function addSource(config: Config, file: string, options: { check: boolean }, print: Print): Promise<number> {
  const json = readFile(file);
  const read = readRegistration(json);
  if ('problems' in read) throw new HubError('BAD_REGISTRATION', `${file} cannot be registered:\n${read.problems.map((problem) => `  ${problem}`).join('\n')}\nNothing was changed.`);
  const id = idOf(read.registration);
  if (options.check) {
    print(`${file} is in order. It would be registered as ${id}.`);
    return 0;
  }
  const hub = await openHub(config);
  try {
    await harvestSeedsIntoNew(hub, config, print);
    await registerSource(hub.write, json, read.registration, hub.harvesting.now());
    print(`Registered ${id}. Read it with "npm run hub -- harvest ${id}"${read.registration.schedule ? `, or leave it to its schedule "${read.registration.schedule}" (UTC) while the hub serves` : ''}.`);
    return 0;
  } finally {
    await hub.close();
  }
}

/** Forgets how a source is read, if it is, and withdraws its records. */
export async function dropSource(config: Config, id: string, print: Print): Promise<number> {
  const hub = await openExistingHub(config);
  try {
    const report = await removeSource(hub.harvesting, { id });
    for (const line of printReport(report)) print(line);
    for (const line of [...(await refreshOverlaps(hub)), ...(await refreshDuplicates(hub))]) print(line);
    print(`${id} has left the hub, and its records are withdrawn. Registered or imported again, it is the same source with the same records.`);
    return 0;
  } finally {
    await hub.close();
  }
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new HubError('BAD_REGISTRATION', `${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Expected a file of JSON; docs/connecting-a-source.md shows one.`);
  }
}
