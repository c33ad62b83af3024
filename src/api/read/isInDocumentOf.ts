import type { RequestContext } from '../context.ts';
import { either, isAmong, isLinkedTo, isOneOf } from './conditions.ts';

type Condition = ReturnType<typeof either>;

/** The action or recommendation is of a plan of one of these authorities, or of an inspection of one. */
export function isInDocumentOf({ db }: RequestContext, table: 'action' | 'recommendation', authorities: readonly string[]): Condition {
  const inspections = db.selectFrom('inspection').select('inspection.id').where(isOneOf('inspection.authorityCode', authorities));
  return either(isLinkedTo(`${table}.planId`, 'plan_authority', authorities), isAmong(`${table}.inspectionId`, inspections));
}
