import { HubError } from '../../errors.ts';
import { packageFiles } from '../../harvest/package/packageFiles.ts';
import { largestPage } from './pageArgs.ts';

/** A list that is not paged is read whole, for a fixed price: it has no more rows than a page. */
export const mostWithoutPages = largestPage;

/** The lists of the root in which those of one record are paged, by the table or the link table that they are read from. */
const pagedIn: Readonly<Record<string, string>> = {
  plan_step: '"planSteps" with the filter plans',
  consultation: '"consultations" with the filter plans',
  judgement: '"judgements" with the filter inspections',
  milestone_action: '"milestones" with the filter actions',
};

/** The refusal of a list that has more rows than one without pages gives: cut short, it would be taken for whole. `from` is the table or link table that it is read from. */
export function tooManyRows(from: string, id: string | number): HubError {
  return new HubError('PAGE_TOO_LARGE', `A list of "${id}" has more than ${mostWithoutPages} rows, the most in a list without pages. Page through ${pagedIn[from] ?? rowsOf(from)} instead.`);
}

/** Everything that came in a file of a package can be paged row by row. */
function rowsOf(from: string): string {
  const file = packageFiles.find(({ table, links }) => table === from || Object.values(links ?? {}).includes(from));
  return `"rows" of its "source"${file ? ` with the noun "${file.name}"` : ''}`;
}
