import { defineEntity, p } from '@mikro-orm/core';
import { disclosureTables } from './disclosure/tables.ts';
import { duplicateTables } from './duplicates/tables.ts';
import { termTables } from './terms/tables.ts';

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
    /** How it is to be read, as its operator registered it (JSON); null where packages are only imported by hand. */
    registration: p.text().nullable(),
    /** When it is read by itself (cron, UTC). */
    schedule: p.string().nullable(),
    nextRunAt: p.string().nullable(),
    /** Somebody asked for a run, which begins as soon as one can. Forgotten when it ended, so that it is not lost with the process that reads. */
    askedAt: p.string().nullable(),
    askedBy: p.text().nullable(),
    /** The source through which its data come, where that is another hub. */
    viaId: p.string().nullable().index(),
    /** Since when it could not be read; null while the last run could. */
    staleSince: p.string().nullable(),
    failedRuns: p.integer().default(0),
    /** When it was last read to its end, changed or not. */
    lastReadAt: p.string().nullable(),
    /** What was read when a run was held because much was gone from it, and what a person said may be taken as it is. */
    heldFingerprint: p.string().nullable(),
    confirmedFingerprint: p.string().nullable(),
    removedAt: p.string().nullable(),
  },
});

/** A run that goes on now. One that has not been heard of for a while ended with its process. */
const RunUnderWay = defineEntity({
  name: 'run_under_way',
  tableName: 'run_under_way',
  properties: {
    sourceId: p.string().primary(),
    /** Tells the run from any other of its source. */
    token: p.string(),
    trigger: p.string(),
    askedBy: p.text().nullable(),
    startedAt: p.string(),
    heardAt: p.string(),
    phase: p.string(),
    done: p.text(),
    cancelledAt: p.string().nullable(),
    cancelledBy: p.text().nullable(),
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
    /** Rows of figures that a policy hid because they are small, and beside those; null where the source has no policy. */
    hiddenSmall: p.integer().nullable(),
    hiddenBeside: p.integer().nullable(),
    dataVersion: p.integer().nullable(),
    /** What began it: import, start, schedule, command or request. */
    trigger: p.string().default('import'),
    askedBy: p.text().nullable(),
    requests: p.integer().nullable(),
    bytes: p.double().nullable(),
    medianResponseMs: p.double().nullable(),
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
    /** How many it stands for: more than one where it says how many more there were than are told one by one. */
    count: p.integer().default(1),
  },
});

/** A record that went from sight with what it hangs on, although its own package has it: it comes back with it. */
const WithdrawnPart = defineEntity({
  name: 'withdrawn_part',
  tableName: 'withdrawn_part',
  properties: {
    recordTable: p.string().primary(),
    recordId: p.string().primary(),
    sourceId: p.string(),
  },
});

/** The data as it stood after something was committed that changed anything. */
const DataVersion = defineEntity({
  name: 'data_version',
  tableName: 'data_version',
  properties: {
    version: p.integer().primary().autoincrement(),
    committedAt: p.string(),
    cause: p.text(),
  },
});

export const harvestTables = [Source, RunUnderWay, Harvest, Issue, WithdrawnPart, DataVersion, ...disclosureTables, ...duplicateTables, ...termTables] as const;
