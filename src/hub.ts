import { join } from 'node:path';
import type { HubRows } from './api/context.ts';
import { catalogueTables } from './catalogue/tables.ts';
import { openDatabase, type Database } from './db/openDatabase.ts';
import type { HarvestContext } from './harvest/harvestReport.ts';
import { harvestRules } from './harvest/policy.ts';
import { harvestTables } from './harvest/tables.ts';
import { nextDataVersion } from './harvest/recordHarvest.ts';
import { loadEngine } from './overlap/engine/loadEngine.ts';
import { overlapTables } from './overlap/tables.ts';
import { updateOverlaps } from './overlap/updateOverlaps.ts';

/** Every table of the hub, folder by folder. */
const tables = [...catalogueTables, ...harvestTables, ...overlapTables] as const;
/** Which rows the public may see, as each folder states it for its own tables. */
export const rowRules = [...harvestRules] as const;

export type Hub = Database<HubRows> & { harvesting: HarvestContext };

/** Moves by hand when the harvest reads packages differently: every package is then read again. */
const harvestRulesVersion = '2';

/** The hub's database, open and up to date, in its data folder (or in memory, for tests). */
export async function openHub(dataFolder: string): Promise<Hub> {
  const database = await openDatabase<HubRows>(dataFolder === ':memory:' ? dataFolder : join(dataFolder, 'hub.sqlite'), tables);
  const harvesting: HarvestContext = {
    db: database.stored,
    columnsOf: database.columnsOf,
    now: () => new Date(),
    rulesVersion: harvestRulesVersion,
  };
  return { ...database, harvesting };
}

/** Reads again what changed since the last time, and says what came of it: no line when nothing changed. */
export async function refreshOverlaps(hub: Hub): Promise<string[]> {
  const update = await updateOverlaps(hub.harvesting.db, loadEngine(), hub.harvesting.now, nextDataVersion);
  if (update.dataVersion === null) return [];
  return [`Read ${update.read} priorities again${update.forgotten ? ` and forgot ${update.forgotten}` : ''}: ${update.overlapsTouched.length} overlaps brought up to date.`];
}
