import { HubError } from '../../../errors.ts';
import { listed } from '../../../performance/provision/words.ts';
import type { RequestContext } from '../../context.ts';
import type { ProvisionFilter } from '../../types/provisionFilter.ts';
import { allInOrder } from '../allInOrder.ts';
import { checkCodes } from '../checkCodes.ts';
import { checkThemes } from '../checkThemes.ts';
import { askedOf, type Asked } from '../commissioning/Asked.ts';
import { resolveScope, type AuthorityRow } from '../timeScope.ts';

/** What a question about provision comes to. `codes` are those of all that are compared. */
export interface AskedProvision extends Asked {
  filter: ProvisionFilter;
  /** Those told of, and those they are compared with: all of the first are among the second. */
  told: AuthorityRow[];
  peers: AuthorityRow[];
  themes: string[];
  ages: { from: number; to: number };
  notes: string[];
}

const most = 50;
const childhood = { from: 0, to: 19 };

/** Reads the filter, or says what is wrong with it. */
export async function askProvision(context: RequestContext, filter: ProvisionFilter): Promise<AskedProvision> {
  checkShape(filter);
  const days = filter.period ? { period: filter.period } : { asAt: filter.asAt ?? context.today };
  const where = { ...(filter.region !== undefined && { region: filter.region }), ...(filter.authorities && { authorities: [...new Set(filter.authorities)].sort() }) };
  const [scope] = await allInOrder([resolveScope(context, { ...where, ...days }), checkThemes(context, filter.themes), checkCodes(context, 'indicator', filter.indicators)]);
  const region = filter.region ?? regionOf(scope.authorities);
  const others = filter.authorities && region !== null ? (await resolveScope(context, { region, ...days })).authorities : [];
  const peers = [...new Map([...scope.authorities, ...others].map((row) => [row.id, row])).values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  if (peers.length > most) throw new HubError('BAD_ARGUMENT', `This asks to compare ${peers.length} authorities. At most ${most} are compared at once: name fewer, or a region.`);
  const notes = [
    `${scope.authorities.length === 0 ? 'None of them existed then.' : `Compared with one another: ${listed(peers.map(({ name }) => name), most)}.`}`,
    ...scope.notThen.map(({ statement }) => statement),
  ];
  return { ...askedOf({ ...scope, authorities: peers }, context.today), filter, told: scope.authorities, peers, themes: await withNarrower(context, filter.themes), ages: filter.ages ?? childhood, notes };
}

function checkShape({ region, authorities, themes, ages, tier, tierModel, asAt, period, indicators, supplyMeasure, capacityUnit }: ProvisionFilter): void {
  const refuse = (words: string): never => {
    throw new HubError('BAD_ARGUMENT', words);
  };
  if (region === undefined && !authorities?.length) refuse('filter names neither a region nor an authority. Name a region, authorities, or both.');
  if (authorities && (authorities.length === 0 || authorities.length > most)) refuse(`filter.authorities names ${authorities.length}. Expected one to ${most}; leave it out for all of a region.`);
  if (asAt !== undefined && period) refuse('filter gives both asAt and period. Give one: asAt for a day, period for any time between two days.');
  if (themes.length === 0) refuse('filter.themes is empty. Name at least one theme; "themes" lists the codes.');
  if (ages && (ages.from > ages.to || ages.from < 0 || ages.to > 120)) refuse(`filter.ages runs from ${ages.from} to ${ages.to}. Expected two ages from 0 to 120, the youngest first.`);
  if ((tier === undefined) !== (tierModel === undefined)) refuse('filter gives one of tier and tierModel. Give both: a tier means nothing without its model, for example tier 3 of CAMHS.');
  if (indicators && (indicators.length === 0 || indicators.length > most)) refuse(`filter.indicators names ${indicators.length}. Expected one to ${most}; leave it out for those of the themes.`);
  if (capacityUnit !== undefined && supplyMeasure !== undefined && supplyMeasure !== 'capacity') refuse('filter.capacityUnit is the unit of CAPACITY, and supplyMeasure names another measure. Leave one of them out.');
}

/** The region in which all of them lie, or null. */
function regionOf(authorities: readonly AuthorityRow[]): string | null {
  const regions = new Set(authorities.map(({ regionCode }) => regionCode));
  return regions.size === 1 ? [...regions][0]! : null;
}

/** The themes and all that are narrower, however far down. */
async function withNarrower({ db }: RequestContext, codes: readonly string[]): Promise<string[]> {
  const rows = await db.selectFrom('theme').select(['id', 'broaderCode']).where('broaderCode', 'is not', null).orderBy('id').execute();
  const found = new Set(codes);
  for (const code of found) for (const { id, broaderCode } of rows) if (broaderCode === code) found.add(id);
  return [...found].sort();
}
