import type { Row } from './readRows.ts';

export interface ReadFile {
  name: string;
  rows: readonly Row[];
}

/** What a folder's files say, before anything is left out. */
export interface ReadFiles {
  statements: ReadFile;
  /** The same file as the statements where that holds both; null where there is none. */
  labels: ReadFile | null;
  themeCodes: readonly string[];
}

const MOST_SHOWN = 3;
const LONGEST_SHOWN = 40;

/** What is wrong with the rows of a folder, a sentence for each kind of fault: what becomes of such rows, how many there are, and which are the first. */
export function faultsOfRows(files: ReadFiles): string[] {
  return [...faultsOfIds(files.statements), ...faultsOfStatements(files.statements), ...(files.labels === null ? [] : faultsOfLabels(files.statements, files.labels, files.themeCodes))];
}

/** The rows that count: the first of each id. */
export function firstOfEachId(rows: readonly Row[]): Row[] {
  const seen = new Set(['']);
  return rows.filter((row) => {
    const id = idOf(row);
    return !seen.has(id) && seen.add(id);
  });
}

/** The codes in one cell of labels. */
export function splitCodes(text: string | undefined): string[] {
  return (text ?? '').split(/[;,]/).map(code => code.trim()).filter(code => code !== '');
}

function hasMainTheme(row: Row): boolean {
  return splitCodes(row['primary_themes']).length > 0;
}

/** How often each code is given that is no theme, and by which row first; the same code always the same way, for case counts. */
export function unknownCodes(rows: readonly Row[], themeCodes: readonly string[]): Map<string, { first: string; times: number }> {
  const unknown = new Map<string, { first: string; times: number }>();
  for (const row of rows) {
    for (const code of codesOf(row).filter(one => !themeCodes.includes(one))) {
      const { first, times } = unknown.get(code) ?? { first: idOf(row), times: 0 };
      unknown.set(code, { first, times: times + 1 });
    }
  }
  return unknown;
}

export function codesOf(row: Row): string[] {
  return [...splitCodes(row['primary_themes']), ...splitCodes(row['secondary_themes'])];
}

export function shown(text: string): string {
  return JSON.stringify(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
}

export function firstFew(found: readonly string[]): string {
  const more = found.length - MOST_SHOWN;
  return `${found.slice(0, MOST_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function faultsOfIds({ name, rows }: ReadFile): string[] {
  const seen = new Set<string>();
  const [unnamed, repeated]: [string[], string[]] = [[], []];
  rows.forEach((row, index) => {
    const id = idOf(row);
    // As a spreadsheet counts, in which the first row has the names of the columns.
    if (id === '') unnamed.push(`row ${index + 2}`);
    else if (seen.has(id)) repeated.push(`${shown(id)} in row ${index + 2}`);
    seen.add(id);
  });
  return [...fault(name, 'rows without a row_id, which are left out', unnamed), ...fault(name, 'rows whose row_id an earlier row has, which are left out', repeated)];
}

function faultsOfStatements({ name, rows }: ReadFile): string[] {
  const named = firstOfEachId(rows);
  const without = (column: string): string[] => named.filter(row => (row[column] ?? '').trim() === '').map(row => shown(idOf(row)));
  return [
    ...fault(name, 'statements without a title, of which nothing but the heading is read', without('title')),
    ...fault(name, 'statements without an authority, which count as those of one authority', without('authority')),
  ];
}

function faultsOfLabels(statements: ReadFile, labels: ReadFile, themeCodes: readonly string[]): string[] {
  const ids = new Set(statements.rows.map(idOf));
  const own = firstOfEachId(labels.rows);
  const labelled = new Set(own.filter(hasMainTheme).map(idOf));
  const strays = own.filter(row => !ids.has(idOf(row)));
  const unlabelled = firstOfEachId(statements.rows).filter(row => !labelled.has(idOf(row)));
  return [
    ...(labels === statements ? [] : faultsOfIds(labels)),
    ...fault(labels.name, 'labels that are no theme in themes.csv, where a main one counts as missed whatever is read', spokenCodes(unknownCodes(own, themeCodes), themeCodes)),
    ...fault(labels.name, `labels for statements that ${statements.name} does not have, which count for nothing`, strays.map(row => shown(idOf(row)))),
    // Where nobody has labelled any, that is no fault.
    ...(labelled.size === 0 ? [] : fault(statements.name, `statements without a main theme in ${labels.name}, which no figure of themes counts`, unlabelled.map(row => shown(idOf(row))))),
  ];
}

function spokenCodes(unknown: ReturnType<typeof unknownCodes>, themeCodes: readonly string[]): string[] {
  return [...unknown].map(([code, { first, times }]) => {
    const meant = themeCodes.find(one => one.toLowerCase() === code.toLowerCase());
    return `${shown(code)} of ${shown(first)}${times === 1 ? '' : `, ${times} times in all`}${meant === undefined ? '' : `: write ${meant}, case counts`}`;
  });
}

function fault(file: string, what: string, found: readonly string[]): string[] {
  return found.length === 0 ? [] : [`${file}: ${found.length} × ${what} (${firstFew(found)}).`];
}

function idOf(row: Row): string {
  return row['row_id'] ?? '';
}
