import { sql } from 'kysely';
import type { AuthorityType } from '../../../catalogue/authority.ts';
import type { ServiceType } from '../../../catalogue/service.ts';
import type { ThemeType } from '../../../catalogue/theme.ts';
import { HubError } from '../../../errors.ts';
import { contractsTogether, type ContractsTogether } from '../../../performance/supply/contracts.ts';
import type { RequestContext } from '../../context.ts';
import type { ContractFilter, ContractsOfTheme, EndingContract, WithoutEnd } from '../../types/serviceMap.ts';
import { allInOrder } from '../allInOrder.ts';
import { checkThemes } from '../checkThemes.ts';
import { isService, isThere } from '../commissioning/readSupply.ts';
import { endsWithin, isOneOf } from '../conditions.ts';
import { findOne } from '../related.ts';
import { authoritiesAskedAbout } from '../timeScope.ts';

/** More contracts than this are not looked through by anybody. */
const mostContracts = 2_000;

interface ContractRow {
  serviceId: string;
  groupId: string;
  themeCode: string;
  authorityCode: string;
  contractEnd: string | null;
  noticeBy: string | null;
  extension: string | null;
}

/** Contracts that end within some days, theme by theme, those first in which most authorities meet. Seven statements at most, whatever their number. */
export async function readContracts(context: RequestContext, filter: ContractFilter): Promise<ContractsOfTheme[]> {
  const { ends, themes } = filter;
  if (filter.region === undefined && filter.authorities === undefined) throw new HubError('BAD_ARGUMENT', 'Neither region nor authorities is given. Give one: contracts are those of some authorities.');
  if (ends.from > ends.to) throw new HubError('BAD_ARGUMENT', `ends.from (${ends.from}) is after ends.to (${ends.to}).`);
  const [codes] = await allInOrder([authoritiesAskedAbout(context, filter), checkThemes(context, themes)]);
  const ending = await readRows(context, codes!, themes, ends);
  const byTheme = Map.groupBy(ending, ({ themeCode }) => themeCode);
  const without = await readWithoutEnd(context, codes!, [...byTheme.keys()]);
  const found = await Promise.all([...byTheme].map(([themeCode, rows]) => describeTheme(context, themeCode, rows, { ends, without: without.get(themeCode) ?? new Map<string, number>() })));
  return found.sort((a, b) => b.authorities.length - a.authorities.length || b.contracts.length - a.contracts.length || (a.theme.code < b.theme.code ? -1 : 1));
}

/** Services of authorities with their themes: of records that reviewers said are one service, the one that stands for it. */
function servicesOf({ db }: RequestContext, codes: readonly string[]) {
  return db
    .selectFrom('service')
    .innerJoin('service_theme', 'service_theme.ownerId', 'service.id')
    .innerJoin('service_authority', 'service_authority.ownerId', 'service.id')
    .leftJoin('service_group', 'service_group.serviceId', 'service.id')
    .where(isOneOf('service_authority.targetId', codes))
    .where(isService)
    .where(isThere('service.status'));
}

async function readRows(context: RequestContext, codes: readonly string[], themes: readonly string[] | undefined, ends: { from: string; to: string }): Promise<ContractRow[]> {
  let query = servicesOf(context, codes)
    .select(['service.id as serviceId', 'service_theme.targetId as themeCode', 'service_authority.targetId as authorityCode', 'service.contractEnd', 'service.noticeBy', 'service.extension'])
    .select(sql<string>`coalesce(service_group.group_id, service.id)`.as('groupId'))
    .where(endsWithin('service.contractEnd', ends))
    .orderBy('service.contractEnd')
    .orderBy(sql`coalesce(service_group.place, 0)`)
    .orderBy('service.id')
    .orderBy('service_authority.targetId');
  if (themes !== undefined) query = query.where(isOneOf('service_theme.targetId', themes));
  const rows = await query.limit(mostContracts + 1).execute();
  if (rows.length > mostContracts) throw new HubError('BAD_ARGUMENT', `More than ${mostContracts.toLocaleString('en-GB')} contracts of services, themes and authorities end between ${ends.from} and ${ends.to}. Name themes, fewer authorities, or fewer days.`);
  return rows;
}

/** Another record of the same service, as reviewers said, of any of these authorities, that states an end. */
function statesEndElsewhere({ db }: RequestContext, codes: readonly string[]) {
  return db
    .selectFrom('service_group as also')
    .innerJoin('service as other', 'other.id', 'also.serviceId')
    .innerJoin('service_authority as whose', 'whose.ownerId', 'other.id')
    .select('other.id')
    .where(sql<boolean>`also.group_id = service_group.group_id`)
    .where('other.contractEnd', 'is not', null)
    .where(isOneOf('whose.targetId', codes));
}

