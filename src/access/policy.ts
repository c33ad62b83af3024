import { sql } from 'kysely';
import type { RowRule } from './rowRule.ts';
import { may } from './viewer.ts';

/** Who has keys, and what each was used for, is for administrators alone: nobody else sees that there is a row. */
export const accessRules: readonly RowRule[] = ['access_key', 'audit_entry'].map((table) => ({ table, visible: (viewer) => (may(viewer, 'administer') ? sql`1 = 1` : sql`1 = 0`) }));
