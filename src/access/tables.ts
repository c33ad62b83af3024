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

export const accessTables = [AccessKey, AuditEntry] as const;
