import type { HarvestReport } from './harvestReport.ts';
import type { HarvestIssue } from './issue.ts';
import { isSheetPlace } from './workbook/sheetNames.ts';

/** Under each heading. */
const mostIssuesPrinted = 50;
const mostLinesNamed = 5;

/** One harvest in plain lines for an officer at a terminal: what was read, what became of it (or would, in a preview), then each issue, the refused rows first. */
export function printReport(report: HarvestReport, options = { isPreview: false }): string[] {
  return [...summary(report, options), ...issueLines(report, options.isPreview)].map(withoutControlCharacters);
}

function summary(report: HarvestReport, { isPreview }: { isPreview: boolean }): string[] {
  const { counts } = report;
  const name = report.sourceId === null ? report.path : `${report.title} (${report.sourceId})`;
  if (report.status === 'unchanged') return [report.message ?? `${name}: nothing has changed since it was last read.`, ...stillRefusedLines(report)];
  if (report.status === 'held') return [`${name} was held: ${report.message}`];
  if (report.status === 'cancelled') return [`${name}: ${report.message}`];
  if (report.status === 'failed') return [`${name} could not be used: ${report.message ?? 'no reason is known.'}`];
  const data = report.dataVersion === null ? '  The data are as they were.' : `  The data are now version ${report.dataVersion}.`;
  // Of a source that is removed nothing is read; a package without rows would have failed.
  if (report.rowsRead === 0) return [`${name}: ${countOf(counts.withdrawn, 'record')} withdrawn.`, ...partsLines(report.parts, isPreview), data];
  const landed = counts.added + counts.changed + counts.unchanged;
  // A service of Open Referral is one row, and its places, costs and terms are records of their own.
  const several = landed > report.rowsRead - report.rowsRefused ? `; what is not refused of them makes ${countOf(landed, 'record')}` : '';
  return [
    `${name}: read ${countOf(report.rowsRead, 'row')}${several}.`,
    `  ${landed} ${isPreview ? 'would land' : 'landed'} (${counts.added} new, ${counts.changed} changed, ${counts.unchanged} as before), ${report.rowsRefused} ${isPreview ? 'would be refused' : 'refused'}.`,
    ...keptLines(report.kept, isPreview),
    ...(counts.withdrawn > 0 ? [`  ${countOf(counts.withdrawn, 'record')} ${isPreview ? 'would be withdrawn' : 'withdrawn'}: no longer in the package.`] : []),
    ...partsLines(report.parts, isPreview),
    ...(report.hidden === null ? [] : [`  ${isPreview ? 'Would be hidden' : 'Hidden'} because they are small: ${countOf(report.hidden.small, 'row')} of figures; ${report.hidden.beside} more so that those do not follow from totals.`]),
    ...(isPreview ? [] : [data]),
  ];
}

/** Else whoever imports once more what was not mended would take it for well. */
function stillRefusedLines({ rowsRefused, sourceId }: HarvestReport): string[] {
  if (rowsRefused === 0) return [];
  return [`  ${countOf(rowsRefused, 'row')} ${rowsRefused === 1 ? 'was' : 'were'} refused then, and still ${rowsRefused === 1 ? 'is' : 'are'}. To see why, ask the hub for ${issuesOf(sourceId)}.`];
}

/** The question for all that was found wrong with a source. */
function issuesOf(sourceId: string | null): string {
  return `source(id: "${sourceId}") { issues(first: 500) { nodes { file line column message } } }`;
}

/** What a publisher meant to change or to hide, and has not. */
function keptLines(kept: number, isPreview: boolean): string[] {
  if (kept === 0) return [];
  if (kept === 1) return [`  1 record ${isPreview ? 'would stay' : 'stays'} as before, and public if it was, because the new row was refused: mend it, or take it out of the file to withdraw what it tells.`];
  return [`  ${kept} records ${isPreview ? 'would stay' : 'stay'} as before, and public if they were, because their new rows were refused: mend them, or take them out of the file to withdraw what they tell.`];
}

/** What was said of other rows than those of the package, or of rows that it has. */
function partsLines({ hidden, shown }: HarvestReport['parts'], isPreview: boolean): string[] {
  const verb = (count: number): string => (isPreview ? 'would be' : count === 1 ? 'is' : 'are');
  return [
    ...(hidden > 0 ? [`  ${countOf(hidden, 'record')} ${verb(hidden)} hidden, because what ${hidden === 1 ? 'it hangs' : 'they hang'} on is no longer published, and will be shown again when it is.`] : []),
    ...(shown > 0 ? [`  ${countOf(shown, 'record')} ${verb(shown)} shown again, because what ${shown === 1 ? 'it hangs' : 'they hang'} on is published again.`] : []),
  ];
}

