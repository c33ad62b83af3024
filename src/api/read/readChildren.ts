import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { addDays, parsePartialDate } from '../../catalogue/period.ts';
import { agesInWords, agesOf, hasAgesOfTheme, type AgedStatement } from '../../overlap/agesOf.ts';
import { areAdults } from '../../overlap/engine/readAges.ts';
import { isGroupTheme } from '../../overlap/groupThemes.ts';
import { inherentAges } from '../../overlap/inherentAges.ts';
import { areChildrenInGeneral, isEverybody } from '../../overlap/isEverybody.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { isOneOf } from './conditions.ts';
import { populationOf } from './populationOf.ts';
import type { ScopedOverlap } from './readOverlaps.ts';
import { findOne } from './related.ts';
import type { AuthorityRow } from './timeScope.ts';

/** How many children live in one authority that shares an overlap, or why that is not known. */
export type ChildrenOfAuthority = CountedChildren | UncountedChildren;

export interface CountedChildren {
  authority: AuthorityRow;
  children: number;
  ages: string;
  /** Whether these are, of one statement at least, the ages of its theme. */
  hasAgesOfTheme: boolean;
  period: string;
  source: string;
}

export interface UncountedChildren {
  authority: AuthorityRow;
  why: 'no-count' | 'of-a-group' | 'of-adults' | 'counted-elsewhere';
  reason: string;
  /** Those of which there is no count. */
  ages?: string;
}

/** For each authority that shares an overlap, how many children of the ages its statements are for live there. Statements of many overlaps are read at once. */
export async function childrenByAuthority(context: RequestContext, overlap: ScopedOverlap): Promise<ChildrenOfAuthority[]> {
  const statements = await loaderOf(context, 'ages of members', () => new DataLoader((overlaps: readonly ScopedOverlap[]) => readAges(context, overlaps))).load(overlap);
  const sharing = overlap.scope.authorities.filter(({ id }) => overlap.sharing.includes(id));
  return Promise.all(sharing.map((authority) => childrenOf(context, { overlap, authority, statements })));
}

interface MemberStatement extends AgedStatement {
  group: string | null;
}

async function readAges(context: RequestContext, overlaps: readonly ScopedOverlap[]): Promise<Map<string, MemberStatement>[]> {
  const rows = await context.db
    .selectFrom('overlap_member as member')
    .innerJoin('overlap', 'overlap.id', 'member.overlapId')
    .innerJoin('priority', 'priority.id', 'member.priorityId')
    .innerJoin('priority_reading as reading', 'reading.priorityId', 'priority.id')
    .select(['member.overlapId', 'member.priorityId', 'priority.ageFrom', 'priority.ageTo', 'reading.ageFrom as readFrom', 'reading.ageTo as readTo', 'reading.targetGroup as readGroup', 'priority.targetGroup as statedGroup'])
    .select([sql<string>`coalesce(member.theme_code, overlap.theme_code)`.as('themeCode'), sql<string>`(select lower(label) from theme where theme.id = coalesce(member.theme_code, overlap.theme_code))`.as('themeTitle')])
    .where(isOneOf('member.overlapId', [...new Set(overlaps.map(({ id }) => id))]))
    .execute();
  const byOverlap = Map.groupBy(rows, (row) => row.overlapId);
  return overlaps.map(({ id }) => new Map((byOverlap.get(id) ?? []).map((row) => [row.priorityId, toMemberStatement(row)])));
}

type AgesRow = Pick<MemberStatement, 'themeCode'> & { themeTitle: string } & Record<'readGroup' | 'statedGroup', string | null> & Record<'ageFrom' | 'ageTo' | 'readFrom' | 'readTo', number | null>;

