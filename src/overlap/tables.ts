import { defineEntity, p } from '@mikro-orm/core';
import { decisionTables } from './decisions/tables.ts';

/** How the hub read one priority: the state of the statement it was read from, so that only what changed is read again. */
const PriorityReading = defineEntity({
  name: 'priority_reading',
  tableName: 'priority_reading',
  properties: {
    priorityId: p.string().primary(),
    /** Hash of the words read and of the engine that read them. */
    readFrom: p.string(),
    /** How its title approaches its aim, such as "prevent"; empty where no words say so. Engines before 28 November 2026 wrote a sentence here. */
    aim: p.text(),
    targetGroup: p.text().nullable(),
    ageFrom: p.integer().nullable(),
    ageTo: p.integer().nullable(),
    /** JSON list of the themes that the engine, left to itself, reads in it. */
    engineThemes: p.text().nullable(),
  },
});

/** One row, while every priority is read with the same engine and help: up to which harvest. Without it, all are looked through. */
const AllRead = defineEntity({
  name: 'all_read',
  tableName: 'all_read',
  properties: {
    /** Version of the engine, and the mark of an embedding service where there is one. */
    readWith: p.string().primary(),
    harvestId: p.integer(),
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
    /** The core group that its own words put it into; empty for one that is touched on. */
    coreKey: p.string().nullable(),
    coreTitle: p.text().nullable(),
    /** JSON list of evidence for its place in an overlap, beside that for the theme; empty for a theme that makes no overlap. */
    placeEvidence: p.text().nullable(),
  },
});

/** One theme that a priority was nearly read to have, so that nothing is read again when somebody asks why it was not. */
const PriorityRunnerUp = defineEntity({
  name: 'priority_runner_up',
  tableName: 'priority_runner_up',
  properties: {
    /** The priority and the theme, named as in every link table. */
    ownerId: p.string().primary(),
    targetId: p.string().primary().index(),
    confidence: p.double(),
    /** The confidence from which it would have been read. */
    threshold: p.double(),
    /** What sets it apart from the theme that was read, in a sentence. */
    separation: p.text(),
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
    /** What a reviewer called it; empty where it is called after its theme. */
    title: p.text().nullable(),
    /** What a reviewer decided, confirmed or rejected, and the decision; empty while it is only proposed. */
    review: p.string().nullable(),
    reviewId: p.string().nullable(),
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
    /** JSON list of evidence where decisions put it there; empty where its reading did, with whose evidence it is a member. */
    evidence: p.text().nullable(),
    /** The theme it came by; not that of the overlap where overlaps were merged. */
    themeCode: p.string().nullable(),
  },
});

/**
 * What a publisher says against the reading of one of its priorities. It hangs on the priority's id and on nothing that the engine
 * makes, so that it outlives every reading, and the priority's own withdrawal and return.
 */
const CodingDispute = defineEntity({
  name: 'coding_dispute',
  tableName: 'coding_dispute',
  properties: {
    id: p.string().primary(),
    priorityId: p.string().index(),
    /** The theme said to be wrong; empty when one is only said to be missing. */
    themeCode: p.string().nullable(),
    /** The theme said to be right in its place, or to be missing. */
    suggestedThemeCode: p.string().nullable(),
    note: p.text(),
    /** Who: the body that publishes the priority, never a person. */
    bodyCode: p.string(),
    state: p.string(),
    madeAt: p.string(),
    withdrawnAt: p.string().nullable(),
  },
});

export const overlapTables = [PriorityReading, AllRead, PriorityTheme, PriorityRunnerUp, Overlap, OverlapMember, CodingDispute, ...decisionTables] as const;