/** What a preview finds is kept nowhere, so all of it is printed that is told one by one. */
function issueLines({ issues, sourceId, isReadInPart }: HarvestReport, isPreview: boolean): string[] {
  const [following, own] = [issues.filter(({ follows }) => follows), issues.filter(({ follows }) => !follows)];
  const groups = [
    groupOf('Refused', own.filter((issue) => issue.severity === 'error')),
    groupOf('Look at', own.filter((issue) => issue.severity === 'warning')),
    groupOf('Only because of rows that were refused, and well once those are mended', following),
  ];
  return [...linesOfGroups(groups, { sourceId, isPreview }), ...moreToCome(own, isReadInPart ?? false)];
}

/** What could not be told yet, and why: everything else was told at once. */
function moreToCome(issues: readonly HarvestIssue[], isReadInPart: boolean): string[] {
  const refused = issues.filter((issue) => issue.severity === 'error');
  const reasons = [
    ...(isReadInPart ? ['in what could not be read, and in what names something of it'] : []),
    ...(refused.some(({ rule }) => rule === 'WRONG_NUMBER_OF_CELLS') ? ['in rows with too many or too few cells, of which nobody can tell which is which'] : []),
    ...(refused.some(({ rule }) => rule === 'BAD_VALUE') ? ['in what will stand where a value could not be read, such as a code that the hub does not know or a reference that another row has'] : []),
  ];
  return reasons.length === 0 ? [] : [`  More may be found once this is mended: ${reasons.join('; ')}.`];
}

interface IssueLine {
  /** What lines have in common that tell of one kind of fault. */
  kind: string;
  text: string;
}

interface IssueGroup {
  title: string;
  lines: IssueLine[];
  /** How many more there are than are told one by one. */
  counted: string[];
}

function linesOfGroups(groups: readonly IssueGroup[], { sourceId, isPreview }: { sourceId: string | null; isPreview: boolean }): string[] {
  return groups.flatMap(({ title, lines, counted }) => {
    if (lines.length + counted.length === 0) return [];
    const printed = isPreview ? lines : firstOfEach(lines);
    const left = lines.length - printed.length;
    const more = left > 0 ? [`    and ${left} more, which the hub keeps with this harvest: ask it for ${issuesOf(sourceId)}.`] : [];
    return [`  ${title}:`, ...printed.map(({ text }) => `    ${text}`), ...more, ...counted.map((text) => `    ${text}`)];
  });
}

/** As many of each kind as there is room for, and one in any case: a fault in many rows must not hide another in few. */
function firstOfEach(lines: readonly IssueLine[]): IssueLine[] {
  const seen = new Map<string, number>();
  const placeInKind = lines.map(({ kind }) => {
    const place = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, place);
    return place;
  });
  let each = mostIssuesPrinted;
  while (each > 1 && placeInKind.filter((place) => place <= each).length > mostIssuesPrinted) each -= 1;
  return lines.filter((_, at) => placeInKind[at]! <= each);
}

function groupOf(title: string, issues: readonly HarvestIssue[]): IssueGroup {
  const [counted, told] = [issues.filter(({ count }) => count !== undefined), issues.filter(({ count }) => count === undefined)];
  return { title, lines: groupedLines(told), counted: groupedLines(counted).map(({ text }) => text) };
}

/** One line for each thing that is wrong, however many rows of a file it is wrong in. */
function groupedLines(issues: readonly HarvestIssue[]): IssueLine[] {
  const groups = Map.groupBy(inOrderOfRows(issues), (issue) => [issue.file, issue.column, issue.message].join('\0'));
  return [...groups.values()].map((same) => {
    const issue = same[0]!;
    const isSheet = isSheetPlace(issue.file);
    const place = [issue.file, linesOf(same, isSheet ? 'row' : 'line')].filter(Boolean).join(isSheet ? ', ' : ' ') + (issue.column ? `, column ${issue.column}` : '');
    const message = `${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
    return { kind: [issue.file, issue.rule, issue.column].join('\0'), text: place === '' ? issue.message : `${place}: ${message}` };
  });
}

/** As an officer goes through the files, and not as one check came after another. */
function inOrderOfRows(issues: readonly HarvestIssue[]): HarvestIssue[] {
  return [...Map.groupBy(issues, ({ file }) => file).values()].flatMap((ofFile) => ofFile.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0)));
}

function linesOf(issues: readonly HarvestIssue[], noun: 'line' | 'row'): string {
  const lines = issues.flatMap((issue) => issue.line ?? []);
  if (lines.length <= 1) return lines.map((line) => `${noun} ${line}`).join('');
  const named = lines.slice(0, mostLinesNamed).join(', ');
  return lines.length > mostLinesNamed ? `${noun}s ${named} and ${lines.length - mostLinesNamed} more` : `${noun}s ${named}`;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A published value could otherwise move the cursor or change the colours of the officer's terminal. Marks of direction, which a text from right to left needs, do neither. */
export function withoutControlCharacters(line: string): string {
  return line.replace(/\s/g, ' ').replace(/(?![\u200E\u200F\u061C])\p{C}/gu, '\uFFFD');
}
