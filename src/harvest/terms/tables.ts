import { defineEntity, p } from '@mikro-orm/core';

/** One import of a mapping of terms: rows are added and never changed, so that it can be told which mapping held when. */
const TermMappingVersion = defineEntity({
  name: 'term_mapping_version',
  tableName: 'term_mapping_version',
  properties: {
    version: p.integer().primary().autoincrement(false),
    importedAt: p.string(),
    importedBy: p.text().nullable(),
    note: p.text().nullable(),
  },
});

/** A row of one version of the mapping. */
const TermMappingRow = defineEntity({
  name: 'term_mapping_row',
  tableName: 'term_mapping_row',
  properties: {
    version: p.integer().primary(),
    /** In the form in which vocabularies are compared; "*" for any. */
    vocabulary: p.string().primary(),
    /** In the form in which terms are compared. */
    term: p.string().primary(),
    label: p.text(),
    /** Null where the term is meant to be no theme. */
    themeCode: p.string().nullable(),
    note: p.text(),
  },
});

export const termTables = [TermMappingVersion, TermMappingRow] as const;
