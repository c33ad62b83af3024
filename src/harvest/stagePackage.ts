import { readFileSync, statSync } from 'node:fs';
import { HubError } from '../errors.ts';
import { checkReferences } from './checkReferences.ts';
import { Findings } from './Findings.ts';
import { maskFigures, maskNumbers } from './disclosure/maskFigures.ts';
import type { HarvestContext } from './harvestReport.ts';
import type { HarvestIssue } from './issue.ts';
import { followsFromRefusal, inWordsOfItsFile, isOpenReferral, readServices } from './package/openReferral/readServices.ts';
import { readThemes } from './package/openReferral/readThemes.ts';
import { decodeUtf8 } from './package/decodeUtf8.ts';
import { inOneMessage, noting, type Fault } from './package/faults.ts';
import { tablesReferredTo } from './package/packageFiles.ts';
import type { PackageTable } from './package/packageTable.ts';
import { readScope, type PublisherScope } from './package/publisherScope.ts';
import type { Publisher } from './package/readDescriptor.ts';
import { readInThread } from './package/readInThread.ts';
import { readRecords, type RecordBatch } from './package/readRecords.ts';
import { checkUnchanged, type FileContent, type FileTable, type PackageContents } from './package/readPackageFiles.ts';
import { readRows } from './package/readRows.ts';
import { suggestMeant } from './suggestMeant.ts';
import { anyRecord, awaitRecords, indexStaging, openStaging, stagedColumns, stageRecords, stageTable, type Awaited, type Staging } from './staging.ts';

export interface StagedPackage {
  rowsRead: number;
  rowsRefused: number;
  issues: HarvestIssue[];
  /** Whether a plan that states an embargo was refused, so that nothing in the data says that what issues quote may be of it. */
  refusedEmbargo: boolean;
  awaited: Awaited;
}

/** What every file of a package is read with. */
interface Reading {
  staging: Staging;
  scope: PublisherScope;
  today: string;
  files: readonly (FileContent | FileTable)[];
  progress: NonNullable<HarvestContext['progress']>;
  /** Whether issues quote no figures. */
  hidesFigures: boolean;
  /** Tables of files that hold the rows of several, by path: such a file is read once. */
  read: Map<string, ReadonlyMap<string, PackageTable>>;
}

/** Reads every row into the staging tables, apart from the data, and says what was refused and why. BAD_PACKAGE when a file cannot be read to its end. */
export async function stagePackage(staging: Staging, publisher: Publisher, { files, faults = [] }: Pick<PackageContents, 'files' | 'faults'>, { progress = () => {}, hidesFigures, today }: { progress?: HarvestContext['progress'] | undefined; hidesFigures: boolean; today: string }): Promise<StagedPackage> {
  await openStaging(staging, files.map(({ file }) => file.table));
  const scope = await readScope(staging.db, publisher);
  const findings = new Findings();
  const reading: Reading = { staging, scope, today, files, progress, hidesFigures, read: new Map() };
  const [found, lost]: [Fault[], Set<string>] = [[...faults], new Set()];
  let rowsRead = 0;
  for (const file of files) {
    // What cannot be read for one of its tables cannot be for another.
    if (lost.has(file.path)) continue;
    const staged = await noting(found, files.filter(({ path }) => path === file.path).map((same) => same.file.table), () => stageFile(reading, file));
    if (!staged) lost.add(file.path);
    else findings.addAll(staged.findings);
    rowsRead += staged?.rowsRead ?? 0;
  }
  const unread = new Set(found.flatMap(({ tables }) => tables));
  await indexStaging(staging, files.map(({ file }) => file.table));
  const tell = (issues: readonly HarvestIssue[]): void => findings.add(asFound(hidesFigures ? maskNumbers(issues) : issues));
  const whole = files.filter(({ file }) => !unread.has(file.table));
  const embargo = await checkReferences(staging, whole, { unread, tell });
  const staged = { rowsRead, rowsRefused: findings.rowsRefused, issues: await suggestMeant(staging, whole, findings.issues), refusedEmbargo: embargo === 'refused', awaited: staging.awaited };
  if (found.length === 0) return staged;
  // Nothing of the package lands, so nothing in the data says what is under embargo.
  throw new UnusablePackage(found, { ...staged, refusedEmbargo: embargo !== 'none' || unread.has('plan'), awaited: new Map() });
}

