import type { RequestContext } from '../context.ts';

/** The version of the data as it now stands; 0 before anything was harvested. */
export async function readDataVersion(context: RequestContext): Promise<number> {
  const row = await context.db.selectFrom('data_version').select((eb) => eb.fn.max('version').as('version')).executeTakeFirst();
  return Number(row?.version ?? 0);
}
