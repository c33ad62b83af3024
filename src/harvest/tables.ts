import { defineEntity, p } from '@mikro-orm/core';

/** Where an authority's data comes from. */
const Source = defineEntity({
  name: 'source',
  tableName: 'source',
  properties: {
    /** The publisher's code and the package's name: the same package is the same source wherever it is read from. */
    id: p.string().primary(),
    connector: p.string(),
    title: p.text(),
    publisherKind: p.string(),
    publisherCode: p.string(),
    publisherName: p.text(),
    version: p.string().nullable(),
    licence: p.text().nullable(),
    attribution: p.text().nullable(),
    address: p.text(),
    /** Hash of everything last read, together with the rules it was read by. */
    fingerprint: p.string().nullable(),
    lastSuccessId: p.integer().nullable(),
    lastSuccessAt: p.string().nullable(),
  },
});

/** One run of a connector over its source. */
const Harvest = defineEntity({
  name: 'harvest',
  tableName: 'harvest',
  properties: {
    id: p.integer().primary().autoincrement(),
    sourceId: p.string().index(),
    startedAt: p.string(),
    finishedAt: p.string(),
    status: p.string(),
    message: p.text().nullable(),
    rowsRead: p.integer(),
    rowsRefused: p.integer(),
    added: p.integer(),
    changed: p.integer(),
    unchanged: p.integer(),
    withdrawn: p.integer(),
    dataVersion: p.integer().nullable(),
  },
});

/** What was wrong with a row, a value or a file, as found in one harvest. */
const Issue = defineEntity({
  name: 'issue',
  tableName: 'issue',
  properties: {
    id: p.integer().primary().autoincrement(),
    harvestId: p.integer().index(),
    sourceId: p.string().index(),
    severity: p.string(),
    rule: p.string(),
    file: p.string(),
    line: p.integer().nullable(),
    column: p.string().nullable(),
    found: p.text().nullable(),
    expected: p.text().nullable(),
    message: p.text(),
  },
});

/** The data as it stood after one committed run: moves once for each run that changed anything. */
const DataVersion = defineEntity({
  name: 'data_version',
  tableName: 'data_version',
  properties: {
    version: p.integer().primary().autoincrement(),
    committedAt: p.string(),
    cause: p.text(),
  },
});

export const harvestTables = [Source, Harvest, Issue, DataVersion] as const;
