import { defineEntity, p } from '@mikro-orm/core';

/** How the hub read one priority: the state of the statement it was read from, so that only what changed is read again. */
const PriorityReading = defineEntity({
  name: 'priority_reading',
  tableName: 'priority_reading',
  properties: {
    priorityId: p.string().primary(),
    /** Hash of the words read and of the engine that read them. */
    readFrom: p.string(),
    /** Direction and object in words, for example "reduce teenage conceptions". */
    aim: p.text(),
    targetGroup: p.text().nullable(),
    ageFrom: p.integer().nullable(),
    ageTo: p.integer().nullable(),
  },
});

/** One theme of one priority, with how sure the hub is and why. */
const PriorityTheme = defineEntity({
  name: 'priority_theme',
  tableName: 'priority_theme',
  properties: {
    /** The priority and the theme, named as in every link table. */
    ownerId: p.string().primary(),
    targetId: p.string().primary().index(),
    rank: p.string(),
    confidence: p.double(),
    assignedBy: p.string(),
    /** JSON list of evidence. */
    evidence: p.text(),
  },
});

/** A set of priorities, over all plans and dates, that aim at the same thing. */
const Overlap = defineEntity({
  name: 'overlap',
  tableName: 'overlap',
  properties: {
    id: p.string().primary(),
    themeCode: p.string().index(),
    /** The data version in which its members last changed. */
    dataVersion: p.integer(),
  },
});

const OverlapMember = defineEntity({
  name: 'overlap_member',
  tableName: 'overlap_member',
  properties: {
    overlapId: p.string().primary(),
    priorityId: p.string().primary().index(),
    ring: p.string(),
    coreKey: p.string().nullable(),
    coreTitle: p.text().nullable(),
    confidence: p.double(),
    evidence: p.text(),
  },
});

export const overlapTables = [PriorityReading, PriorityTheme, Overlap, OverlapMember] as const;
