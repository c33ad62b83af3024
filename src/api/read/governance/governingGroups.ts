import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { GroupType } from '../../../catalogue/group.ts';
import { groupsAbove } from '../../../performance/governance/tree.ts';
import { loaderOf, type RequestContext } from '../../context.ts';
import { isOneOf } from '../conditions.ts';

/** A group with the authorities it works for. */
export type GoverningGroup = GroupType & { authorityCodes: string[] };

/** The groups of some authorities and all above them, those not in being among them. Two statements. */
export async function readGroupsOf(context: RequestContext, authorities: readonly string[]): Promise<GoverningGroup[]> {
  const { db } = context;
  const rows = await db
    .withRecursive('above(id)', (query) =>
      query
        .selectFrom('group_authority')
        .select('group_authority.ownerId as id')
        .where(isOneOf('group_authority.targetId', authorities))
        // Not "union all": groups that report to one another would go round for ever.
        .union((again) => again.selectFrom('governance_group').innerJoin('above', 'above.id', 'governance_group.id').select(sql<string>`governance_group.reports_to_id`.as('id')).where('governance_group.reportsToId', 'is not', null)),
    )
    .selectFrom('governance_group')
    .selectAll('governance_group')
    .where('governance_group.id', 'in', (query) => query.selectFrom('above').select('above.id'))
    .orderBy('governance_group.name')
    .orderBy('governance_group.id')
    .execute();
  return withAuthorities(context, rows as unknown as GroupType[]);
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

/** The groups above one, the nearest first. One statement for all asked at once. */
export function findGroupsAbove(context: RequestContext, group: GroupType): Promise<GroupType[]> {
  return loaderOf(context, 'groups above', () => new DataLoader((groups: readonly GroupType[]) => readAbove(context, groups))).load(group);
}

async function readAbove({ db }: RequestContext, groups: readonly GroupType[]): Promise<GroupType[][]> {
  const rows = await db
    .withRecursive('above(id)', (query) =>
      query
        .selectFrom('governance_group')
        .select('governance_group.id as id')
        .where(isOneOf('governance_group.id', groups.flatMap(({ reportsToId }) => reportsToId ?? [])))
        .union((again) => again.selectFrom('governance_group').innerJoin('above', 'above.id', 'governance_group.id').select(sql<string>`governance_group.reports_to_id`.as('id')).where('governance_group.reportsToId', 'is not', null)),
    )
    .selectFrom('governance_group')
    .selectAll('governance_group')
    .where('governance_group.id', 'in', (query) => query.selectFrom('above').select('above.id'))
    .execute();
  const byId = new Map((rows as unknown as GroupType[]).map((group) => [group.id, group]));
  return groups.map((group) => groupsAbove(group, byId));
}
