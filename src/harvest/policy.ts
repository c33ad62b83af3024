import { sql } from 'kysely';
import type { RowRule } from '../access/rowRule.ts';
import { packageFiles } from './package/packageFiles.ts';

/** What a publisher has withdrawn is kept for the record and shown to nobody; a plan under embargo is not public until its day. */
export const harvestRules: readonly RowRule[] = packageFiles.map(({ table }) => ({
  table,
  visible: (viewer) => (table === 'plan' ? sql`withdrawn_on is null and (embargo_until is null or embargo_until <= ${viewer.today})` : sql`withdrawn_on is null`),
}));
