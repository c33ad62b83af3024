import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import { findPackages } from '../harvest/findPackages.ts';
import { harvestPackage } from '../harvest/harvestPackage.ts';
import type { HarvestReport } from '../harvest/harvestReport.ts';
import { harvestTogether } from '../harvest/harvestTogether.ts';
import { printReport } from '../harvest/printReport.ts';
import type { Hub } from '../hub.ts';
import { counted } from '../words.ts';
import { progressPrinter } from './progress.ts';

type Print = (line: string) => void;

/** The data packages that ship with the hub; compiled code lies as deep as its source, so one path serves both. */
const seedsFolder = fileURLToPath(new URL('../../seeds/', import.meta.url));

/**
 * Reads every package under seeds/, or of those the settings name, that changed since it was last read: says what it does when there is anything to do, and how far it is once a second.
 * Of several hubs that start on one database at once, one reads and the others find it done.
 */
export function harvestSeeds(hub: Hub, { seeds }: Pick<Config, 'seeds'>, print: Print): Promise<void> {
  const packages = chosen(findPackages(seedsFolder), seeds);
  return hub.alone(() => harvestChanged(hub, packages, print));
}

function chosen(packages: readonly string[], seeds: Config['seeds']): readonly string[] {
  if (seeds === null) return packages;
  const known = packages.map((folder) => basename(folder));
  const unknown = seeds.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new HubError('BAD_CONFIGURATION', `SEEDS names "${unknown}", which is no data package under seeds/. There are: ${known.toSorted().join(', ')}.`);
  return packages.filter((folder) => seeds.includes(basename(folder)));
}

async function harvestChanged(hub: Hub, packages: readonly string[], print: Print): Promise<void> {
  const progress = progressPrinter(print);
  let isAnyNew = false;
  const harvests = packages.map((folder, index) => async () => {
    const report = await harvestPackage({ ...hub.harvesting, shippedAs: `seeds/${basename(folder)}` }, folder);
    if (report.status === 'unchanged') return report;
    if (!isAnyNew) print(`Reading the data packages under seeds/ (${packages.length}).`);
    isAnyNew = true;
    progress(`  ${index + 1} of ${packages.length}: ${report.title ?? folder}`);
    return report;
  });
  const tell = (report: HarvestReport): void => {
    if (report.message) print(report.message);
    if (report.status === 'failed' || (report.status !== 'unchanged' && report.rowsRefused > 0)) for (const line of printReport(report)) print(line);
  };
  const reports = (await harvestTogether(harvests, { db: hub.stored, tell })).filter(({ status }) => status !== 'unchanged');
  if (reports.length > 0) print(summaryOf(reports));
}

/** Gives a hub that knows nothing the codes that packages lean on: those of the packages it ships with. */
export async function harvestSeedsIntoNew(hub: Hub, { seeds }: Pick<Config, 'seeds'>, print: Print): Promise<void> {
  const known = await hub.rows.selectFrom('source').select('id').limit(1).execute();
  if (known.length > 0 || seeds?.length === 0) return;
  print('This hub is new and knows no codes yet, so it reads the packages it ships with first.');
  await harvestSeeds(hub, { seeds }, print);
}

function summaryOf(reports: readonly HarvestReport[]): string {
  const rows = reports.reduce((sum, report) => sum + report.rowsRead, 0);
  const refused = reports.reduce((sum, report) => sum + report.rowsRefused, 0);
  return `Read ${counted(reports.length, 'package')}: ${counted(rows, 'row')}, ${refused === 0 ? 'none' : refused} of them refused. Now reading their priorities for what they share.`;
}
