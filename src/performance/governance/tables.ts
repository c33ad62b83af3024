import { defineEntity, p } from '@mikro-orm/core';

/**
 * Items referred to groups, and withdrawn, act by act: rows are added and never changed or deleted. They hang on ids alone, so that they
 * outlive every harvest.
 */
export const Referral = defineEntity({
  name: 'referral',
  tableName: 'referral',
  properties: {
    id: p.string().primary(),
    /** refer, or withdraw. */
    kind: p.string(),
    groupId: p.string().index(),
    /** Of a withdrawal, the referral that it takes back. */
    withdrawsId: p.string().nullable().index(),
    title: p.text().nullable(),
    purpose: p.string().nullable(),
    /** What it is about; at most one of them. */
    targetId: p.string().nullable(),
    indicatorCode: p.string().nullable(),
    priorityId: p.string().nullable(),
    /** Day of the meeting it is for; empty for the next one. */
    meetingDate: p.string().nullable(),
    note: p.text(),
    /** The body that says so; empty for a reviewer, whose name then stands in `by`. Never a person. */
    bodyCode: p.string().nullable(),
    by: p.string(),
    madeAt: p.string().index(),
  },
});
