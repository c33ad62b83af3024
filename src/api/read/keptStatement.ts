import type { CompiledQuery, Kysely, SelectQueryBuilder } from 'kysely';
import type { HubRows, RequestContext } from '../context.ts';
import { rememberFor } from '../rememberFor.ts';

type Statement<Row> = SelectQueryBuilder<never, never, Row>;

/** What stands for the ids while a statement is built: no record's id holds a NUL. */
const idsToCome = ['\0'];
const known = rememberFor<Kysely<HubRows>, CompiledQuery>();

/**
 * Rows of a statement in which nothing differs from one time to the next but the ids, every `inList` in it being of these. Building one takes longer
 * than SQLite takes to answer it for a few ids, so it is built once for all who come through the same door: whatever else is in it
 * must follow from its name.
 */
export async function readByKeptStatement<Row>({ db }: RequestContext, name: string, ids: readonly string[], build: (ids: readonly string[]) => Statement<Row>): Promise<Row[]> {
  const { parameters, ...statement } = known(db, name, () => build(idsToCome).compile());
  const [placeholder, asked] = [JSON.stringify(idsToCome), JSON.stringify(ids)];
  const { rows } = await db.executeQuery<Row>({ ...statement, parameters: parameters.map((value) => (value === placeholder ? asked : value)) } as CompiledQuery<Row>);
  return rows;
}
