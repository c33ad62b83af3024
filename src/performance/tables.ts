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

export const performanceTables = [ProgressReport, Referral] as const;
