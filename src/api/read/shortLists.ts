import { HubError } from '../../errors.ts';
import { packageFiles } from '../../harvest/package/packageFiles.ts';

/** A list that is not paged is given whole, for a fixed price. Far more than any list that is short by nature holds: one that is refused takes the answer it stands in with it. */
export const mostWithoutPages = 5_000;

/** The lists of the root in which those of one record are paged, by the table or the link table that they are read from. */
const pagedIn: Readonly<Record<string, string>> = {
  plan_step: '"planSteps" with the filter plans',
  consultation: '"consultations" with the filter plans',
  outcome: '"outcomes" with the filter plans',
  statistical_neighbour: '"statisticalNeighbours" with the filters authorities and neighbours',
  judgement: '"judgements" with the filter inspections',
  priority_measure: '"planIndicators" with the filter priorities',
};

/** The refusal of a list that has more rows than one without pages gives: cut short, it would be taken for whole. `from` is the table or link table that it is read from. */
export function tooManyRows(from: string, id: string | number): HubError {
  return new HubError('PAGE_TOO_LARGE', `A list of "${id}" has more than ${mostWithoutPages.toLocaleString('en-GB')} rows, the most in a list without pages. Page through ${pagedIn[from] ?? rowsOf(from)} instead.`);
}

/** Everything that came in a file of a package can be paged row by row. */
function rowsOf(from: string): string {
  const file = packageFiles.find(({ table, links }) => table === from || Object.values(links ?? {}).includes(from));
  return `"rows" of its "source"${file ? ` with the noun "${file.name}"` : ''}`;
}
