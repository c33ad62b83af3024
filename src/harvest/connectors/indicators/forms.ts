import { HubError } from '../../../errors.ts';
import { cut } from '../../package/quoteValue.ts';
import { fingertips } from './fingertips.ts';
import { fingertipsUpload } from './fingertipsUpload.ts';
import type { Form, FormName } from './Form.ts';
import { lait } from './lait.ts';
import { onsTidy } from './onsTidy.ts';
import type { Reading } from './Reading.ts';

/** Every form in which the hub reads indicators. No file has the columns of two. */
const forms: readonly Form[] = [lait, fingertips, fingertipsUpload, onsTidy];

/** The form of figures, and their columns as it calls them: a metadata file may say which heading stands for which. */
export function formAndColumns(headings: readonly string[], named: FormName | null, { data, metadata }: Pick<Reading, 'data' | 'metadata'>): { form: Form; header: string[] } {
  const names = new Map(metadata === null ? [] : forms.flatMap(({ read, readNames }) => [...(readNames?.(metadata.place, metadata.name) ?? [])].filter(([, name]) => read!.includes(name) && !headings.includes(name))));
  const header = headings.map((heading) => names.get(heading.replaceAll(/\s+/g, ' ').trim()) ?? heading);
  return { form: formOf(header, named, data.name), header };
}

/** The form that was named, or that a first row shows; BAD_PACKAGE when the columns do not fit it. */
function formOf(header: readonly string[], named: FormName | null, path: string): Form {
  const candidates = named === null ? forms : forms.filter(({ name }) => name === named);
  const form = candidates.find(({ columns }) => columns.every((column) => header.includes(column)));
  if (form) return form;
  const expected = candidates.map(({ name, title, columns }) => `${name}, ${title}: ${columns.join(', ')}`).join('; ');
  const lacks = named === null ? 'is in none of the forms that the hub reads' : `is not in the form ${named}`;
  throw new HubError('BAD_PACKAGE', `${path} ${lacks}. Its columns are ${cut(header.join(', '))}. Expected at least the columns of ${expected}. Nothing was changed.`);
}
