import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { findPlace } from './places.ts';
import { findOne } from './related.ts';

interface Refusal {
  what: string;
  hint: string;
  find: (context: RequestContext, code: string) => Promise<unknown>;
}

const refusals = {
  indicator: { what: 'indicator', hint: 'Codes are written as published, for example "NI 117" with its space; "indicators" lists them.', find: (context, code) => findOne(context, 'indicator', code) },
  place: { what: 'region, authority or area', hint: 'Codes are GSS codes, for example E06000016 for Leicester; "regions", "authorities" and "areas" list them.', find: findPlace },
} satisfies Record<string, Refusal>;

/** Refuses codes that no record has, so that a misspelt one is never answered with "none". */
export async function checkCodes(context: RequestContext, kind: keyof typeof refusals, codes: readonly string[] | undefined): Promise<void> {
  if (codes === undefined) return;
  const { what, hint, find } = refusals[kind] as Refusal;
  const found = await Promise.all(codes.map((each) => find(context, each)));
  const unknown = codes.filter((_, index) => found[index] === null);
  if (unknown.length === 0) return;
  throw new HubError('BAD_ARGUMENT', `No ${what} has the code ${unknown.slice(0, 5).map((each) => `"${each.slice(0, 40)}"`).join(', ')}. ${hint}`);
}
