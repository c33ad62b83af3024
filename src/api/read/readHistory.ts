import DataLoader from 'dataloader';
import { parsePartialDate } from '../../catalogue/period.ts';
import { isNotYetAdopted } from '../../catalogue/planStatus.ts';
import { historyOf, type History, type Succession } from '../../overlap/historyOf.ts';
import type { Successors } from '../../overlap/successors.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { readDocuments, readOverlaps, type PlanOfAuthority, type ScopedOverlap } from './readOverlaps.ts';
import { readSuccessors } from './readSuccessors.ts';
import { findLinked } from './related.ts';
import { resolveScope, type AuthorityRow } from './timeScope.ts';

export interface OverlapHistoryRow extends History {
  authorities: ReadonlyMap<string, AuthorityRow>;
}

/** How an overlap grew or faded among its authorities and those they succeeded. For all overlaps of the same authorities asked at once the plans of all time are read once. */
export async function historyOfOverlap(context: RequestContext, { scope, id, themeCode }: ScopedOverlap): Promise<OverlapHistoryRow> {
  const codes = scope.authorities.map(({ id }) => id);
  return loaderOf(context, `history ${codes.join(' ')}`, () => new DataLoader((keys: readonly string[]) => readHistories(context, codes, keys))).load(`${themeCode}\n${id}`);
}

async function readHistories(context: RequestContext, codes: readonly string[], keys: readonly string[]): Promise<OverlapHistoryRow[]> {
  const asked = keys.map((key) => key.split('\n') as [themeCode: string, id: string]);
  const scope = await resolveScope(context, { authorities: [...codes, ...predecessorsOf(codes, await readSuccessors(context))], period: { from: '0001-01-01', to: '9999-12-31' } });
  const overlaps = await readOverlaps(context, scope, { themes: [...new Set(asked.map(([themeCode]) => themeCode))] });
  const documented = overlaps[0]?.documented ?? (await readDocuments(context, scope));
  const plans = [...documented.plans.values()].flat().filter(({ status }) => !isNotYetAdopted(status));
  const authorities = new Map(scope.authorities.map((authority) => [authority.id, authority]));
  const [stating, beside] = [new Map(overlaps.map(({ id, adopted }) => [id, planIdsOf(adopted)])), new Map(overlaps.map(({ id, context: unadopted }) => [id, planIdsOf(unadopted)]))];
  // A plan dated by its year begins no earlier than the authority does whose it is.
  const dated = plans.map((plan) => ({ ...plan, inForceFrom: later(plan.inForceFrom, firstDayOf(authorities.get(plan.authorityCode)?.validFrom)) })).filter(({ inForceFrom, inForceTo }) => inForceFrom <= inForceTo);
  const succeeded = await successionsOf(context, [...authorities.values()]);
  return asked.map(([, id]) => ({ ...historyOf(dated.map((plan) => heldFor(plan, beside.get(id))), stating.get(id) ?? new Set(), context.today, { succeeded }), authorities }));
}

function planIdsOf(rows: readonly { planId: string }[]): Set<string> {
  return new Set(rows.map((row) => row.planId));
}

/** What a plan states without its authority being known to have adopted it speaks against absence: of this overlap the plan says no more than one held in part. */
function heldFor(plan: PlanOfAuthority, beside: ReadonlySet<string> | undefined): PlanOfAuthority {
  return beside?.has(plan.id) ? { ...plan, coverage: 'partial' } : plan;
}

function firstDayOf(stated: string | null | undefined): string {
  return (stated && parsePartialDate(stated)?.from) || '0001-01-01';
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/** Authorities that had ended by today, with those that took their place. */
async function successionsOf(context: RequestContext, authorities: readonly AuthorityRow[]): Promise<Map<string, Succession>> {
  const ended = authorities.filter(({ validTo }) => validTo !== null && (parsePartialDate(validTo)?.to ?? '9999') < context.today);
  return new Map(await Promise.all(ended.map(async ({ id, name }) => {
    const successors = await findLinked<AuthorityRow>(context, { table: 'authority', through: 'authority_successor', from: 'owner' }, id);
    return [id, { name, successors: successors.map((one) => ({ code: one.id, name: one.name })) }] as const;
  })));
}

/** Authorities whose place one of these took, and those before them. */
function predecessorsOf(codes: readonly string[], successors: Successors): string[] {
  return [...successors].filter(([code, after]) => !codes.includes(code) && codes.some((one) => after.has(one))).map(([code]) => code);
}
