import type { AuthorityType } from '../../catalogue/authority.ts';
import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import type { ComparatorGroupType } from '../types/comparatorGroup.ts';
import type { SeriesArgs } from '../types/series.ts';
import { findOne } from './related.ts';
import { authoritiesAskedAbout } from './timeScope.ts';

/** With whom a series is compared: a saved group, or authorities named one by one. */
export interface Comparator {
  name: string;
  authorities: AuthorityType[];
}

/** The groups that are saved, by name. */
export async function readComparatorGroups({ db }: RequestContext): Promise<ComparatorGroupType[]> {
  const rows = await db.selectFrom('comparator_group').selectAll().where('removedAt', 'is', null).orderBy('name').orderBy('id').execute();
  return rows as unknown as ComparatorGroupType[];
}

/** A group that is saved now. */
export async function findComparatorGroup(context: RequestContext, id: string): Promise<ComparatorGroupType> {
  const group = await findOne<ComparatorGroupType>(context, 'comparator_group', id);
  if (group && group.removedAt === null) return group;
  throw new HubError('UNKNOWN_RECORD', `No group is saved with the id "${id.slice(0, 80)}". "comparatorGroups" lists the ids.`);
}

/** The authorities of a group that the hub still has, by name. */
export async function authoritiesOf(context: RequestContext, codes: readonly string[]): Promise<AuthorityType[]> {
  const found = (await Promise.all(codes.map((code) => findOne<AuthorityType>(context, 'authority', code)))).filter((authority) => authority !== null);
  return found.sort((a, b) => (a.name === b.name ? (a.code < b.code ? -1 : 1) : a.name < b.name ? -1 : 1));
}

/** With whom a question wants its series compared, the place itself left out; null when with nobody. */
export async function comparatorOf(context: RequestContext, { area, group: id, comparedWith }: SeriesArgs): Promise<Comparator | null> {
  if (id !== undefined && comparedWith !== undefined) throw new HubError('BAD_ARGUMENT', 'Both group and comparedWith were given. Give a saved group, or name the authorities.');
  if (comparedWith !== undefined) await authoritiesAskedAbout(context, { authorities: comparedWith });
  if (id === undefined && comparedWith === undefined) return null;
  const group = id === undefined ? null : await findComparatorGroup(context, id);
  const codes = group === null ? comparedWith! : (JSON.parse(group.authorities) as string[]);
  return { name: group?.name ?? 'authorities named', authorities: await authoritiesOf(context, [...new Set(codes)].filter((code) => code !== area)) };
}
