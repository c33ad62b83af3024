import { sql, type Selectable } from 'kysely';
import { parsePartialDate } from '../../catalogue/period.ts';
import { HubError } from '../../errors.ts';
import type { HubRows, RequestContext } from '../context.ts';
import { heldLoaderOf } from '../heldReadings.ts';
import { inList } from '../../db/inList.ts';
import { isLinkedTo } from './conditions.ts';
import { findLinked } from './related.ts';

export type AuthorityRow = Selectable<HubRows['authority']>;

/** Whose plans are compared, and over which days. */
export interface Scope {
  /** Authorities asked about that existed on at least one of the days, sorted by name. */
  authorities: AuthorityRow[];
  /** Authorities asked about by name that existed on none of the days, and why, in a sentence. */
  notThen: { authority: AuthorityRow; statement: string }[];
  from: string;
  to: string;
  /** How the days were chosen, in a sentence. */
  explanation: string;
}

export interface ScopeRequest {
  region?: string;
  authorities?: string[];
  asAt?: string;
  period?: { from: string; to: string };
}

/**
 * The authorities and days a comparison is about. Asked without a date, the hub takes the latest date, not after today,
 * on which most plans of these authorities were in force, and says so.
 */
export function resolveScope(context: RequestContext, { region, authorities, asAt, period }: ScopeRequest): Promise<Scope> {
  const name = JSON.stringify({ region, authorities, asAt, period });
  return heldLoaderOf(context, 'scopes', (reading, requests) => Promise.all(requests.map((asked) => findScope(reading, JSON.parse(asked) as ScopeRequest).catch(asAnswer)))).load(name);
}

/** What is wrong with one of several questions asked together is said to that one alone. */
function asAnswer(error: Error): Error {
  return error;
}

async function findScope(context: RequestContext, request: ScopeRequest): Promise<Scope> {
  if (request.asAt && request.period) throw new HubError('BAD_ARGUMENT', 'Both asAt and period were given. Give one: asAt for a day, period for all plans in force at any time between two days.');
  if (request.period && request.period.from > request.period.to) throw new HubError('BAD_ARGUMENT', `period.from (${request.period.from}) is after period.to (${request.period.to}).`);
  const all = await findAuthorities(context, request);
  const days = request.period
    ? { ...request.period, explanation: `Plans in force at any time from ${request.period.from} to ${request.period.to}, as asked.` }
    : request.asAt
      ? { from: request.asAt, to: request.asAt, explanation: `Plans in force on ${request.asAt}, as asked.` }
      : await dateOfMostPlans(context, all.map((authority) => authority.id));
  const existing = all.filter((authority) => existsDuring(authority, days.from, days.to));
  const nobody = existing.length === 0 && all.length > 0 ? ' None of the authorities asked about existed then, by the days on which the hub knows that they began or ended.' : '';
  return { ...days, explanation: days.explanation + nobody, authorities: existing, notThen: request.authorities ? await explainAbsence(context, all.filter((authority) => !existing.includes(authority)), days) : [] };
}

/** A region's answer is about the authorities it had; one asked about by name is never left out in silence. */
async function explainAbsence(context: RequestContext, absent: AuthorityRow[], days: { from: string; to: string }): Promise<Scope['notThen']> {
  return Promise.all(
    absent.map(async (authority) => {
      if (authority.validFrom && parsePartialDate(authority.validFrom)!.from > days.to) return { authority, statement: `${authority.name} did not exist yet: it began on ${authority.validFrom}.` };
      const successors = await findLinked<AuthorityRow>(context, { table: 'authority', through: 'authority_successor', from: 'owner' }, authority.id);
      const names = successors.map((successor) => `${successor.name} (${successor.code})`).join(' and ');
      return { authority, statement: `${authority.name} existed no longer: it ended on ${authority.validTo}${names && ` and was succeeded by ${names}`}.` };
    }),
  );
}

/**
 * Codes of the authorities a filter asks about, old and new, or UNKNOWN_REGION or UNKNOWN_AUTHORITY; undefined when it asks about none.
 * Looked up once, however many lists carry the same filter.
 */
