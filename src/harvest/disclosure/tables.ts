import { defineEntity, p } from '@mikro-orm/core';

/** What was said of how small numbers of a source are to be protected: rows are added and never changed, and of each kind the latest counts. */
const DisclosurePolicy = defineEntity({
  name: 'disclosure_policy',
  tableName: 'disclosure_policy',
  properties: {
    id: p.integer().primary().autoincrement(),
    sourceId: p.string().index(),
    /** `package`: the publisher's package says so. `hub`: it was set here. The stricter of the two holds. */
    kind: p.string(),
    threshold: p.integer(),
    secondary: p.boolean(),
    rounding: p.integer().nullable(),
    reason: p.text().nullable(),
    setBy: p.text(),
    setAt: p.string(),
  },
});

export const disclosureTables = [DisclosurePolicy] as const;
