import DataLoader from 'dataloader';
import { loaderOf, type RequestContext } from '../context.ts';
import { isOneOf } from './conditions.ts';

/** When a key was last used, as the audit trail has it; null while it was not. One statement for all keys asked at once. */
export function lastUseOf(context: RequestContext, keyId: string): Promise<string | null> {
  return loaderOf(context, 'last uses of keys', () => new DataLoader(async (ids: readonly string[]) => {
    const rows = await context.db.selectFrom('audit_entry').select((eb) => ['who', eb.fn.max('until').as('until')]).where(isOneOf('audit_entry.who', ids)).groupBy('who').execute();
    const byKey = new Map(rows.map(({ who, until }) => [who, until]));
    return ids.map((id) => byKey.get(id) ?? null);
  })).load(keyId);
}
