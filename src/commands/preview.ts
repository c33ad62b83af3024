import type { Kysely } from 'kysely';
import { scopesOf } from '../access/roles.ts';
import { viewerFor } from '../access/viewer.ts';
import type { Api } from '../api/createApi.ts';
import { PreviewOfMyPlanDocument } from '../api/generated/operations.ts';
import type { Config } from '../config.ts';
import { dataStateThrough } from '../db/dataState.ts';
import type { Write } from '../db/Database.ts';
import { rehearse } from '../db/rehearse.ts';
import type { HarvestReport } from '../harvest/harvestReport.ts';
import { harvestsOf } from '../harvest/harvestsOf.ts';
import { harvestTogether } from '../harvest/harvestTogether.ts';
import { printReport } from '../harvest/printReport.ts';
import { nextHarvestId } from '../harvest/recordHarvest.ts';
import { readChanges, type FileChanges } from '../harvest/readChanges.ts';
import { openHub, rowsOf, updateOverlapsBy, type Hub } from '../hub.ts';
import { harvestSeedsIntoNew } from './harvestSeeds.ts';
import { changeLines, planLines, type PreviewedPlan } from './previewLines.ts';
import { progressPrinter } from './progress.ts';
import { withApi } from './withApi.ts';
import { withPackages, type Packages } from './withPackages.ts';

type Print = (line: string) => void;

/** A command of the operator's own is not limited as strangers are. */
const widened = { maxDepth: 100, maxCost: 10_000_000, maxTokens: 100_000 };

/** Prints what an import of the packages at a path, be it a folder or a zip, would do and how the hub would read them, and stores nothing of it. 1 when nothing of any was usable. */
export async function previewPackages(config: Config, path: string, print: Print): Promise<number> {
  const hub = await openHub(config);
  try {
    await harvestSeedsIntoNew(hub, config, print);
    const previewed = await withPackages(path, print, (packages) => rehearse(hub.write, ({ db, write }) => previewIn({ db, write, hub, config }, packages)));
    if (!previewed) return 1;
    // Printed once the rehearsal is over: whoever pages slowly through it must not keep others from writing.
    for (const line of [...previewed.lines, '']) print(line);
    if (previewed.reports.every((report) => report.status === 'failed')) return 1;
    // Its network would keep every writer waiting, and what is only tried out should not leave the hub.
    if (hub.meaning) print('An import also asks the embedding service (EMBEDDING_URL), which a preview does not: its confidences may differ a little from those shown here.');
    print('This was a preview: nothing of it was stored. docs/publishers.md says how to bring it in, and how to say that a reading is wrong.');
    return 0;
  } finally {
    await hub.close();
  }
}

/** Where a preview is played: a transaction that will be rolled back. */
interface Stage {
  db: Kysely<unknown>;
  write: Write;
  hub: Hub;
  config: Config;
}

/** The import as it would be, within the caller's transaction: harvest, reading, overlaps, and the answers that would be given after it. */
async function previewIn({ db, write, hub, config }: Stage, { folders, origin }: Packages): Promise<{ reports: HarvestReport[]; lines: string[] }> {
  const since = await nextHarvestId(db);
  const reports = await harvestTogether(await harvestsOf({ ...hub.harvesting, ...origin, write, progress: progressPrinter() }, folders), { db });
  const harvested: { report: HarvestReport; changes: FileChanges[] }[] = [];
  for (const report of reports) harvested.push({ report, changes: report.status === 'harvested' ? await readChanges(db, report.sourceId!, since) : [] });
  await updateOverlapsBy(write, hub.harvesting.now, await hub.meaning?.askNothing(write));
  const lines: string[] = [];
  // Over what the transaction sees.
  await withApi({ hub, config, rows: rowsOf(db), dataState: dataStateThrough(db), limits: { ...config, ...widened } }, async (api) => {
    for (const { report, changes } of harvested) {
      lines.push(...printReport(report, { isPreview: true }), ...changeLines(changes));
      if (report.status === 'failed' || report.sourceId === null) continue;
      for (const plan of await readPlans(db, api, report.sourceId, hub.harvesting.now())) lines.push(...planLines(plan));
    }
  });
  return { reports, lines };
}

/** The plans of a source with their priorities, as its publisher would be answered. */
async function readPlans(db: Kysely<unknown>, api: Api, sourceId: string, now: Date): Promise<PreviewedPlan[]> {
  const bodyCode = sourceId.split('/')[0]!;
  const viewer = viewerFor({ id: 'preview', name: bodyCode, roles: ['publisher'], scopes: scopesOf(['publisher']), bodyCode, regionCode: null }, now.toISOString().slice(0, 10));
  const ids = await rowsOf(db).selectFrom('plan').select('id').where('sourceId', '=', sourceId).where('withdrawnOn', 'is', null).orderBy('line').orderBy('id').execute();
  const plans: PreviewedPlan[] = [];
  for (const { id } of ids) {
    const ask = async (after: string | null): Promise<NonNullable<PreviewedPlan['plan']>> => (await api.execute(PreviewOfMyPlanDocument, { plan: id, ...(after !== null && { after }) }, viewer)).plan!;
    const plan = await ask(null);
    const priorities = [...plan.priorities.nodes];
    for (let { pageInfo } = plan.priorities; pageInfo.hasNextPage; ) {
      const next = await ask(pageInfo.endCursor);
      priorities.push(...next.priorities.nodes);
      pageInfo = next.priorities.pageInfo;
    }
    plans.push({ plan, priorities });
  }
  return plans;
}
