import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../../errors.ts';
import { readRows, type Row } from './readRows.ts';
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
}

/**
 * Reads priorities.csv, gold_themes.csv and themes.csv from a folder, or, in the hub's own training folder, statements.csv, which
 * holds statements and labels together. Labels may be missing: then they are null.
 */
export function readLabelledFolder(folder: string): LabelledFolder {
  if (!existsSync(folder)) throw new HubError('BAD_ARGUMENT', `There is no folder "${folder}". Give one with priorities.csv, gold_themes.csv and themes.csv.`);
  const themeCodes = readRows(folder, 'themes.csv', ['code']).map(row => row['code'] ?? '');
  const ownFile = existsSync(join(folder, 'statements.csv')) && !existsSync(join(folder, 'priorities.csv'));
  const rows = readRows(folder, ownFile ? 'statements.csv' : 'priorities.csv', ['row_id', 'authority', 'title', 'outcome']);
  const goldRows = ownFile ? rows : existsSync(join(folder, 'gold_themes.csv')) ? readRows(folder, 'gold_themes.csv', ['row_id', 'primary_themes', 'secondary_themes']) : [];
  const gold = new Map(goldRows.map(row => [row['row_id'] ?? '', row]));
  const statements = rows.map(row => toLabelled(row, gold.get(row['row_id'] ?? '')));
  if (statements.length === 0) throw new HubError('BAD_ARGUMENT', `"${folder}" holds no statements.`);
  return { statements, themeCodes };
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

function splitCodes(text: string | undefined): string[] {
  return (text ?? '').split(/[;,]/).map(code => code.trim()).filter(code => code !== '');
}
