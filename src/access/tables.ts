import { defineEntity, p } from '@mikro-orm/core';
import { AuditEntry } from './audit/auditEntry.ts';

/** A key of somebody the hub knows, as its hash. One that was ended stays, with who ended it. */
const AccessKey = defineEntity({
  name: 'access_key',
  tableName: 'access_key',
  properties: {
    id: p.string().primary(),
    sha256: p.string(),
    /** The post it is for. */
    name: p.string(),
    role: p.string(),
    /** JSON array. */
    scopes: p.text(),
    bodyCode: p.string().nullable(),
    regionCode: p.string().nullable(),
    /** ISO date: the last day on which it opens anything. */
    expiresOn: p.string(),
    madeBy: p.string(),
    madeAt: p.string(),
    revokedBy: p.string().nullable(),
    revokedAt: p.string().nullable(),
  },
});

/** What a publisher opens to another body, or to the analysts of a region, before it is public: only ever added to, and ended by a mark. */
const SharingAgreement = defineEntity({
  name: 'sharing_agreement',
  tableName: 'sharing_agreement',
  properties: {
    id: p.string().primary(),
    publisherCode: p.string().index(),
    /** Null: all sources of the publisher. */
    sourceId: p.string().nullable(),
    what: p.string(),
    withBodyCode: p.string().nullable().index(),
    withRegionCode: p.string().nullable().index(),
    /** In words: the law, and the agreement on paper. */
    basis: p.text(),
    note: p.text().nullable(),
    /** ISO dates, both included. */
    validFrom: p.string(),
    validTo: p.string(),
    recordedBy: p.string(),
    recordedAt: p.string(),
    endedBy: p.string().nullable(),
    endedAt: p.string().nullable(),
    endedNote: p.text().nullable(),
  },
});

export const accessTables = [AccessKey, AuditEntry, SharingAgreement] as const;
