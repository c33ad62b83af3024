import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { inList } from '../../db/inList.ts';
import { HubError } from '../../errors.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { Body } from '../types/viewer.ts';

/** A body by its code, with the name the hub knows it by. One statement for all asked at once. */
export function findBody(context: RequestContext, code: string): Promise<Body> {
  return loaderOf(context, 'bodies', () => new DataLoader((codes: readonly string[]) => readBodies(context, codes))).load(code);
}

/** Refuses a body that the hub does not know: a misspelt code would name nobody, or somebody else. */
export async function checkBody(context: RequestContext, argument: string, code: string): Promise<void> {
  const { name } = await findBody(context, code);
  // One that is unknown is called by its code.
  if (name === code) throw new HubError('UNKNOWN_RECORD', `${argument} is "${code.slice(0, 40)}", which is no authority, region or publisher that the hub knows. Expected a GSS code, for example E06000016 for Leicester; "authorities" lists them, and "sources" the publishers.`);
}

async function readBodies({ db }: RequestContext, codes: readonly string[]): Promise<Body[]> {
  const isAsked = (column: string) => sql<boolean>`${sql.ref(column)} in ${inList(codes)}`;
  const rows = await db
    .selectFrom('authority')
    .select(['id as code', 'name'])
    .where(isAsked('authority.id'))
    .unionAll(db.selectFrom('region').select(['id as code', 'name']).where(isAsked('region.id')))
    .unionAll(db.selectFrom('source').select(['publisherCode as code', 'publisherName as name']).where(isAsked('source.publisher_code')))
    .execute();
  return codes.map((code) => rows.find((row) => row.code === code) ?? { code, name: code });
}
