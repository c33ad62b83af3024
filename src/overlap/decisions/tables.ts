import { defineEntity, p } from '@mikro-orm/core';

/**
 * What reviewers decided, act by act: rows are added and never changed or deleted. They hang on the ids of priorities and overlaps and
 * on nothing that the engine makes, so that they outlive every reading, and a record's own withdrawal and return.
 */
const Decision = defineEntity({
  name: 'decision',
  tableName: 'decision',
  properties: {
    id: p.string().primary(),
    kind: p.string(),
    /** What it settles: of several rows that settle the same, the latest counts. */
    subject: p.text().index(),
    /** JSON list, in their order. */
    priorityIds: p.text(),
    themeCode: p.string().nullable(),
    rank: p.string().nullable(),
    overlapId: p.string().nullable(),
    otherOverlapId: p.string().nullable(),
    /** JSON list. */
    coreKeys: p.text(),
    title: p.text().nullable(),
    undoesId: p.string().nullable().index(),
    note: p.text(),
    /** Who: the name that was configured with the key. */
    reviewer: p.string(),
    madeAt: p.string().index(),
    /** JSON: how things stood when it was decided. */
    basis: p.text(),
  },
});

/** The priorities that each decision names: the way from a priority to its decisions, and what hides them with it. */
const DecisionPriority = defineEntity({
  name: 'decision_priority',
  tableName: 'decision_priority',
  properties: {
    ownerId: p.string().primary(),
    targetId: p.string().primary().index(),
  },
});

/** The overlaps that each decision names. */
const DecisionOverlap = defineEntity({
  name: 'decision_overlap',
  tableName: 'decision_overlap',
  properties: {
    ownerId: p.string().primary(),
    targetId: p.string().primary().index(),
  },
});

export const decisionTables = [Decision, DecisionPriority, DecisionOverlap] as const;
