import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../../errors.ts';
import { codesOf, faultsOfRows, firstFew, firstOfEachId, shown, splitCodes, unknownCodes, type ReadFile, type ReadFiles } from './faultsOfRows.ts';
import { faultOfBytes, readRows, type Row } from './readRows.ts';
import type { Statement } from './Statement.ts';

/** A statement with whose it is, and a person's themes for it; null where nobody has labelled it. */
export interface LabelledStatement {
  authority: string;
  statement: Statement;
  labels: { primary: readonly string[]; secondary: readonly string[] } | null;
}

export interface LabelledFolder {
  statements: readonly LabelledStatement[];
  themeCodes: readonly string[];
  /** What is wrong with its rows, in sentences, and what became of them. */
  faults: readonly string[];
}

/**
 * Reads priorities.csv, gold_themes.csv and themes.csv from a folder, or, in the hub's own training folder, statements.csv, which
 * holds statements and labels together. Labels may be missing: then they are null.
 */
export function readLabelledFolder(folder: string): LabelledFolder {
  if (!existsSync(folder)) throw new HubError('BAD_ARGUMENT', `There is no folder "${folder}". Give one with priorities.csv, gold_themes.csv and themes.csv.`);
  if (!statSync(folder).isDirectory()) throw new HubError('BAD_ARGUMENT', `"${folder}" is a file. Give the folder that holds priorities.csv, gold_themes.csv and themes.csv.`);
  const files = readFiles(folder);
  if (firstOfEachId(files.statements.rows).length === 0) throw new HubError('BAD_ARGUMENT', `"${folder}" holds no statements.`);
  refuseMeaningless(files);
  const gold = new Map(firstOfEachId(files.labels?.rows ?? []).map(row => [row['row_id'] ?? '', row]));
  const statements = firstOfEachId(files.statements.rows).map(row => toLabelled(row, gold.get(row['row_id'] ?? '')));
  const names = [...new Set(['themes.csv', files.statements.name, ...(files.labels === null ? [] : [files.labels.name])])];
  return { statements, themeCodes: files.themeCodes, faults: [...names.flatMap(name => faultOfBytes(folder, name) ?? []), ...faultsOfRows(files)] };
}

function readFiles(folder: string): ReadFiles {
  const themeCodes = readRows(folder, 'themes.csv', ['code']).map(row => row['code'] ?? '');
  const holdsBoth = existsSync(join(folder, 'statements.csv')) && !existsSync(join(folder, 'priorities.csv'));
  const read = (name: string, columns: readonly string[]): ReadFile => ({ name, rows: readRows(folder, name, columns) });
  const statements = read(holdsBoth ? 'statements.csv' : 'priorities.csv', ['row_id', 'authority', 'title', 'outcome']);
  if (holdsBoth) return { statements, labels: statements, themeCodes };
  return { statements, labels: existsSync(join(folder, 'gold_themes.csv')) ? read('gold_themes.csv', ['row_id', 'primary_themes', 'secondary_themes']) : null, themeCodes };
}

/** Labels that fit nothing would make figures of 0, which say nothing of the engine. */
function refuseMeaningless({ statements, labels, themeCodes }: ReadFiles): void {
  const given = labels?.rows.filter(row => codesOf(row).length > 0) ?? [];
  if (labels === null || given.length === 0) return;
  const unknown = unknownCodes(given, themeCodes);
  if (!given.flatMap(codesOf).some(code => themeCodes.includes(code))) {
    throw new HubError('BAD_ARGUMENT', `No label in ${labels.name} is a theme in themes.csv, so figures would mean nothing. Found ${firstFew([...unknown.keys()].map(shown))}; themes.csv has ${firstFew(themeCodes.map(shown)) || 'none'}. Write the labels as themes.csv has them.`);
  }
  const ids = new Set(statements.rows.map(row => row['row_id']));
  if (!given.some(row => ids.has(row['row_id']))) {
    throw new HubError('BAD_ARGUMENT', `No label in ${labels.name} is of a statement in ${statements.name}, so there is nothing to count. Found ${firstFew(given.map(row => shown(row['row_id'] ?? '')))}; ${statements.name} has ${firstFew([...ids].map(id => shown(id ?? ''))) || 'none'}. Give both files the same row_id.`);
  }
}

/**
 * Examples written to show what the field's words mean (written.csv beside the statements). Nobody's plan says them: they teach
 * weights, and no figure counts them.
 */
export function readWrittenExamples(folder: string): LabelledStatement[] {
  return readRows(folder, 'written.csv', ['row_id', 'title', 'outcome', 'primary_themes', 'secondary_themes']).map(row => toLabelled(row, row));
}

/** Title and heading alone, as EVALUATION.md asks: never ages, groups or labels. */
function toLabelled(row: Row, gold: Row | undefined): LabelledStatement {
  const primary = splitCodes(gold?.['primary_themes']);
  const secondary = splitCodes(gold?.['secondary_themes']);
  return {
    authority: row['authority'] ?? '',
    statement: { id: row['row_id'] ?? '', title: row['title'] ?? '', outcome: row['outcome'] === '' ? null : (row['outcome'] ?? null) },
    labels: primary.length === 0 ? null : { primary, secondary },
  };
}
