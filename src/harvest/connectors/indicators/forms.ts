import { HubError } from '../../../errors.ts';
import { cut } from '../../package/quoteValue.ts';
import { fingertips } from './fingertips.ts';
import { fingertipsUpload } from './fingertipsUpload.ts';
import type { Form, FormName } from './Form.ts';
import { lait } from './lait.ts';
import { onsTidy } from './onsTidy.ts';

/** Every form in which the hub reads indicators. No file has the columns of two. */
const forms: readonly Form[] = [lait, fingertips, fingertipsUpload, onsTidy];

/** The form that was named, or that a first row shows; BAD_PACKAGE when the columns do not fit it. */
export function formOf(header: readonly string[], named: FormName | null, path: string): Form {
  const candidates = named === null ? forms : forms.filter(({ name }) => name === named);
  const form = candidates.find(({ columns }) => columns.every((column) => header.includes(column)));
  if (form) return form;
  const expected = candidates.map(({ name, title, columns }) => `${name}, ${title}: ${columns.join(', ')}`).join('; ');
  const lacks = named === null ? 'is in none of the forms that the hub reads' : `is not in the form ${named}`;
  throw new HubError('BAD_PACKAGE', `${path} ${lacks}. Its columns are ${cut(header.join(', '))}. Expected at least the columns of ${expected}. Nothing was changed.`);
}
