import DataLoader from 'dataloader';
import { defaultWeights, type Weights } from '../../commissioning/weighCase.ts';
import { HubError } from '../../errors.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { CommissioningWeights } from '../types/commissioningCase.ts';
import { OverlapOrder, OverlapReviewState, type OverlapFilter } from '../types/overlap.ts';
import { checkFilter, checkNumber } from './checkFilter.ts';
import { checkThemes } from './checkThemes.ts';
import { foldText } from './foldText.ts';
import { checkWeights } from './commissioning/checkWeights.ts';
import { caseOf } from './commissioning/readCases.ts';
import type { PageArgs } from './pageArgs.ts';
import { pageOf } from './pageOf.ts';
import { readDocuments, readOverlaps, type DocumentedAuthorities, type ScopedOverlap } from './readOverlaps.ts';
import type { Page } from './readPage.ts';
import { presentId } from './movedOverlaps.ts';
import { resolveScope, type Scope } from './timeScope.ts';

export interface OverlapPage extends Page<ScopedOverlap> {
  scope: Scope;
  documented: DocumentedAuthorities;
}

/** One page of the overlaps a filter leaves, with the authorities and days it is about. */
export async function listOverlaps(context: RequestContext, asked: OverlapFilter, page: PageArgs, orderBy: OverlapOrder, askedWeights?: CommissioningWeights): Promise<OverlapPage> {
  const filter = checkOverlapFilter(asked);
  const weights = askedWeights && checkWeights(askedWeights);
  const scope = await resolveScope(context, filter);
  await checkThemes(context, filter.themes);
  const found = (await readOverlaps(context, scope, filter)).filter((overlap) => isShared(overlap) && fits(overlap, filter));
  const overlaps = weights ? found.map((overlap) => ({ ...overlap, weights })) : found;
  const documented = overlaps[0]?.documented ?? (await readDocuments(context, scope));
  if (orderBy === OverlapOrder.COMMISSIONING_CASE) return { ...(await pageByCase(context, overlaps, page, weights)), scope, documented };
  return { ...pageOf(overlaps, page, `overlaps by ${orderBy}`, sortKey(orderBy)), scope, documented };
}

/** A page of the overlaps with the strongest case first, after them those of which too little is known to compare; of two alike, the one of which more is known, then the stronger overlap. */
async function pageByCase(context: RequestContext, overlaps: readonly ScopedOverlap[], page: PageArgs, weights?: Weights): Promise<Page<ScopedOverlap>> {
  const cases = new Map(await Promise.all(overlaps.map(async (overlap) => [overlap.id, await caseOf(context, overlap)] as const)));
  return pageOf(overlaps, page, `overlaps by case, ${JSON.stringify(weights ?? defaultWeights)}`, (overlap) => {
    const { score, knownWeight, isComparable } = cases.get(overlap.id)!;
    return [isComparable ? 0 : 1, -(score ?? -1), -knownWeight, -overlap.strength, overlap.id];
  });
}

/** One overlap as it looks for the authorities and days of a filter, whatever was decided of it. One that went into another is found as that. */
export async function findOverlap(context: RequestContext, id: string, asked: OverlapFilter): Promise<ScopedOverlap | null> {
  const filter = checkOverlapFilter(asked);
  const scope = await resolveScope(context, filter);
  return findAmong(context, (await readOverlaps(context, scope, filter)).filter(isShared), id);
}

/** Among all authorities, and over all time. */
const overAllTime: OverlapFilter = { period: { from: '0001-01-01', to: '9999-12-31' }, minAuthorities: 2 };

/** One overlap among all authorities and over all time, or null when no two share it. Asked for many, the overlaps are read once. */
export async function findOverlapEver(context: RequestContext, id: string): Promise<ScopedOverlap | null> {
  const loader = loaderOf(context, 'overlaps over all time', () => new DataLoader((ids: readonly string[]) => readByIds(context, ids)));
  return loader.load(id);
}

async function readByIds(context: RequestContext, ids: readonly string[]): Promise<(ScopedOverlap | null)[]> {
  const overlaps = await readOverlaps(context, await resolveScope(context, overAllTime));
  const shared = overlaps.filter(isShared);
  return Promise.all(ids.map((id) => findAmong(context, shared, id)));
}

