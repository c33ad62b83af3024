import { sql } from 'kysely';
import { describePolicy } from '../access/disclosure/DisclosurePolicy.ts';
import { readable } from '../access/readable.ts';
import { publicViewer } from '../access/viewer.ts';
import { countRecords } from '../api/read/recordCounts.ts';
import { countIssues, readCompleteness, readUnderWay } from '../api/read/readSourceFacts.ts';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import { withoutControlCharacters } from '../harvest/printReport.ts';
import { heardSince } from '../harvest/runs/underWay.ts';
import { readPolicyOf } from '../harvest/disclosure/policies.ts';
import { packageFiles } from '../harvest/package/packageFiles.ts';
import type { Hub } from '../hub.ts';
import { counted } from '../words.ts';
import { openExistingHub } from './openExistingHub.ts';
import { standingLines } from './standingLines.ts';

type Print = (line: string) => void;

/** What was withdrawn is kept, and is no record of the source any more. What is under embargo is, and its operator holds it. */
const notWithdrawn = packageFiles.map(({ table }) => ({ table, visible: () => sql<boolean>`withdrawn_on is null` }));

/** Prints all that is known of one source, as `Source` of the API tells it. */
export async function showSource(config: Config, id: string, print: Print): Promise<number> {
  const hub = await openExistingHub(config);
  try {
    for (const line of await describeSource(hub, id)) print(withoutControlCharacters(line));
    return 0;
  } finally {
    await hub.close();
  }
}

async function describeSource({ rows, stored, harvesting }: Hub, id: string): Promise<string[]> {
  const source = await rows.selectFrom('source').selectAll().where('id', '=', id).executeTakeFirst();
  if (!source) throw new HubError('UNKNOWN_SOURCE', `No source has the id "${id.slice(0, 80)}". "npm run hub -- sources" lists them.`);
  const current = readable(rows, notWithdrawn, publicViewer(harvesting.now().toISOString().slice(0, 10)));
  const last = await rows.selectFrom('harvest').selectAll().where('sourceId', '=', id).orderBy('id', 'desc').limit(1).executeTakeFirst();
  const [underWay] = await readUnderWay(rows, [id], heardSince(harvesting.now()));
  const [counts = []] = await countRecords(current, [id]);
  const through = await rows.selectFrom('source').select((eb) => eb.fn.countAll<number>().as('n')).where('viaId', '=', id).where('removedAt', 'is', null).executeTakeFirstOrThrow();
  const issues = await countIssues(rows, [id]);
  const notRead = source.removedAt === null ? 'not yet' : 'not since it was removed';
  const complete = Map.groupBy(await readCompleteness(current, [id]), ({ noun }) => noun);
  return [
    `${id}: ${source.title}`,
    `  Published by ${source.publisherName} (${source.publisherCode}). Licence: ${source.licence ?? 'not stated'}.`,
    `  Read by the connector "${source.connector}"${source.viaId === null ? '' : `, through ${source.viaId}`} from ${source.address || (source.viaId === null ? 'nowhere yet' : 'a file there')}.`,
    `  Last read to its end: ${source.lastReadAt ?? source.lastSuccessAt ?? notRead}. Last time that its files, or the rules they are read by, were others than before: ${source.lastSuccessAt ?? notRead}.`,
    `  Next run: ${source.askedAt !== null ? `asked for by ${source.askedBy ?? 'somebody'} at ${source.askedAt}` : source.nextRunAt === null ? 'only when somebody says so' : `${source.nextRunAt}, by its schedule "${source.schedule}" (UTC)`}.`,
    ...(underWay ? [`  Being read since ${underWay.startedAt}: ${underWay.phase}. ${underWay.done}`] : []),
    ...standingLines(source, last?.message ?? null, (instant) => instant),
    ...(source.removedAt === null ? [] : [`  Removed at ${source.removedAt}.`]),
    ...(last ? [last.trigger === 'removal' ? `  Last run that is written down: ${last.finishedAt}, its removal, ${counted(last.withdrawn, 'record')} withdrawn.` : `  Last run that is written down: ${last.finishedAt}, ${last.status}, ${last.rowsRead} rows read, ${last.rowsRefused} refused.`] : []),
    ...(last?.requests == null ? [] : [`  It sent ${last.requests} requests and received ${last.bytes} bytes${last.medianResponseMs === null ? '' : `; half were answered within ${Math.round(Number(last.medianResponseMs))} ms`}.`]),
    ...(Number(through.n) === 0 ? [] : [`  ${Number(through.n)} ${Number(through.n) === 1 ? 'source comes' : 'sources come'} through it.`]),
    `  Records${Number(through.n) === 0 ? '' : ' of its own'}: ${counts.map(({ noun, count }) => countedOf(noun, count)).join(', ') || 'none'}.`,
    `  Small numbers: ${describePolicy(await readPolicyOf(stored, id))}`,
    ...issues.map(({ rule, refused, warned }) => `  Issue ${rule}: ${refused} refused, ${warned} taken with something left out.`),
    ...[...complete].map(([noun, fields]) => `  Of ${countedOf(noun, fields[0]!.of)}, ${fields.map(({ field, filled }) => `${filled} ${filled === 1 ? 'states' : 'state'} ${field}`).join(', ')}.`),
  ];
}

/** Records by the file of the package that they stand in: "1 priority", "2 plan_steps". */
function countedOf(file: string, count: number): string {
  return counted(count, file.replace(/ies$/, 'y').replace(/s$/, ''), file);
}
