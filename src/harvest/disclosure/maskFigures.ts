import { sql, type Kysely } from 'kysely';
import { figureKinds } from '../../access/disclosure/figureKinds.ts';
import { consequenceIn, type HarvestIssue } from '../issue.ts';
import type { PackageFile } from '../package/packageFiles.ts';

const why = 'What was found is not quoted, because the source protects small numbers';

/** Issues of rows of figures without what they quote: a cell may stand in the wrong column, so none is quoted. */
export function maskFigures(file: PackageFile, issues: readonly HarvestIssue[]): HarvestIssue[] {
  if (!figureKinds.some((kind) => kind.file === file.name)) return [...issues];
  return issues.map((issue) => (issue.line === undefined || issue.found === undefined ? issue : masked(issue)));
}

/** Issues of references without those that quote a bare number, which may be a figure in the wrong column. */
export function maskNumbers(issues: readonly HarvestIssue[]): HarvestIssue[] {
  return issues.map((issue) => (issue.line !== undefined && issue.found !== undefined && /^[-\d.,;\s]+$/.test(issue.found) ? masked(issue) : issue));
}

function masked(issue: HarvestIssue): HarvestIssue {
  const { severity, rule, file, line, column, expected, follows } = issue;
  // What contradicts a value is quoted in what was expected.
  const wanted = rule === 'CONTRADICTION' || expected === undefined ? {} : { expected };
  const place = { file, line: line!, ...(column !== undefined && { column }), ...(follows && { follows }) };
  return { severity, rule, ...place, ...wanted, message: `${why}${wanted.expected === undefined ? '' : `; expected ${wanted.expected}`}. ${consequenceIn(issue)}` };
}

/** The same for issues of earlier harvests, found by the names of files and sheets. */
export async function maskStoredIssues(db: Kysely<unknown>, sourceId: string): Promise<void> {
  const isOfFigures = sql.join(figureKinds.map(({ file }) => sql`lower(file) like ${`%${file}%`}`), sql` or `);
  await sql`update issue set found = null, expected = null, message = ${`${why}.`} where source_id = ${sourceId} and line is not null and found is not null and (${isOfFigures})`.execute(db);
}
