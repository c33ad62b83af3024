import { sql, type RawBuilder } from 'kysely';
import { valueIssue, type HarvestIssue } from './issue.ts';
import { isGlobalCode, tablesReferredTo, type PackageFile } from './package/packageFiles.ts';
import type { Field } from './package/tableSchema.ts';
import { asPublished, awaitRecords, stageTable, type Staging } from './staging.ts';
import { isBarred } from './refusedEmbargo.ts';

/** One column of one staged file that points at other records. */
export interface ReferenceColumn {
  file: PackageFile;
  path: string;
  field: Field;
  isRequired: boolean;
  /** Tables that are staged in this package. */
  staged: ReadonlySet<string>;
  /** Whether the row may be under an embargo by this column: then it lands with it or not at all. */
  isGuarded: boolean;
}

/**
 * Known when staged in this package, or published by another source that means the same by it, or a last good record of this one. What may be
 * under an embargo by this column may not lean on what stands in for a refused row, which may be part of another plan that everybody sees.
 */
export function isKnown(staging: Staging, value: RawBuilder<unknown>, { field, staged, isGuarded: guarded = false }: { field: Pick<Field, 'references'>; staged: ReadonlySet<string>; isGuarded?: boolean }): RawBuilder<unknown> {
  const places = tablesReferredTo(field.references!).flatMap((table) => {
    const isOthers = sql`t.source_id <> ${staging.sourceId}`;
    const isKept = sql`exists (select 1 from stage_kept k where k.table_name = ${table} and k.id = t.id)`;
    const isUsable = guarded && table !== 'plan' ? sql`${isOthers} and not ${isKept}` : sql`(${isOthers} or ${isKept}) and not ${isForeign([table], sql`t.id`)}`;
    return [
      sql`exists (select 1 from ${sql.table(table)} t where t.id = ${value} and t.withdrawn_on is null and ${isUsable}${guarded ? sql` and not ${isBarred(table, 't')}` : sql``})`,
      ...(staged.has(table) ? [sql`exists (select 1 from ${stageTable(table)} t where t.id = ${value})`] : []),
    ];
  });
  return sql`(${sql.join(places, sql` or `)})`;
}

/** Whether another source means something else by a code or reference than this package does. */
export function isForeign(tables: readonly string[], id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select 1 from stage_foreign f where f.table_name in (${sql.join(tables)}) and f.id = ${id})`;
}

/** Whether the record meant is one whose new row was refused: it is there, and of no use. */
export function wasRefused(value: RawBuilder<unknown>, field: Pick<Field, 'references'>): RawBuilder<unknown> {
  const [table] = tablesReferredTo(field.references!);
  const statedEmbargo = table === 'plan' ? sql` or exists (select 1 from stage_embargo e where e.id = ${value})` : sql``;
  return sql`(exists (select 1 from stage_kept k where k.table_name = ${table} and k.id = ${value})${statedEmbargo})`;
}

export function storedColumn(field: Field): string {
  return !field.references || isGlobalCode(field.references) ? field.name : field.name.replace(/_ref$/, '_id');
}

export function unknownReference(staging: Staging, field: Field, at: { path: string; line: number; found: string; severity: 'error' | 'warning'; wasRefused?: boolean; isGuarded?: boolean; isOfRefused?: boolean }): HarvestIssue {
  const ids = at.found.split(';');
  awaitRecords(staging, tablesReferredTo(field.references!), ids);
  const found = ids.map((item) => asPublished(staging, item)).join(';');
  return valueIssue({ severity: at.severity, rule: 'UNKNOWN_REFERENCE', file: at.path, line: at.line, column: field.name, found, expected: whatIsKnown(field, at), isOfRefused: at.isOfRefused ?? false, ...(at.wasRefused && { follows: true }) });
}

function whatIsKnown(field: Field, { found, wasRefused, isGuarded: guarded }: { found: string; wasRefused?: boolean; isGuarded?: boolean }): string {
  const file = `${field.references}.csv`;
  if (wasRefused) return `a reference to a row that was not refused itself; mend that row of ${file} first${guarded ? ', because the package states an embargo, and what hangs on a refused row could show before it' : ''}`;
  if (isGlobalCode(field.references!)) return `a code in ${file} of a source the hub knows${found.includes(',') && field.type === 'list' ? '; several are separated by semicolons' : ''}`;
  // A row that must name it is refused in any package.
  const lest = guarded && !field.constraints?.required ? '; left out, it would take the row from under the embargo that the package states' : '';
  return `a reference that is in ${file} of this package${lest}`;
}
