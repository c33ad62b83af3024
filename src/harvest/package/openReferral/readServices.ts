import { basename } from 'node:path';
import { HubError } from '../../../errors.ts';
import { valueIssue, type HarvestIssue } from '../../issue.ts';
import type { Cell, PackageRow, PackageTable } from '../packageTable.ts';
import { doubtsAbout } from './doubts.ts';
import { findServices, type Span } from './findServices.ts';
import { asFound, isObject } from './members.ts';
import { serviceColumns, type ServiceContext } from './serviceColumns.ts';
import { LeftOut } from './LeftOut.ts';

/** As long as the longest row of a CSV file. */
const longestService = 1_000_000;
const memberOf = new Map(serviceColumns.map(({ column, member }) => [column, member]));

/** Whether a file holds services in Open Referral rather than rows. */
export function isOpenReferral(path: string): boolean {
  return basename(path) === 'services.json';
}

/** An issue in the words of its file: one about `services.json` names the member of the JSON, not the column it becomes. */
export function inWordsOfItsFile(issue: HarvestIssue): HarvestIssue {
  // An unknown member is called what it is called, even if a column is called the same.
  if (!isOpenReferral(issue.file) || issue.column === undefined || issue.rule === 'UNKNOWN_COLUMN') return issue;
  return { ...issue, column: memberOf.get(issue.column) ?? issue.column };
}

/** The services of an Open Referral text as rows of services.csv, or BAD_PACKAGE when the text is not JSON or not all of it is there. */
export function readServices(text: string, path: string, context: ServiceContext): PackageTable {
  const spans = findServices(text, path);
  const hasOwnLines = spans.every(({ line }, index) => index === 0 || line > spans[index - 1]!.line);
  const issues: HarvestIssue[] = hasOwnLines ? [] : [linesAreCounted(path)];
  const leftOut = new LeftOut(path);
  const rows = spans.map((span, index): PackageRow => {
    const line = hasOwnLines ? span.line : index + 1;
    const service = parseService(text, span, path);
    if (!isObject(service)) return { line, cells: cellsOfNoService(service) };
    issues.push(...doubtsAbout(service).map(({ member, ...doubt }) => valueIssue({ severity: 'warning', rule: 'BAD_VALUE', file: path, line, column: member, ...doubt })));
    leftOut.add(service, line, context);
    return { line, cells: serviceColumns.map(({ read }) => read(service, context)) };
  });
  return { header: serviceColumns.map(({ column }) => column), rows: [rows], issues: [...issues, ...leftOut.issues()] };
}

/** What stands in the place of a service is refused for want of an id. */
function cellsOfNoService(value: unknown): Cell[] {
  return serviceColumns.map(({ member }) => (member === 'id' ? { found: asFound(value), expected: 'a service: an object with an id and a name' } : ''));
}

/** A file written without line breaks would give all its services one line: then each has its number instead. */
function linesAreCounted(path: string): HarvestIssue {
  return { severity: 'warning', rule: 'NO_LINE_OF_ITS_OWN', file: path, message: 'Several services stand in one line of the file. The lines named are numbers of services: 3 is the third service of the file.' };
}

/** Each service is parsed by itself, so that no more than one is held as objects. */
function parseService(text: string, { line, start, end }: Span, path: string): unknown {
  if (end - start > longestService) throw new HubError('BAD_PACKAGE', `The service in line ${line} of ${path} is longer than ${longestService} characters. Nothing was changed.`);
  return JSON.parse(text.slice(start, end)) as unknown;
}