async function findAmong(context: RequestContext, overlaps: readonly ScopedOverlap[], id: string): Promise<ScopedOverlap | null> {
  const found = overlaps.find((overlap) => overlap.id === id);
  if (found) return found;
  const present = await presentId(context, id);
  return overlaps.find((overlap) => overlap.id === present) ?? null;
}

/** The overlaps that a priority is a member of. Asked of many priorities, the overlaps are read once. */
export async function overlapsOfPriority(context: RequestContext, priorityId: string): Promise<ScopedOverlap[]> {
  return loaderOf(context, 'overlaps of priorities', () => new DataLoader((ids: readonly string[]) => readForPriorities(context, ids))).load(priorityId);
}

async function readForPriorities(context: RequestContext, ids: readonly string[]): Promise<ScopedOverlap[][]> {
  const overlaps = (await readOverlaps(context, await resolveScope(context, overAllTime))).filter(isShared);
  const members = overlaps.map((overlap) => ({ overlap, ids: new Set([...overlap.adopted, ...overlap.context].map((row) => row.priorityId)) }));
  return ids.map((id) => members.filter((entry) => entry.ids.has(id)).map(({ overlap }) => overlap));
}

/** The overlaps of a theme, and those into which reviewers merged them, over all time. Asked of many themes, the overlaps are read once. */
export async function overlapsOfTheme(context: RequestContext, themeCode: string): Promise<ScopedOverlap[]> {
  return loaderOf(context, 'overlaps of themes', () => new DataLoader((codes: readonly string[]) => readForThemes(context, codes))).load(themeCode);
}

async function readForThemes(context: RequestContext, codes: readonly string[]): Promise<ScopedOverlap[][]> {
  const shared = (await readOverlaps(context, await resolveScope(context, overAllTime))).filter(isShared);
  return codes.map((code) => shared.filter((overlap) => overlap.themeCodes.includes(code)));
}

function checkOverlapFilter(filter: OverlapFilter): OverlapFilter {
  const { minAuthorities } = filter;
  if (minAuthorities !== undefined && minAuthorities < 1) throw new HubError('BAD_ARGUMENT', `minAuthorities is ${minAuthorities}. Allowed: 1 or more; no overlap has fewer than two.`);
  checkNumber('minStrength', filter.minStrength, { least: 0, most: 1 });
  checkNumber('minConfidence', filter.minConfidence, { least: 0, most: 1 });
  return checkFilter(filter);
}

/** A joint plan never makes an overlap with itself: at least two parties must meet in it. */
function isShared(overlap: ScopedOverlap): boolean {
  return overlap.parties > 1;
}

function fits(overlap: ScopedOverlap, filter: OverlapFilter): boolean {
  const text = filter.text === undefined ? undefined : foldText(filter.text);
  return (
    overlap.sharedBy >= (filter.minAuthorities ?? 2) &&
    overlap.strength >= (filter.minStrength ?? 0) &&
    (filter.contiguous === undefined || overlap.isContiguous === filter.contiguous) &&
    (!filter.concurrentOnly || overlap.isConcurrent) &&
    (filter.review ?? listedUnlessAsked).includes(reviewStateOf(overlap)) &&
    (text === undefined || [overlap, ...overlap.adopted].some(({ title }) => foldText(title).includes(text)))
  );
}

/** What a reviewer rejected is no overlap to act on. */
const listedUnlessAsked: readonly OverlapReviewState[] = [OverlapReviewState.PROPOSED, OverlapReviewState.CONFIRMED];

/** Overlaps but for those that a reviewer rejected, unless these are asked for, too. */
export function unlessRejected(overlaps: ScopedOverlap[], rejected = false): ScopedOverlap[] {
  return rejected ? overlaps : overlaps.filter((overlap) => reviewStateOf(overlap) !== OverlapReviewState.REJECTED);
}

export function reviewStateOf({ review }: Pick<ScopedOverlap, 'review'>): OverlapReviewState {
  return (review ?? OverlapReviewState.PROPOSED) as OverlapReviewState;
}

function sortKey(orderBy: Exclude<OverlapOrder, OverlapOrder.COMMISSIONING_CASE>): (overlap: ScopedOverlap) => (string | number)[] {
  switch (orderBy) {
    case OverlapOrder.STRENGTH:
      return (overlap) => [-overlap.strength, overlap.id];
    case OverlapOrder.AUTHORITIES:
      return (overlap) => [-overlap.sharedBy, -overlap.strength, overlap.id];
    case OverlapOrder.TITLE:
      return (overlap) => [overlap.title, overlap.id];
  }
}
