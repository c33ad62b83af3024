import { defineEntity, p } from '@mikro-orm/core';

/** What was asked for. */
export type AuditKind = 'query' | 'mutation' | 'page' | 'feed' | 'sign-in' | 'request' | 'not-told-apart';
/** What came of it. */
export type AuditOutcome = 'answered' | 'answered-in-part' | 'refused';

/** One request, as the trail may know it: nothing in it was written by the caller. */
export interface Noted {
  /** Id of the key's or token's holder; null for the public, and where a key was refused. */
  who: string | null;
  /** As what the holder asked, in words; null where that is not known. */
  role: string | null;
  kind: AuditKind;
  /** Name of the saved operation, or the route of a page or feed; of another mutation what it does; null for a query of the caller's own. */
  operation: string | null;
  /** Beginning of the SHA-256 of the operation's text. */
  document: string | null;
  outcome: AuditOutcome | null;
  code: string | null;
  cost: number;
  rows: number;
}

/** Requests alike, within a span of time. */
export interface Gathered extends Noted {
  at: string;
  until: string;
  times: number;
}

/** An entry in its place in a chain. */
export interface ChainedEntry extends Gathered {
  id: string;
  chain: string;
  seq: number;
  previous: string;
  hash: string;
}

/** What was asked of the hub, by whom, and what came of it. Rows are added and never changed: triggers refuse it. */
export const AuditEntry = defineEntity({
  name: 'audit_entry',
  tableName: 'audit_entry',
  properties: {
    /** Chain and number, so that what was perhaps stored can be stored again. */
    id: p.string().primary(),
    /** One for each time a hub runs: several hubs on one database write without waiting for each other. */
    chain: p.string(),
    /** From 1, without a gap. */
    seq: p.integer(),
    at: p.string().index(),
    until: p.string(),
    who: p.string().nullable().index(),
    role: p.string().nullable(),
    kind: p.string(),
    operation: p.string().nullable(),
    document: p.string().nullable(),
    outcome: p.string().nullable(),
    code: p.string().nullable(),
    /** Values that the requests could have returned at most, added up. */
    cost: p.bigint('number'),
    /** Objects in lists of the answers, added up. */
    rows: p.bigint('number'),
    times: p.integer(),
    /** Hash of the entry before; of a chain's first, of the newest entry of any chain at that moment. */
    previous: p.string(),
    hash: p.string(),
  },
});

/** Columns as stored, in the order in which entries are written. */
export const auditColumns = ['id', 'chain', 'seq', 'at', 'until', 'who', 'role', 'kind', 'operation', 'document', 'outcome', 'code', 'cost', 'rows', 'times', 'previous', 'hash'] as const satisfies readonly (keyof ChainedEntry)[];