export function authoritiesAskedAbout(context: RequestContext, { region, authorities }: Pick<ScopeRequest, 'region' | 'authorities'>): Promise<string[]> | undefined {
  if (region === undefined && authorities === undefined) return undefined;
  const request = JSON.stringify({ region, authorities });
  const loader = heldLoaderOf(context, 'authoritiesAskedAbout', (reading, requests) => Promise.all(requests.map((asked) => findAuthorities(reading, JSON.parse(asked) as ScopeRequest).catch(asAnswer))));
  return loader.load(request).then((found) => found.map((authority) => authority.id));
}

async function findAuthorities(context: RequestContext, { region, authorities }: ScopeRequest): Promise<AuthorityRow[]> {
  if (region !== undefined) await checkRegion(context, region);
  let query = context.db.selectFrom('authority').selectAll().orderBy('name').orderBy('id');
  // A district council has no children's-services duties, so it has no plan of its own to compare; it may still be asked for by name.
  if (authorities === undefined) query = query.where('kind', '<>', 'district');
  else query = query.where(sql<boolean>`authority.id in ${inList(authorities)}`);
  if (region !== undefined) query = query.where('regionCode', '=', region);
  const rows = (await query.execute()) as AuthorityRow[];
  const known = new Set(rows.map((row) => row.id));
  const unknown = authorities?.filter((code) => !known.has(code)) ?? [];
  if (unknown.length > 0) {
    throw new HubError('UNKNOWN_AUTHORITY', `No authority${region ? ` of region ${region}` : ''} has the code ${unknown.slice(0, 5).map((code) => `"${code.slice(0, 40)}"`).join(', ')}. Codes are GSS codes, for example E06000016 for Leicester; /feeds/coverage.csv has those of a region in the column authority_code, and "authorities" in GraphQL has all.`);
  }
  return rows;
}

async function checkRegion(context: RequestContext, code: string): Promise<void> {
  const regions = await context.db.selectFrom('region').select(['id', 'name']).orderBy('name').execute();
  if (regions.some((region) => region.id === code)) return;
  throw new HubError('UNKNOWN_REGION', `No region has the code "${code.slice(0, 40)}". Known: ${regions.map((region) => `${region.id} ${region.name}`).join(', ') || 'none yet'}.`);
}

function existsDuring(authority: AuthorityRow, from: string, to: string): boolean {
  const first = authority.validFrom ? parsePartialDate(authority.validFrom)?.from : undefined;
  const last = authority.validTo ? parsePartialDate(authority.validTo)?.to : undefined;
  return (first === undefined || first <= to) && (last === undefined || last >= from);
}

async function dateOfMostPlans(context: RequestContext, authorityCodes: string[]): Promise<{ from: string; to: string; explanation: string }> {
  const plans = await context.db.selectFrom('plan').select(['inForceFrom', 'inForceTo']).where(isLinkedTo('plan.id', 'plan_authority', authorityCodes)).execute();
  const spans = plans.flatMap((plan) => (plan.inForceFrom && plan.inForceTo ? [{ from: plan.inForceFrom, to: plan.inForceTo }] : []));
  const best = latestBusiestDay(spans, context.today);
  if (!best) return { from: context.today, to: context.today, explanation: `Today, ${context.today}: the hub knows no plan of these authorities.` };
  return { from: best.day, to: best.day, explanation: `${best.day}, the latest date not after today on which most of these authorities' plans were in force (${best.count} of the ${spans.length} whose dates the hub knows).` };
}

/** The latest day, not after `today`, that lies in most of the spans. */
export function latestBusiestDay(spans: readonly { from: string; to: string }[], today: string): { day: string; count: number } | null {
  const begun = spans.filter((span) => span.from <= today);
  const candidates = new Set(begun.map((span) => (span.to < today ? span.to : today)));
  let best: { day: string; count: number } | null = null;
  for (const day of [...candidates].sort()) {
    const count = begun.filter((span) => span.from <= day && span.to >= day).length;
    if (best === null || count >= best.count) best = { day, count };
  }
  return best;
}
