import { sql } from 'kysely';
import type { RowRule } from './rowRule.ts';
import { may } from './viewer.ts';

/** Who has keys is for administrators alone. */
export const accessRules: readonly RowRule[] = [{ table: 'access_key', visible: (viewer) => (may(viewer, 'administer') ? sql`1 = 1` : sql`1 = 0`) }];
