import DataLoader from 'dataloader';
import { addDays } from '../../../catalogue/period.ts';
import type { ResponsibilityType } from '../../../catalogue/responsibility.ts';
import type { TargetType } from '../../../catalogue/target.ts';
import type { Attainment } from '../../../performance/attainment.ts';
import { exceptionsOf, type FoundException } from '../../../performance/exceptions/exceptionsOf.ts';
import { isInBeing } from '../../../performance/governance/inBeing.ts';
import { whoLeads, type Lead } from '../../../performance/governance/whoLeads.ts';
import { HubError } from '../../../errors.ts';
import { loaderOf, type RequestContext } from '../../context.ts';
import type { ExceptionArgs } from '../../types/exception.ts';
import { allInOrder } from '../allInOrder.ts';
import { checkCodes } from '../checkCodes.ts';
import { isOneOf } from '../conditions.ts';
import { pageOf } from '../pageOf.ts';
import { findAttainment } from '../readAttainment.ts';
import type { Page } from '../readPage.ts';
import { authoritiesAskedAbout, type AuthorityRow } from '../timeScope.ts';
import { authoritiesUnder, readGroupsOf, type GoverningGroup } from './governingGroups.ts';
import { readStandingTargets, type StandingTarget } from './standingTargets.ts';

export interface ExceptionRow extends FoundException<GoverningGroup> {
  target: TargetType;
  authority: AuthorityRow;
  attainment: Attainment;
  lead: Lead<GoverningGroup>;
  /** Its place among the rules. */
  position: number;
}

interface Judged extends StandingTarget {
  attainment: Attainment;
}

/** What is reported by exception of some authorities' targets on a day, and of how many targets that can be said. */
export interface Exceptions {
  all: ExceptionRow[];
  asAt: string;
  held: Judged[];
  leftOut: StandingTarget[];
}

export type ExceptionPage = Page<ExceptionRow> & Pick<Exceptions, 'asAt' | 'held' | 'leftOut'>;

/** One page of exceptions, in the order of the rules. Some twelve statements, whatever the number of targets and authorities. */
export async function listExceptions(context: RequestContext, { authority, region, group, asAt = context.today, ...page }: ExceptionArgs): Promise<ExceptionPage> {
  if (authority === undefined && region === undefined && group === undefined) throw new HubError('BAD_ARGUMENT', 'None of authority, region and group is given. Give at least one: exceptions are those of an authority, of the authorities of a region, or those that go to a group.');
  const [asked] = await allInOrder([authoritiesAskedAbout(context, { ...(region !== undefined && { region }), ...(authority !== undefined && { authorities: [authority] }) }), checkCodes(context, 'group', group === undefined ? undefined : [group])]);
  const found = await exceptionsOn(context, asked ?? (await authoritiesUnder(context, [group!])), asAt);
  const rows = group === undefined ? found.all : found.all.filter(({ goesTo }) => goesTo.some(({ id }) => id === group));
  return { ...found, ...pageOf(rows, page, `exceptions ${asAt}`, ({ position, target }) => [position, target.indicatorCode, target.id]) };
}

/** The exceptions of some authorities on a day, worked out once in a request. */
export function exceptionsOn(context: RequestContext, authorities: readonly string[], day: string): Promise<Exceptions> {
  const loader = loaderOf(context, 'exceptions', () => new DataLoader<string, Exceptions>((asked) => Promise.all(asked.map((one) => readExceptions(context, ...(JSON.parse(one) as [string[], string]))))));
  return loader.load(JSON.stringify([authorities.toSorted(), day]));
}

async function readExceptions(context: RequestContext, asked: string[], asAt: string): Promise<Exceptions> {
  const byCode = new Map((await readAuthorities(context, asked)).map((row) => [row.id, row]));
  const authorities = [...byCode.keys()];
  const all = await readStandingTargets(context, authorities, asAt);
  const holding = all.filter(({ standing }) => standing === 'running' || standing === 'lately-over');
  // On its last day a period still runs, and somebody should lead on its target: it is over the day after.
  const dayBefore = addDays(asAt, -1);
  const held = await Promise.all(holding.map(async (one) => ({ ...one, attainment: (await findAttainment(context, one.target, dayBefore)) as Attainment })));
  const leftOut = all.filter((one) => !holding.includes(one));
  const { groups, responsibilities } = await readGoverning(context, authorities, asAt);
  const { rules } = context.exceptionRules;
  const exceptions = held.flatMap(({ target, standing, attainment, authorityCode }) => {
    const lead = whoLeads(target, authorityCode, groups, responsibilities);
    const authority = byCode.get(authorityCode)!;
    const judged = { id: target.id, kind: target.kind, standing, attainment, lead };
    return exceptionsOf(judged, rules, { authority, day: asAt }, groups).map((found) => ({ ...found, target, authority, attainment, lead, position: rules.indexOf(found.rule) }));
  });
  return { all: exceptions, asAt, held, leftOut };
}

/** The groups in being on a day of some authorities and above them, and all that they answer for. Three statements. */
export async function readGoverning(context: RequestContext, authorities: readonly string[], day: string): Promise<{ groups: GoverningGroup[]; responsibilities: ResponsibilityType[]; notInBeing: GoverningGroup[] }> {
  const all = await readGroupsOf(context, authorities);
  const groups = all.filter((group) => isInBeing(group, day));
  return { groups, responsibilities: await readResponsibilitiesOf(context, groups.map(({ id }) => id)), notInBeing: all.filter((group) => !groups.includes(group)) };
}

export async function readResponsibilitiesOf({ db }: RequestContext, groupIds: readonly string[]): Promise<ResponsibilityType[]> {
  const rows = await db.selectFrom('responsibility').selectAll().where(isOneOf('responsibility.groupId', groupIds)).orderBy('groupId').orderBy('line').orderBy('id').execute();
  return rows as unknown as ResponsibilityType[];
}

async function readAuthorities({ db }: RequestContext, codes: readonly string[]): Promise<AuthorityRow[]> {
  return (await db.selectFrom('authority').selectAll().where(isOneOf('authority.id', codes)).execute()) as AuthorityRow[];
}