/** How many services of each theme and authority state no end of a contract. */
async function readWithoutEnd(context: RequestContext, codes: readonly string[], themes: readonly string[]): Promise<Map<string, Map<string, number>>> {
  const rows = await servicesOf(context, codes)
    .select(['service_theme.targetId as themeCode', 'service_authority.targetId as authorityCode'])
    .select(sql<number>`count(distinct coalesce(service_group.group_id, service.id))`.as('services'))
    .where(isOneOf('service_theme.targetId', themes))
    .where('service.contractEnd', 'is', null)
    .where(sql<boolean>`not exists ${statesEndElsewhere(context, codes)}`)
    .groupBy(['service_theme.targetId', 'service_authority.targetId'])
    .orderBy('service_authority.targetId')
    .execute();
  return new Map([...Map.groupBy(rows, ({ themeCode }) => themeCode)].map(([theme, own]) => [theme, new Map(own.map(({ authorityCode, services }) => [authorityCode, Number(services)]))]));
}

async function describeTheme(context: RequestContext, themeCode: string, rows: readonly ContractRow[], { ends, without }: { ends: { from: string; to: string }; without: ReadonlyMap<string, number> }): Promise<ContractsOfTheme> {
  const theme = (await findOne<ThemeType>(context, 'theme', themeCode))!;
  const services = [...Map.groupBy(rows, ({ groupId }) => groupId).values()].map((own) => ({ ...own[0]!, authorities: [...new Set(own.map(({ authorityCode }) => authorityCode))].sort() }));
  const contracts = await Promise.all(services.map(async ({ serviceId, contractEnd, noticeBy, extension, authorities }): Promise<EndingContract> => ({ service: (await findOne<ServiceType>(context, 'service', serviceId))!, authorities: await findAuthorities(context, authorities), end: contractEnd!, noticeBy, extension })));
  const together = contractsTogether(services.map(({ contractEnd, noticeBy, authorities }) => ({ end: contractEnd!, noticeBy, authorities })));
  const isOver = ends.to < context.today;
  const couldBeJoint = together.couldBeJoint && !isOver;
  const authorities = await findAuthorities(context, together.authorities);
  const withoutEnd = await Promise.all([...without].map(async ([code, count]): Promise<WithoutEnd> => ({ authority: (await findOne<AuthorityType>(context, 'authority', code))!, services: count })));
  return { theme, contracts, authorities, couldBeJoint, noticeBy: together.noticeBy, withoutEnd, explanation: inWords({ theme, contracts, authorities, together: { ...together, couldBeJoint }, ends, withoutEnd, today: context.today }) };
}

async function findAuthorities(context: RequestContext, codes: readonly string[]): Promise<AuthorityType[]> {
  return (await Promise.all(codes.map((code) => findOne<AuthorityType>(context, 'authority', code)))).filter((authority) => authority !== null);
}

function inWords({ theme, contracts, authorities, together, ends, withoutEnd, today }: { theme: ThemeType; contracts: readonly EndingContract[]; authorities: readonly AuthorityType[]; together: ContractsTogether; ends: { from: string; to: string }; withoutEnd: readonly WithoutEnd[]; today: string }): string {
  const names = authorities.map(({ name }) => name).join(', ');
  const said = `${contracts.length} ${contracts.length === 1 ? 'contract' : 'contracts'} for ${theme.label} of ${authorities.length} ${authorities.length === 1 ? 'authority' : 'authorities'} (${names}) ${contracts.length === 1 ? 'ends' : 'end'} between ${ends.from} and ${ends.to}.`;
  const notice = together.noticeBy === null ? `By when notice must be given is not stated of ${together.withoutNotice}.` : `Notice of ${contracts.length === 1 ? 'it' : 'all'} ${together.noticeBy < today ? 'could have been' : 'can be'} given until ${together.noticeBy}.`;
  const count = withoutEnd.reduce((sum, { services }) => sum + services, 0);
  const unknown = count === 0 ? '' : ` Of ${count} more ${count === 1 ? 'service' : 'services'} of the theme no end of a contract is stated.`;
  const joint = ends.to < today ? ' These days are over: it is too late to buy together.' : together.couldBeJoint ? ' They could buy together in time, if they buy the same.' : '';
  return `${said} ${notice}${unknown}${joint}`;
}