/** Issues in the words of their files, without those that only repeat others. */
function asFound(issues: readonly HarvestIssue[]): HarvestIssue[] {
  return issues.filter((issue) => !followsFromRefusal(issue)).map(inWordsOfItsFile);
}

/** A package of which a file cannot be read, with what is wrong with the rows of the others. */
export class UnusablePackage extends HubError {
  readonly staged: StagedPackage;

  constructor(faults: readonly Fault[], staged: StagedPackage) {
    super('BAD_PACKAGE', inOneMessage(faults.map(({ message }) => message)));
    this.staged = staged;
  }
}

async function stageFile(reading: Reading, content: FileContent | FileTable): Promise<{ rowsRead: number; findings: Findings }> {
  const { staging, scope, progress, hidesFigures } = reading;
  const { file, path } = content;
  const findings = new Findings();
  // A service is one row, however many tables tell of it.
  const isPart = isOpenReferral(path) && file.name !== 'services';
  let rowsRead = 0;
  for await (const batch of await recordsOf(reading, content)) {
    findings.add(asFound(hidesFigures ? maskFigures(file, batch.issues) : batch.issues));
    // Whose an area or an authority is, other sources' rows of them tell.
    for (const { found = '' } of batch.issues.filter(({ rule }) => rule === 'NOT_THE_PUBLISHERS')) awaitRecords(staging, tablesReferredTo('areas'), [scope.publisher.code, ...found.split(';')]);
    await stageRecords(staging, file, batch);
    if (isPart || batch.rowsRead === 0) continue;
    rowsRead += batch.rowsRead;
    await progress(`  ${path}: ${rowsRead.toLocaleString('en-GB')} rows read`, staging.db);
  }
  if ('place' in content) checkUnchanged(content);
  return { rowsRead, findings };
}

/** From how many bytes on a file is read in a thread: a shorter one is read in the time that a thread takes to start. */
const longFileBytes = 8_000_000;

/** Records of a file, read beside their staging where there are many. */
async function recordsOf(reading: Reading, content: FileContent | FileTable): Promise<AsyncIterable<RecordBatch>> {
  const { staging: { sourceId, columnsOf }, scope, today } = reading;
  const { file, path } = content;
  const facts = { name: file.name, path, sourceId, scope, today, columns: stagedColumns(columnsOf(file.table)) };
  const isLong = 'place' in content && !isOpenReferral(path) && statSync(content.place).size >= longFileBytes;
  return isLong ? readInThread({ ...facts, place: content.place }) : readRecords(facts, await readTable(reading, content));
}

/** A file as columns and rows: a sheet as it was read, CSV as it stands, Open Referral by the columns of services.csv. */
async function readTable({ staging, scope, files, read }: Reading, content: FileContent | FileTable): Promise<PackageTable> {
  if ('table' in content) return content.table;
  const { file: wanted, path, place, recordsAt } = content;
  if (!isOpenReferral(path)) return readRows(place, path);
  const known = read.get(path);
  if (known) return known.get(wanted.name)!;
  // By what themes are called, terms of services lead to them.
  awaitRecords(staging, ['theme'], [anyRecord]);
  const stagedThemes = files.some(({ file }) => file.table === 'theme') ? stageTable('theme') : null;
  const tables = readServices(decodeUtf8(readFileSync(place), path), path, { publisher: scope.publisher, recordsAt, themeOf: await readThemes(staging.db, stagedThemes) });
  read.set(path, tables);
  return tables.get(wanted.name)!;
}
