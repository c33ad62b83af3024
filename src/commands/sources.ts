import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import { printReport, withoutControlCharacters } from '../harvest/printReport.ts';
import { heardSince } from '../harvest/runs/underWay.ts';
import { idOf, readRegistration } from '../harvest/sources/registration.ts';
import { registerSource, removeSource } from '../harvest/sources/registerSource.ts';
import { openHub, refreshDuplicates, refreshOverlaps, type Hub } from '../hub.ts';
import { counted } from '../words.ts';
import { harvestSeedsIntoNew } from './harvestSeeds.ts';
import { openExistingHub } from './openExistingHub.ts';
import { standingLines } from './standingLines.ts';

type Print = (line: string) => void;

/** Prints every source with how it stands; those that need somebody first. */
export async function listSources(config: Config, print: Print): Promise<number> {
  const hub = await openExistingHub(config);
  try {
    const rows = await readStandings(hub);
    for (const row of rows) for (const line of linesOf(row)) print(withoutControlCharacters(line));
    print(`${counted(rows.length, 'source')}. "npm run hub -- sources show ID" prints all that is known of one, "npm run hub -- sources add FILE" registers one; docs/connecting-a-source.md says how.`);
    return 0;
  } finally {
    await hub.close();
  }
}

/** Every source with what its last run says and how far one is that goes on; those of which runs do not land first. */
function readStandings({ rows, harvesting }: Hub) {
  return rows
    .selectFrom('source as s')
    .leftJoin('harvest as h', (join) => join.on('h.id', '=', sql<number>`(select max(id) from harvest where source_id = s.id)`))
    .leftJoin('run_under_way as u', (join) => join.onRef('u.sourceId', '=', 's.id').on('u.heardAt', '>=', heardSince(harvesting.now())))
    .selectAll('s')
    .select(['h.message', 'h.rowsRefused', 'h.rowsRead', 'u.phase', 'u.done'])
    .orderBy((eb) => eb.case().when('s.staleSince', 'is', null).then(1).else(0).end())
    .orderBy('s.id')
    .execute();
}

function linesOf(row: Awaited<ReturnType<typeof readStandings>>[number]): string[] {
  const read = row.lastReadAt ?? row.lastSuccessAt;
  const when = row.removedAt !== null ? `removed ${inWords(row.removedAt)}` : read === null ? 'not read yet' : `last read ${inWords(read)}`;
  const refused = row.rowsRefused ? `, ${row.rowsRefused} of ${row.rowsRead} rows refused` : '';
  return [
    `${row.id}: ${row.title}`,
    `  ${row.connector}${row.viaId ? ` through ${row.viaId}` : ''}, ${when}${refused}${row.schedule ? `, by itself at "${row.schedule}" (UTC), next ${row.nextRunAt ? inWords(row.nextRunAt) : 'never'}` : ''}`,
    ...(row.phase === null ? [] : [`  being read now: ${row.phase}. ${row.done}`]),
    ...standingLines(row, row.message, inWords),
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
