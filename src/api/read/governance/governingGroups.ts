import DataLoader from 'dataloader';
import type { RawBuilder } from 'kysely';
import type { GroupType } from '../../../catalogue/group.ts';
import { groupsAbove } from '../../../performance/governance/tree.ts';
import { loaderOf, type RequestContext } from '../../context.ts';
import { isLinkedTo, isOneOf } from '../conditions.ts';

/** A group with the authorities it works for. */
export type GoverningGroup = GroupType & { authorityCodes: string[] };

/** The groups of which a condition holds and all above them, those not in being among them, by name. One statement. */
async function readUpwards({ db }: RequestContext, condition: RawBuilder<boolean>): Promise<GroupType[]> {
  const rows = await db
    .withRecursive('above(id, reportsToId)', (query) =>
      query
        .selectFrom('governance_group')
        .select(['governance_group.id', 'governance_group.reportsToId'])
        .where(condition)
        // Not "union all": groups that report to one another would go round for ever.
        .union((again) => again.selectFrom('governance_group').innerJoin('above', 'above.reportsToId', 'governance_group.id').select(['governance_group.id', 'governance_group.reportsToId'])),
    )
    .selectFrom('governance_group')
    .selectAll('governance_group')
    .where('governance_group.id', 'in', (query) => query.selectFrom('above').select('above.id'))
    .orderBy('governance_group.name')
    .orderBy('governance_group.id')
    .execute();
  return rows as unknown as GroupType[];
}

/** The groups of some authorities and all above them. Two statements. */
export async function readGroupsOf(context: RequestContext, authorities: readonly string[]): Promise<GoverningGroup[]> {
  return withAuthorities(context, await readUpwards(context, isLinkedTo('governance_group.id', 'group_authority', authorities)));
}

async function withAuthorities({ db }: RequestContext, groups: readonly GroupType[]): Promise<GoverningGroup[]> {
  const links = await db.selectFrom('group_authority').selectAll().where(isOneOf('group_authority.ownerId', groups.map(({ id }) => id))).orderBy('ownerId').orderBy('targetId').execute();
  const byGroup = Map.groupBy(links, ({ ownerId }) => ownerId);
  return groups.map((group) => ({ ...group, authorityCodes: (byGroup.get(group.id) ?? []).map(({ targetId }) => targetId) }));
}

/** Codes of the authorities of some groups and of all below them: whose targets may come before one of the groups. One statement. */
export async function authoritiesUnder({ db }: RequestContext, groupIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .withRecursive('below(id)', (query) =>
      query
        .selectFrom('governance_group')
        .select('governance_group.id as id')
        .where(isOneOf('governance_group.id', groupIds))
        .union((again) => again.selectFrom('governance_group').innerJoin('below', 'below.id', 'governance_group.reportsToId').select('governance_group.id as id')),
    )
    .selectFrom('group_authority')
    .innerJoin('below', 'below.id', 'group_authority.ownerId')
    .select('group_authority.targetId as code')
    .distinct()
    .orderBy('code')
    .execute();
  return rows.map(({ code }) => code);
}

/** More than any group has above it: of a chain without end, each would be asked for all the others. */
const mostAbove = 100;

/** The groups above one, the nearest first, at most a hundred. One statement for all asked at once. */
export function findGroupsAbove(context: RequestContext, group: GroupType): Promise<GroupType[]> {
  return loaderOf(context, 'groups above', () => new DataLoader((groups: readonly GroupType[]) => readAbove(context, groups))).load(group);
}

async function readAbove(context: RequestContext, groups: readonly GroupType[]): Promise<GroupType[][]> {
  const above = await readUpwards(context, isOneOf('governance_group.id', groups.flatMap(({ reportsToId }) => reportsToId ?? [])));
  const byId = new Map(above.map((group) => [group.id, group]));
  return groups.map((group) => groupsAbove(group, byId, mostAbove));
}