/** What its publisher gives in part, its words may complete. Whoever names a group that a theme is about anyway may speak of all children: places in good schools, "so that parents have a choice". */
function toMemberStatement({ themeCode, themeTitle, readGroup, statedGroup, ageFrom, ageTo, readFrom, readTo }: AgesRow): MemberStatement {
  const [from, to] = [ageFrom ?? readFrom, ageTo ?? readTo];
  if (from !== null && to !== null && areAdults({ from, to })) return { themeCode, group: adults, from, to, read: null };
  const named = readGroup ?? (statedGroup === null || areChildrenInGeneral(statedGroup) ? null : statedGroup);
  const all = named !== null && isEverybody(named, themeCode) ? null : named;
  // What is stated of a theme that is a group, such as children looked after, is about them whether or not it names them; young offenders are told by their ages.
  const group = all ?? (isGroupTheme(themeCode) && inherentAges(themeCode) === null ? themeTitle : null);
  if (ageFrom !== null || ageTo !== null) return { themeCode, group, from, to, read: null };
  return { themeCode, group, from: null, to: null, read: readFrom === null || readTo === null ? null : { from: readFrom, to: readTo } };
}

/** Of whom an overlap counts none: it is about children. */
const adults = 'adults';

interface Sharing {
  overlap: ScopedOverlap;
  authority: AuthorityRow;
  statements: ReadonlyMap<string, MemberStatement>;
}

async function childrenOf(context: RequestContext, { overlap, authority, statements }: Sharing): Promise<ChildrenOfAuthority> {
  const day = lastDayOf(context, overlap);
  const { name } = authority;
  const reason = countedElsewhere(authority, day);
  if (reason !== null) return { authority, why: 'counted-elsewhere', reason };
  const own = overlap.adopted.filter((row) => row.authorityCode === authority.id).flatMap((row) => statements.get(row.priorityId) ?? []);
  const ofAll = own.filter(({ group }) => group === null);
  if (ofAll.length === 0 && own.every(({ group }) => group === adults)) return { authority, why: 'of-adults', reason: `What ${name} states is about adults alone.` };
  if (ofAll.length === 0) return { authority, why: 'of-a-group', reason: `What ${name} states is about ${[...new Set(own.map(({ group }) => group))].join(' and ')}, whom no population counts.` };
  const isOfTheme = ofAll.some(hasAgesOfTheme);
  const ways = agesOf(ofAll);
  for (const spans of ways) {
    const counts = await Promise.all(spans.map((ages) => populationOf(context, authority.id, ages, { from: day, to: day })));
    const known = counts.filter((count) => count !== null);
    if (known.length < counts.length) continue;
    const sources = await Promise.all([...new Set(known.map(({ sourceId }) => sourceId))].map((id) => sourceInWords(context, id)));
    return { authority, children: known.reduce((sum, { persons }) => sum + persons, 0), ages: agesInWords(spans), hasAgesOfTheme: isOfTheme, period: [...new Set(known.map(({ period }) => period))].join(' and '), source: sources.join('; ') };
  }
  const ages = `${[...new Set(ways.map(agesInWords))].join(' or ')}${isOfTheme ? ` (${agesOfThemeInWords})` : ''}`;
  return { authority, why: 'no-count', ages, reason: `The hub holds no count of the people of ${name} within five years of the day looked at that makes up just the ages ${ages}.` };
}

/** Said beside ages that a statement does not name itself. */
export const agesOfThemeInWords = 'where a statement names none, those that its theme is about';

/** The last day asked about that has come. */
export function lastDayOf({ today }: RequestContext, { scope }: ScopedOverlap): string {
  return scope.to < today ? scope.to : today;
}

/** The first day whose figures still tell of a day: as far back as a population may be counted. */
export function firstDayNear(day: string): string {
  return addDays(day, -5 * 365);
}

/** Why the children of an authority are counted with another's, null where they are its own. Whoever is asked about over years may have been divided or joined meanwhile, and would be counted with its successors. */
export function countedElsewhere(authority: AuthorityRow, day: string): string | null {
  if (endedBefore(authority, day)) return `${authority.name} ended on ${authority.validTo}: its children are counted with its successors, where those share it.`;
  return authority.kind === 'district' ? `${authority.name} is a district: its children are counted with those of its county.` : null;
}

function endedBefore({ validTo }: AuthorityRow, day: string): boolean {
  const last = validTo === null ? undefined : parsePartialDate(validTo)?.to;
  return last !== undefined && last < day;
}

async function sourceInWords(context: RequestContext, id: string): Promise<string> {
  const source = await findOne<{ title: string; publisherName: string }>(context, 'source', id);
  return source === null ? id : `${source.title} (${source.publisherName})`;
}
