import { sql } from 'kysely';
import { isParty } from './agreements.ts';
import type { RowRule } from './rowRule.ts';
import { may } from './viewer.ts';

const forAdministrators: RowRule['visible'] = (viewer) => (may(viewer, 'administer') ? sql`1 = 1` : sql`1 = 0`);

/** Who has keys, and what each was used for, is for administrators alone: nobody else sees that there is a row. Who shares what with whom is for these and the two parties. */
export const accessRules: readonly RowRule[] = [
  { table: 'access_key', visible: forAdministrators },
  { table: 'audit_entry', visible: forAdministrators },
  { table: 'sharing_agreement', visible: (viewer) => (may(viewer, 'administer') ? sql`1 = 1` : isParty(viewer)) },
];
