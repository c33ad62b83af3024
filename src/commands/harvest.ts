import { sql } from 'kysely';
import { runningBy } from './running.ts';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import type { Trigger } from '../harvest/harvestReport.ts';
import { printReport, withoutControlCharacters } from '../harvest/printReport.ts';
import { confirmHeld, endRunIfAny } from '../harvest/runs/askForRun.ts';
import { runSource } from '../harvest/runs/runSource.ts';
import { foundDone } from '../harvest/runs/underWay.ts';
import { refuseUnknown, registeredIds } from '../harvest/sources/registerSource.ts';
import { openHub, refreshDuplicates, refreshOverlaps, type Hub } from '../hub.ts';
import { harvestSeedsIntoNew } from './harvestSeeds.ts';
import { openExistingHub } from './openExistingHub.ts';

type Print = (line: string) => void;

interface Options {
  confirm?: boolean;
  cancel?: boolean;
  /** Set by the hub itself when a schedule or a caller of the API began the run: the token by which it knows the run. */
  unattended?: boolean | string;
}

/**
 * Reads registered sources, all of them unless some are named, and prints what landed. 1 when one of them could not be read, or was held, whatever
 * became of the others; `foundDone` when one that is due is read by another hub. What is called wrongly is refused before anything is read.
 */
export async function harvestSources(config: Config, named: readonly string[], options: Options, print: Print): Promise<number> {
  if (options.cancel) return cancelRuns(config, named, print);
  const hub = await openHub(config);
  try {
    await harvestSeedsIntoNew(hub, config, print);
    const ids = named.length > 0 ? named : await registeredIds(hub.stored);
    if (ids.length === 0) print('No source is registered. "npm run hub -- sources add FILE" registers one; docs/connecting-a-source.md says how.');
    await refuseUnknown(hub.stored, ids);
    if (options.confirm) await confirmAll(hub, ids);
    const isWell: boolean[] = [];
    for (const id of ids) isWell.push(await harvestOne(hub, config, id, options, print));
    for (const line of [...(await refreshOverlaps(hub)), ...(await refreshDuplicates(hub))]) print(line);
    return isWell.every(Boolean) ? 0 : 1;
  } catch (error) {
    if (options.unattended && error instanceof HubError && error.code === 'ALREADY_RUNNING') return foundDone;
    throw error;
  } finally {
    await hub.close();
  }
}

/** Confirms what each was held for, or none where one of them is not held. */
async function confirmAll(hub: Hub, ids: readonly string[]): Promise<void> {
  await hub.write(({ inTransaction }) => inTransaction(async (db) => {
    for (const id of ids) {
      if (!(await confirmHeld(db, id))) throw new HubError('BAD_ARGUMENT', `${id} is not held, so there is nothing to confirm. Nothing was read.`);
    }
  }));
}

/** Whether it was read. One that another run reads, or whose registration no longer holds, keeps nobody from the others. */
async function harvestOne(hub: Hub, config: Config, id: string, { unattended = false }: Options, print: Print): Promise<boolean> {
  const asked = unattended ? await whoAsked(hub, id) : { trigger: 'command' as const, askedBy: null };
  const reports = await runSource(runningBy(hub, config), id, { ...asked, unattended: unattended !== false, ...(typeof unattended === 'string' && { token: unattended }), print: (line) => print(withoutControlCharacters(line)) }).catch((error: unknown) => {
    if (unattended || !(error instanceof HubError)) throw error;
    print(withoutControlCharacters(error.message));
    return null;
  });
  if (reports === null) return false;
  for (const report of reports) for (const line of printReport(report)) print(line);
  return reports.every(({ status }) => status === 'harvested' || status === 'unchanged');
}

async function whoAsked(hub: Hub, id: string): Promise<{ trigger: Trigger; askedBy: string | null }> {
  const { rows } = await sql<{ asked_at: string | null; asked_by: string | null }>`select asked_at, asked_by from source where id = ${id}`.execute(hub.stored);
  return rows[0]?.asked_at ? { trigger: 'request', askedBy: rows[0].asked_by } : { trigger: 'schedule', askedBy: null };
}

/** 1 when there was no run to end of one of them. */
async function cancelRuns(config: Config, ids: readonly string[], print: Print): Promise<number> {
  if (ids.length === 0) throw new HubError('BAD_ARGUMENT', 'Name the source whose run is to be cancelled.');
  const hub = await openExistingHub(config);
  try {
    return (await endRuns(hub, ids, print)) === ids.length ? 0 : 1;
  } finally {
    await hub.close();
  }
}

/** How many of them there were to end. */
async function endRuns(hub: Hub, ids: readonly string[], print: Print): Promise<number> {
  await refuseUnknown(hub.stored, ids);
  let ended = 0;
  for (const id of ids) {
    const isEnded = await hub.write(({ inTransaction }) => inTransaction((db) => endRunIfAny(db, { sourceId: id, by: 'the operator of the hub', at: hub.harvesting.now() })));
    if (isEnded) ended += 1;
    print(isEnded ? `${id}: the run ends within seconds, or does not begin, and changes nothing that it has not finished.` : `${id} is not being read, and nobody has asked that it be.`);
  }
  return ended;
}
