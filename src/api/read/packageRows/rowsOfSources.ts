import { expressionBuilder, sql, type RawBuilder } from 'kysely';
import { targetsOf, type Target } from '../../../harvest/package/columnTargets.ts';
import { isGlobalCode, tablesReferredTo, type PackageFile } from '../../../harvest/package/packageFiles.ts';
import type { AnyRows } from '../../context.ts';
import type { SourceType } from '../../types/source.ts';
import type { Query } from '../readPage.ts';

/** Within one statement: the statement as a whole goes through the door, so that nothing is filtered twice. */
const within = expressionBuilder<AnyRows, string>();

/** The publisher's own records that a row may name in a single column, and the viewer may not see though the row is seen: a plan under embargo, say. */
function mayBeHidden(file: PackageFile): Target[] {
  return targetsOf(file).filter(({ field, isOwn, linkTable }) => isOwn && linkTable === undefined && !field.constraints?.required);
}

/** A row's column as the viewer may know it: a reference only to what the viewer sees. */
export function seenColumn(file: PackageFile, target: Target): RawBuilder<unknown> {
  return mayBeHidden(file).includes(target) ? sql.ref(`${seenAs(target)}.id`) : sql.ref(`${file.table}.${target.column}`);
}

function seenAs({ column }: Target): string {
  return `seen_${column}`;
}

/** Records of one noun with what tells them apart: which record, what it says to this viewer, and where it stands. */
export function identifiedRows(file: PackageFile): Query {
  const { table } = file;
  let query = within.selectFrom(table) as unknown as Query;
  for (const target of mayBeHidden(file)) {
    const alias = seenAs(target);
    query = query.leftJoin(`${tablesReferredTo(target.field.references!)[0]} as ${alias}`, `${alias}.id`, `${table}.${target.column}`) as unknown as Query;
  }
  const facts = ['id', 'source_id', 'file', 'line'].map((column) => sql.ref(`${table}.${column}`).as(column));
  return query.select([...facts, contentAsSeen(file).as('hash')]) as unknown as Query;
}

/** The hash of the content, marked with what is kept from this viewer: the row says something else once it may be seen. */
function contentAsSeen(file: PackageFile): RawBuilder<string> {
  const { table } = file;
  const ofColumns = mayBeHidden(file).map((target) => sql`case when ${sql.ref(`${table}.${target.column}`)} is not null and ${sql.ref(`${seenAs(target)}.id`)} is null then ${sql.lit(`-${target.column}`)} else '' end`);
  const ofLists = targetsOf(file).filter(({ isOwn, linkTable }) => isOwn && linkTable !== undefined).map((target) => hiddenInList(table, target));
  return sql<string>`${sql.join([sql.ref(`${table}.content_hash`), ...ofColumns, ...ofLists], sql` || `)}`;
}

function hiddenInList(table: string, { field, linkTable }: Target): RawBuilder<unknown> {
  const hidden = within
    .selectFrom(linkTable!)
    .leftJoin(`${tablesReferredTo(field.references!)[0]} as seen`, 'seen.id', `${linkTable}.targetId`)
    .select(sql<string>`case when count(*) = 0 then '' else ${sql.lit(`-${field.name}:`)} || count(*) end`.as('mark'))
    .where(sql<boolean>`${sql.ref(`${linkTable}.ownerId`)} = ${sql.ref(`${table}.id`)}`)
    .where(sql<boolean>`${sql.ref('seen.id')} is null`);
  return sql`${hidden}`;
}

/** Narrows records of a noun to one source's. Read along the ids, in which those of a publisher stand together: by the index of sources, each page would sort them all. */
export function ofSource(file: PackageFile, { id, publisherCode }: Pick<SourceType, 'id' | 'publisherCode'>): (query: Query) => Query {
  const [column, source] = [sql.ref(`${file.table}.id`), sql.ref(`${file.table}.source_id`)];
  return (query) => {
    const own = query.where(sql<boolean>`${source} || '' = ${id}`);
    // "0" is the sign after "/".
    return isGlobalCode(file.name) ? own : own.where(sql<boolean>`${column} >= ${`${publisherCode}/`} and ${column} < ${`${publisherCode}0`}`);
  };
}
