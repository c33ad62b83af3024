import { defineEntity, p } from '@mikro-orm/core';
import { Referral } from './governance/tables.ts';

/** What is told of the progress of something published: only ever added to, and taken back by a mark of its own. */
const ProgressReport = defineEntity({
  name: 'progress_report',
  tableName: 'progress_report',
  properties: {
    id: p.string().primary(),
    /** Kind and id of what it is about, as `subjectOf` writes them: ids of two kinds may be alike. */
    subject: p.string().index(),
    aspect: p.string(),
    state: p.string().nullable(),
    note: p.text(),
    evidence: p.text().nullable(),
    /** The ISO date of which it tells. */
    onDay: p.string(),
    /** The publisher or reviewer, never a person's name that is not of a key. */
    madeBy: p.string(),
    madeAt: p.string(),
    withdrawnAt: p.string().nullable(),
    withdrawnBy: p.string().nullable(),
    withdrawnNote: p.text().nullable(),
  },
});

/** A group of authorities saved to compare with; one that was removed is kept with who did it. */
const ComparatorGroup = defineEntity({
  name: 'comparator_group',
  tableName: 'comparator_group',
  properties: {
    id: p.string().primary(),
    name: p.string(),
    /** JSON array of GSS codes, sorted. */
    authorities: p.text(),
    note: p.text(),
    savedBy: p.string(),
    savedAt: p.string(),
    removedBy: p.string().nullable(),
    removedAt: p.string().nullable(),
  },
});

export const performanceTables = [ProgressReport, ComparatorGroup, Referral] as const;
