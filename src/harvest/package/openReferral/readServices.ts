import { basename } from 'node:path';
import { HubError } from '../../../errors.ts';
import { isObject } from '../../../isObject.ts';
import { Findings } from '../../Findings.ts';
import { valueIssue, type HarvestIssue } from '../../issue.ts';
import type { Cell, PackageRow, PackageTable } from '../packageTable.ts';
import { doubtsAbout, type Doubt } from './doubts.ts';
import { findServices, type Span } from './findServices.ts';
import { asFound, type JsonObject } from './members.ts';
import { serviceColumns, type ServiceContext } from './serviceColumns.ts';
import { rowsOfPart, serviceParts } from './serviceParts.ts';
import { LeftOut } from './LeftOut.ts';

/** As long as the longest row of a CSV file. */
const longestService = 1_000_000;
const memberOf = new Map(serviceColumns.map(({ column, member }) => [column, member]));

/** Whether a file holds services in Open Referral rather than rows. */
export function isOpenReferral(path: string): boolean {
  return basename(path) === 'services.json';
}

/** Whether an issue only repeats that a service was refused: its parts then lead nowhere. */
export function followsFromRefusal({ file, rule, column }: HarvestIssue): boolean {
  return isOpenReferral(file) && rule === 'UNKNOWN_REFERENCE' && column === 'service_ref';
}

/** An issue in the words of its file: one about `services.json` names the member of the JSON, not the column it becomes. */
export function inWordsOfItsFile(issue: HarvestIssue): HarvestIssue {
  // An unknown member is called what it is called, even if a column is called the same.
  if (!isOpenReferral(issue.file) || issue.column === undefined || issue.rule === 'UNKNOWN_COLUMN') return issue;
  return { ...issue, column: memberOf.get(issue.column) ?? issue.column };
}

/** A service as the connector or the file has it, with the line or number that issues name. */
export interface FoundService {
  line: number;
  service: unknown;
}

/** The tables an Open Referral text is, by the file of the package each is of; BAD_PACKAGE when the text is not JSON or not all of it is there. */
export function readServices(text: string, path: string, context: ServiceContext): Map<string, PackageTable> {
  const spans = findServices(text, path);
  const hasOwnLines = spans.every(({ line }, index) => index === 0 || line > spans[index - 1]!.line);
  return tablesOfServices(parsed(text, path, spans, hasOwnLines), path, context, hasOwnLines ? [] : [linesAreCounted(path)]);
}

/** Each service is parsed by itself, so that no more than one is held as objects. */
function* parsed(text: string, path: string, spans: readonly Span[], hasOwnLines: boolean): Generator<FoundService> {
  for (const [index, span] of spans.entries()) yield { line: hasOwnLines ? span.line : index + 1, service: parseService(text, span, path) };
}

/** The tables that services are, by the file of the package each is of: services with all issues, and their parts. */
export function tablesOfServices(found: Iterable<FoundService>, path: string, context: ServiceContext, issues: readonly HarvestIssue[] = []): Map<string, PackageTable> {
  const findings = new Findings();
  findings.add(issues);
  const leftOut = new LeftOut(path);
  const rows = new Map<string, PackageRow[]>([['services', []], ...serviceParts.map(({ file }): [string, PackageRow[]] => [file, []])]);
  const refs = new Set<unknown>();
  for (const { line, service } of found) {
    if (!isObject(service)) {
      rows.get('services')!.push({ line, cells: cellsOfNoService(service) });
      continue;
    }
    const { doubts, ...ofService } = rowsOfService(service, context);
    findings.add(doubts.map(({ member, ...doubt }) => valueIssue({ severity: 'warning', rule: 'BAD_VALUE', file: path, line, column: member, ...doubt })));
    leftOut.add(service, line, context);
    rows.get('services')!.push({ line, cells: ofService.service });
    // Of two services with one id the second is refused, and so must its parts be.
    if (refs.has(ofService.service[0])) continue;
    refs.add(ofService.service[0]);
    for (const [file, ofPart] of ofService.parts) rows.get(file)!.push(...ofPart.map((cells) => ({ line, cells })));
  }
  const columns = new Map([['services', serviceColumns.map(({ column }) => column)], ...serviceParts.map((part): [string, string[]] => [part.file, [...part.columns]])]);
  findings.add(leftOut.issues());
  const tables = [...rows].map(([file, ofFile]): [string, PackageTable] => [file, { header: columns.get(file)!, rows: [ofFile], issues: file === 'services' ? findings.issues : [] }]);
  return new Map(tables);
}

/** One service as its row of services.csv and, by file, the rows of its parts; with what of it cannot be used. */
export function rowsOfService(service: JsonObject, context: ServiceContext): { service: Cell[]; parts: Map<string, Cell[][]>; doubts: Doubt[] } {
  const row = serviceColumns.map(({ read }) => read(service, context));
  const [ref] = row;
  const isUsable = typeof ref === 'string' && /^[^\s;]+$/.test(ref);
  return { service: row, parts: new Map(isUsable ? serviceParts.map((part) => [part.file, rowsOfPart(part, ref, service, context)]) : []), doubts: doubtsAbout(service) };
}

/** What stands in the place of a service is refused for want of an id. */
function cellsOfNoService(value: unknown): Cell[] {
  return serviceColumns.map(({ column }) => (column === 'service_ref' ? { found: asFound(value), expected: 'a service: an object with an id and a name' } : ''));
}

/** A file written without line breaks would give all its services one line: then each has its number instead. */
function linesAreCounted(path: string): HarvestIssue {
  return { severity: 'warning', rule: 'NO_LINE_OF_ITS_OWN', file: path, message: 'Several services stand in one line of the file. The lines named are numbers of services: 3 is the third service of the file.' };
}

function parseService(text: string, { line, start, end }: Span, path: string): unknown {
  if (end - start > longestService) throw new HubError('BAD_PACKAGE', `The service in line ${line} of ${path} is longer than ${longestService} characters. Nothing was changed.`);
  return JSON.parse(text.slice(start, end)) as unknown;
}
