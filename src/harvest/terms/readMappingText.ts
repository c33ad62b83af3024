import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { quoteValue } from '../package/quoteValue.ts';
import { anyVocabulary, folded, keyOf, type MappedTerm } from './mappedTerm.ts';

/** Columns that a file of the mapping must have; "label" and "note" may be missing, and columns in which the hub tells something are passed over. */
const neededColumns = ['vocabulary', 'term', 'theme_code'];
const columns = ['vocabulary', 'term', 'label', 'theme_code', 'note'] as const;
/** Written by the export, and not read. */
const toldColumns = ['services', 'sources'] as const;
/** What stands in the place of a theme's code where a term is meant to be none. */
const noTheme = 'none';
const longest = 300;

/** The terms of a mapping as CSV has them, or everything that is wrong with it, in sentences. */
export function readMappingText(text: string): { terms: MappedTerm[] } | { problems: string[] } {
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  let header: string[] = [];
  try {
    rows = parse(text, { bom: true, skip_empty_lines: true, info: true, trim: true, relax_column_count_less: true, columns: (names: string[]) => (header = names.map((name) => name.trim().toLowerCase())) }) as unknown as typeof rows;
  } catch (error) {
    return { problems: [`It is not CSV with a row of column names: ${(error as Error).message}.`] };
  }
  const missing = neededColumns.filter((name) => !header.includes(name));
  const strange = header.filter((name) => ![...columns, ...toldColumns].includes(name as never));
  const doubled = [...new Set(header.filter((name, index) => header.indexOf(name) !== index))];
  const problems = [
    ...(missing.length > 0 ? [`It has no column ${missing.map((name) => `"${name}"`).join(' and no column ')}. Its columns are ${header.join(', ') || '(none)'}; expected ${columns.join(', ')}.`] : []),
    ...strange.map((name) => `It has a column ${quoteValue(name)}, which is none of its own. Expected ${columns.join(', ')}.`),
    ...doubled.map((name) => `It has the column ${quoteValue(name)} more than once. Expected each once.`),
  ];
  if (problems.length > 0) return { problems };
  const terms: MappedTerm[] = [];
  const firstLines = new Map<string, number>();
  for (const { record: cells, info } of rows) {
    const record = Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, withoutGuard(cell)]));
    const line = info.lines;
    const [vocabulary, term] = [folded(record['vocabulary'] ?? '') || anyVocabulary, folded(record['term'] ?? '')];
    const code = (record['theme_code'] ?? '').trim();
    if (term === '') problems.push(`Line ${line}: "term" is empty. Expected a term's code, id or name, as "npm run hub -- terms unmapped" prints it.`);
    if (code === '') problems.push(`Line ${line}: "theme_code" is empty. Expected the code of a theme, or "${noTheme}" for a term that is meant to be no theme.`);
    const tooLong = columns.find((name) => (record[name] ?? '').length > longest);
    if (tooLong) problems.push(`Line ${line}: "${tooLong}" has ${record[tooLong]!.length} characters. Allowed: ${longest}.`);
    const first = firstLines.get(keyOf(vocabulary, term));
    if (term !== '' && first !== undefined) problems.push(`Line ${line}: the term ${quoteValue(record['term'])} of the vocabulary ${quoteValue(vocabulary)} is in line ${first} already. Expected each once.`);
    else firstLines.set(keyOf(vocabulary, term), line);
    terms.push({ vocabulary, term, label: record['label'] ?? '', themeCode: code.toLowerCase() === noTheme ? null : code, note: record['note'] ?? '' });
  }
  return problems.length > 0 ? { problems } : { terms };
}

/** Spreadsheets take a cell that begins so for a formula: it is written with an apostrophe before it, and so is one that looks as if it had been. */
const formula = /^'*[=+\-@\t\r]/;

function withGuard(cell: string | number): string | number {
  return formula.test(String(cell)) ? `'${cell}` : cell;
}

function withoutGuard(cell: string): string {
  return formula.test(cell) ? cell.replace(/^'/, '') : cell;
}

/** A mapping as CSV, with how many services have each term. */
export function writeMappingText(terms: readonly (MappedTerm & { services: number; sources: number })[]): string {
  const rows = terms.map(({ vocabulary, term, label, themeCode, note, services, sources }) => [vocabulary, term, label, themeCode ?? noTheme, note, services, sources]);
  return stringify([[...columns, ...toldColumns], ...rows.map((row) => row.map(withGuard))], { bom: true });
}
