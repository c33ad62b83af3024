import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { sql } from 'kysely';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import { importDecisionsBy, openHub } from '../hub.ts';
import { readHistory } from '../harvest/duplicates/storedGroups.ts';
import { readWhere } from '../overlap/decisions/readDecisions.ts';
import { parseHistory, writeHistory } from './decisionsFile.ts';
import { checkIsNew, writeNewFile } from './newFile.ts';
import { openExistingHub } from './openExistingHub.ts';

type Print = (line: string) => void;

/** A decision takes less than a kilobyte, and nobody makes a hundred thousand. */
const mostBytes = 100 * 2 ** 20;

/** Writes the whole history of decisions to a file that is not there yet. */
export async function exportDecisions(config: Config, path: string, print: Print): Promise<number> {
  const file = resolve(path);
  checkIsNew(file, 'BAD_DECISIONS');
  const hub = await openExistingHub(config);
  try {
    const history = { decisions: await readWhere(hub.stored, sql`1 = 1`), aboutServices: await readHistory(hub.stored) };
    writeNewFile(file, writeHistory(history), 'BAD_DECISIONS');
    print(`Wrote ${counted(history.decisions.length + history.aboutServices.length)} to ${file}, those that were undone or overruled among them.`);
    return 0;
  } finally {
    await hub.close();
  }
}

/** Adds the decisions of a file to those of this hub: all of them, or none. */
export async function importDecisions(config: Config, path: string, print: Print): Promise<number> {
  const hub = await openHub(config);
  try {
    const { added, known, waiting } = await importDecisionsBy(hub, parseHistory(readWhole(resolve(path)), path, hub.harvesting.now()));
    print(`Imported ${counted(added)}${known > 0 ? `; ${known} of the file ${known === 1 ? 'was' : 'were'} here already` : ''}.`);
    if (waiting > 0) print(`${waiting} of them ${waiting === 1 ? 'names' : 'name'} a priority or service that this hub does not hold: ${waiting === 1 ? 'it is' : 'they are'} kept, and ${waiting === 1 ? 'counts' : 'count'} as soon as it arrives.`);
    return 0;
  } finally {
    await hub.close();
  }
}

function counted(decisions: number): string {
  return `${decisions.toLocaleString('en-GB')} ${decisions === 1 ? 'decision' : 'decisions'}`;
}

function readWhole(file: string): Uint8Array {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new HubError('BAD_DECISIONS', `There is no file ${file}. Name one that "decisions export" wrote.`);
  if (found.size > mostBytes) throw new HubError('BAD_DECISIONS', `${file} has ${found.size.toLocaleString('en-GB')} bytes. The most is ${mostBytes.toLocaleString('en-GB')}.`);
  return readFileSync(file);
}
