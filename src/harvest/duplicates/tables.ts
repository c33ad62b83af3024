import { defineEntity, p } from '@mikro-orm/core';

/** What of each service was last compared, so that only what changed is compared again. */
const ServiceCompared = defineEntity({
  name: 'service_compared',
  tableName: 'service_compared',
  properties: {
    serviceId: p.string().primary(),
    /** The rules, the source and the content it was compared by. */
    readFrom: p.string(),
  },
});

/** Keys of which two services that may be one share at least one. */
const ServiceKey = defineEntity({
  name: 'service_key',
  tableName: 'service_key',
  properties: {
    ownerId: p.string().primary(),
    keyText: p.string().primary().index(),
  },
});

/** Keys that so many services share that they lead nowhere. */
const CommonServiceKey = defineEntity({
  name: 'common_service_key',
  tableName: 'common_service_key',
  properties: {
    keyText: p.string().primary(),
    /** The most services that might share a key when this one went beyond it. */
    most: p.integer(),
  },
});

/** Two services of different sources that may be one, with why, and what people decided of them. */
const DuplicateCandidate = defineEntity({
  name: 'duplicate_candidate',
  tableName: 'duplicate_candidate',
  properties: {
    id: p.string().primary(),
    /** The lesser of the two ids. */
    firstId: p.string().index(),
    secondId: p.string().index(),
    score: p.integer().index(),
    /** JSON lists. */
    reasons: p.text(),
    against: p.text(),
    status: p.string(),
  },
});

/** What people decided of two services, act by act: rows are added and never changed or deleted. They hang on ids alone, so that they outlive every harvest. */
const DuplicateDecision = defineEntity({
  name: 'duplicate_decision',
  tableName: 'duplicate_decision',
  properties: {
    id: p.string().primary(),
    kind: p.string(),
    firstId: p.string().index(),
    secondId: p.string().index(),
    /** The service that stands for both, where the reviewer chose. */
    keepId: p.string().nullable(),
    undoesId: p.string().nullable().index(),
    note: p.text(),
    reviewer: p.string(),
    madeAt: p.string().index(),
  },
});

/** Services that were said to be the same, with the order in which they stand for their group. One that is withdrawn keeps its place, and the next stands for it meanwhile. */
const ServiceGroup = defineEntity({
  name: 'service_group',
  tableName: 'service_group',
  properties: {
    serviceId: p.string().primary(),
    groupId: p.string().index(),
    place: p.integer(),
  },
});

export const duplicateTables = [ServiceCompared, ServiceKey, CommonServiceKey, DuplicateCandidate, DuplicateDecision, ServiceGroup] as const;
