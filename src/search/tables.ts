import { defineEntity, p } from '@mikro-orm/core';

/** Which records the index holds, and in what state they were read, so that only what changed is read again. */
const SearchRecord = defineEntity({
  name: 'search_record',
  tableName: 'search_record',
  properties: {
    /** The record's table. */
    kind: p.string().primary(),
    recordId: p.string().primary(),
    contentHash: p.string(),
    indexVersion: p.string(),
  },
});

/** One word of one text of one record, or one meaning that several words may stand for, with every place it has there. */
const SearchWord = defineEntity({
  name: 'search_word',
  tableName: 'search_word',
  properties: {
    kind: p.string().primary(),
    recordId: p.string().primary(),
    field: p.string().primary(),
    /** In lower case and without accents; or a meaning, which begins with "=". */
    word: p.string().primary().index(),
    stem: p.string().index(),
    /** Which words of the text it is, counted from 0: "0 4-6". */
    positions: p.text(),
    /** How many words the text has. */
    fieldLength: p.integer(),
  },
});

export const searchTables = [SearchRecord, SearchWord] as const;
