import { sql, type Kysely } from 'kysely';
import { inList } from '../db/inList.ts';
import { mayReadOtherwise } from './fingerprint.ts';
import type { HarvestReport } from './harvestReport.ts';
import { anyRecord } from './staging.ts';

interface Telling {
  /** To look up what the data say by now. */
  db: Kysely<unknown>;
  /** Told the report of each package once it is its last. */
  tell?: (report: HarvestReport) => void | Promise<void>;
}

/**
 * Harvests packages one after the other, then again those of which rows were refused or lost a value for the sake of a record that a later
 * one brought, changed or withdrew. So it does not matter in which order packages come that lean on one another, as those of one publisher
 * do, and nothing else is read twice. One report for each package; where the run ends on its way, that of the package it ended at is the last.
 */
export async function harvestTogether(harvests: readonly (() => Promise<HarvestReport>)[], { db, tell = () => {} }: Telling): Promise<HarvestReport[]> {
  const reports: HarvestReport[] = [];
  const untold = new Set<number>();
  for (const [at, harvest] of harvests.entries()) {
    const report = await harvest();
    reports.push(report);
    if (report.awaited.size === 0) await tell(report);
    else untold.add(at);
    if (isRunOver(report)) break;
  }
  // Of packages of which each leans on the next, one more reads whole each time; and what the last of them brings back others may lean on.
  for (let round = 1; round <= harvests.length + 1 && !reports.some(isRunOver); round += 1) {
    const again = await harvestAgain(harvests, reports, db);
    if (again.length === 0) break;
    for (const at of again) untold.add(at);
  }
  for (const [at, report] of reports.entries()) if (untold.has(at)) await tell(report);
  return reports;
}

/** Which packages were harvested once more; their reports take the places of the earlier ones. */
async function harvestAgain(harvests: readonly (() => Promise<HarvestReport>)[], reports: HarvestReport[], db: Kysely<unknown>): Promise<number[]> {
  const again: number[] = [];
  for (const [at, before] of reports.entries()) {
    if (!(await mayLandMore(db, before))) continue;
    const report = await harvests[at]!();
    if (report.status === 'unchanged') continue;
    // What landed of it before stays.
    const place = isRunOver(report) ? reports.length : at;
    reports[place] = isRunOver(report) ? report : asOne(before, report);
    again.push(place);
    if (isRunOver(report)) break;
  }
  return again;
}

async function mayLandMore(db: Kysely<unknown>, { status, message, sourceId, awaited }: HarvestReport): Promise<boolean> {
  if (sourceId === null) return false;
  // What its rows wait for, only the harvest knew that last read them. One that is left alone says why.
  if (status === 'unchanged') return message === null && mayReadOtherwise(db, sourceId);
  if (awaited.size === 0 || status === 'held') return false;
  // That harvest itself may have moved records of others after it had looked at them: with what they hang on. Its own it has looked at.
  const since = sql`(select max(id) from harvest where source_id = ${sourceId})`;
  const moved = [...awaited].map(([table, ids]) => sql`select 1 as moved where exists (select 1 from ${sql.table(table)} where ${ids.has(anyRecord) ? sql`harvest_id >= ${since} and (harvest_id > ${since} or source_id <> ${sourceId})` : sql`id in ${inList([...ids])} and harvest_id >= ${since}`})`);
  return (await sql`${sql.join(moved, sql` union all `)} limit 1`.execute(db)).rows.length > 0;
}

/** What two harvests of one package did, the second having found what the first did not. */
function asOne(first: HarvestReport, second: HarvestReport): HarvestReport {
  if (first.status !== 'harvested') return second;
  // What landed the first time stays.
  if (second.status !== 'harvested') return { ...first, message: second.message, awaited: second.awaited };
  const landed = second.counts.added + second.counts.changed + second.counts.unchanged;
  const added = Math.min(landed, first.counts.added + second.counts.added);
  const changed = Math.min(landed - added, first.counts.changed + second.counts.changed);
  return {
    ...second,
    startedAt: first.startedAt,
    counts: { added, changed, unchanged: landed - added - changed, withdrawn: first.counts.withdrawn + second.counts.withdrawn },
    parts: { hidden: first.parts.hidden + second.parts.hidden, shown: first.parts.shown + second.parts.shown },
    dataVersion: second.dataVersion ?? first.dataVersion,
  };
}

function isRunOver(report: HarvestReport): boolean {
  return report.isRunOver ?? false;
}
