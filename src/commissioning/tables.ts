import { defineEntity, p } from '@mikro-orm/core';
import { ThemeContact } from './contacts/tables.ts';

/** A proposal as it stands: the one row of it that changes. What it says and what was done with it is only ever added to. */
const Proposal = defineEntity({
  name: 'proposal',
  tableName: 'proposal',
  properties: {
    id: p.string().primary(),
    state: p.string(),
    versionNumber: p.integer(),
    /** Title and region of the version in force, by which lists find it. */
    title: p.string(),
    regionCode: p.string().nullable(),
    startedBy: p.string(),
    startedByBody: p.string().nullable(),
    startedAt: p.string(),
    changedAt: p.string(),
  },
});

/** What the version in force names: a body that takes part, a theme, an overlap. Lists and rules find proposals by it. */
const ProposalSubject = defineEntity({
  name: 'proposal_subject',
  tableName: 'proposal_subject',
  properties: {
    id: p.string().primary(),
    proposalId: p.string().index(),
    kind: p.string(),
    code: p.string(),
    /** Of a body: id of the group that decides for it. */
    groupId: p.string().nullable(),
  },
  indexes: [{ properties: ['kind', 'code'] }],
});

/** A numbered text of a proposal; of what is exempt only that there is something. */
const ProposalVersion = defineEntity({
  name: 'proposal_version',
  tableName: 'proposal_version',
  properties: {
    id: p.string().primary(),
    proposalId: p.string().index(),
    number: p.integer(),
    /** JSON of a ProposalContent. */
    content: p.text(),
    note: p.text(),
    by: p.string(),
    bodyCode: p.string().nullable(),
    at: p.string(),
  },
});

/** The exempt part of a version, kept apart so that a rule of rows keeps it from the public. */
const ProposalExempt = defineEntity({
  name: 'proposal_exempt',
  tableName: 'proposal_exempt',
  properties: {
    /** Id of the version. */
    id: p.string().primary(),
    proposalId: p.string().index(),
    text: p.text(),
    paragraph: p.integer(),
  },
});

/** Evidence as it was frozen. */
const ProposalEvidence = defineEntity({
  name: 'proposal_evidence',
  tableName: 'proposal_evidence',
  properties: {
    id: p.string().primary(),
    proposalId: p.string().index(),
    number: p.integer(),
    operation: p.string(),
    /** JSON. */
    variables: p.text(),
    dataVersion: p.integer(),
    sha256: p.string(),
    /** JSON array of facts. */
    facts: p.text(),
    madeBy: p.string(),
    madeAt: p.string(),
  },
});

/** All that was done with a proposal, in order. */
const ProposalEvent = defineEntity({
  name: 'proposal_event',
  tableName: 'proposal_event',
  properties: {
    id: p.integer().primary().autoincrement(),
    proposalId: p.string().index(),
    kind: p.string(),
    /** The version in force when it was done. */
    versionNumber: p.integer(),
    note: p.text(),
    /** JSON: what the kind has beside who, when and why. */
    data: p.text(),
    by: p.string(),
    bodyCode: p.string().nullable(),
    at: p.string(),
  },
});

export const commissioningTables = [Proposal, ProposalSubject, ProposalVersion, ProposalExempt, ProposalEvidence, ProposalEvent, ThemeContact] as const;
