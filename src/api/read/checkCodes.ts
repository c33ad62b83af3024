import { HubError, type ErrorCode } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { findPlace } from './places.ts';
import { findOne } from './related.ts';

interface Refusal {
  what: string;
  /** What the refusal is called, where the kind has a code of its own. */
  code?: ErrorCode;
  /** What it is known by. */
  by: 'code' | 'id';
  hint: string;
  find: (context: RequestContext, code: string) => Promise<unknown>;
}

function byId(what: string, table: string, list: string, code?: ErrorCode): Refusal {
  return { what, ...(code && { code }), by: 'id', hint: `"${list}" lists the ids.`, find: (context, id) => findOne(context, table, id) };
}

const refusals = {
  indicator: { what: 'indicator', by: 'code', hint: 'Codes are written as published, for example "NI 117" with its space; "indicators" lists them.', find: (context, code) => findOne(context, 'indicator', code) },
  region: { what: 'region', code: 'UNKNOWN_REGION', by: 'code', hint: 'Codes are GSS codes, for example E12000004 for the East Midlands; "regions" lists them.', find: (context, code) => findOne(context, 'region', code) },
  place: { what: 'region, authority or area', by: 'code', hint: 'Codes are GSS codes, for example E06000016 for Leicester; "regions", "authorities" and "areas" list them.', find: findPlace },
  plan: byId('plan', 'plan', 'plans'),
  priority: byId('priority', 'priority', 'priorities', 'UNKNOWN_PRIORITY'),
  action: byId('action', 'action', 'actions'),
  inspection: byId('inspection', 'inspection', 'inspections'),
  group: byId('group', 'governance_group', 'groups'),
  service: byId('service', 'service', 'services', 'UNKNOWN_SERVICE'),
  source: byId('source', 'source', 'sources', 'UNKNOWN_SOURCE'),
} satisfies Record<string, Refusal>;

/** Refuses codes and ids that no record the viewer may see has, so that a misspelt one is never answered with "none". Undefined where there are none to check. */
export function checkCodes(context: RequestContext, kind: keyof typeof refusals, codes: readonly string[] | undefined): Promise<void> | undefined {
  return codes && checkEach(context, kind, codes);
}

async function checkEach(context: RequestContext, kind: keyof typeof refusals, codes: readonly string[]): Promise<void> {
  const { what, code = 'UNKNOWN_RECORD', by, hint, find } = refusals[kind] as Refusal;
  const found = await Promise.all(codes.map((each) => find(context, each)));
  const unknown = codes.filter((_, index) => found[index] === null);
  if (unknown.length === 0) return;
  throw new HubError(code, `No ${what} has the ${by} ${unknown.slice(0, 5).map((each) => `"${each.slice(0, 80)}"`).join(', ')}. ${hint}`);
}
