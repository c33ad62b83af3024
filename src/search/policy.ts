import { sql, type RawBuilder } from 'kysely';
import type { RowRule } from '../access/rowRule.ts';
import type { Viewer } from '../access/viewer.ts';
import { searchKinds, type SearchKind } from './searchedTexts.ts';

/** The index shows a viewer only words of records whose own rules show them: what is withdrawn or under embargo is neither found nor counted. */
export function searchRules(rulesOfRecords: readonly RowRule[]): RowRule[] {
  return ['search_record', 'search_word'].map((table) => ({
    table,
    visible: (viewer) => ofItsKind(sql.ref('kind'), (kind) => isOfVisible(kind, rulesOfRecords, viewer)),
  }));
}

/** What must hold for a row, kind by kind. A case, because databases take alternatives for ways into the table, and would read all of it to find a few words. */
export function ofItsKind(kindColumn: RawBuilder<unknown>, conditionOf: (kind: SearchKind) => RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`case ${kindColumn} ${sql.join(searchKinds.map((kind) => sql`when ${kind} then ${conditionOf(kind)}`), sql` `)} else 1 = 0 end`;
}

function isOfVisible(kind: SearchKind, rules: readonly RowRule[], viewer: Viewer): RawBuilder<unknown> {
  const rule = rules.find((candidate) => candidate.table === kind);
  return sql`record_id in (select ${sql.ref(`${kind}.id`)} from ${sql.table(kind)} where ${rule?.visible(viewer) ?? sql`1 = 1`})`;
}
