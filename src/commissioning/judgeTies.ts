import { known, notKnown, someOf, type Judgement, type Named } from './Judgement.ts';
import { counted } from '../words.ts';
import { registeredOf, timeInWords, type Register, type Told } from './timeOf.ts';

/** A service of the theme, with the authorities whose residents it is for. */
export interface Supply extends Told {
  provider: string | null;
  authorities: ReadonlySet<string>;
}

/** What the hub holds of one kind: about a theme, of whom about anything, and the first year of which a source still tells of the day asked about. */
export interface Holding<Record> {
  ofTheme: readonly Record[];
  register: Register;
  firstYear: number;
}

/**
 * How far supply is in pieces: the share of pairs of authorities that no service or provider of the theme serves together, among those whose
 * services of the theme the hub knows. That an authority lists none does not mean that it has none, so it takes no part; nor does a service
 * of which only a source tells that is too old for the day.
 */
export function judgeFragmentation({ ofTheme, register, firstYear }: Holding<Supply>, sharing: readonly Named[]): Judgement {
  const seen = registeredOf(sharing, register);
  const when = timeInWords(touching(ofTheme, sharing), { one: 'service', several: 'services', firstYear, sharing, register });
  if (seen.length < 2) return notKnown(`The hub holds services of their own, of any theme and recent enough to count, of ${seen.length === 0 ? 'none' : seen.length} of the ${sharing.length} sharing authorities: too few to say how supply is divided.${when}`);
  const serving = touching(ofTheme, seen).filter(({ timing }) => timing !== 'older');
  if (serving.length === 0) return notKnown(`None of the ${seen.length} sharing authorities whose services the hub holds lists one of this theme, which does not mean that there is none.${when}`);
  const providers = Map.groupBy(serving.filter((service) => isNamed(service.provider)), (service) => service.provider!.trim().toLowerCase());
  // "Local authorities" or "schools" over several areas are many providers of the same, and tie nobody.
  const joint = [...serving.filter(({ provider }) => provider === null || isNamed(provider)).map(({ authorities }) => authorities), ...[...providers.values()].map((own) => new Set(own.flatMap(({ authorities }) => [...authorities])))];
  const crowd = serving.some(({ provider, authorities }) => provider !== null && !isNamed(provider) && seen.filter(({ code }) => authorities.has(code)).length > 1);
  const [listing, none] = [true, false].map((lists) => seen.filter(({ code }) => serving.some(({ authorities }) => authorities.has(code)) === lists)) as [Named[], Named[]];
  const listed = `Of the ${seen.length} sharing authorities whose services the hub holds, ${listing.length} ${listing.length === 1 ? 'lists' : 'list'} ${counted(serving.length, 'service')} of this theme${providers.size > 0 ? ` by ${counted(providers.size, 'named provider')}` : ''}`;
  const silent = none.length > 0 ? `${someOf(none.map(({ name }) => name))} ${none.length === 1 ? 'lists' : 'list'} none, which does not mean that there is none` : '';
  if (listing.length < 2) return notKnown(`${listed}; ${silent}.${when}`);
  const { apart, pairs } = pairsApart(listing, joint);
  return known(apart / pairs, `${listed}; ${ofPairs(apart, pairs)} ${apart === 1 ? 'has' : 'have'} no service or provider in common${crowd ? '; a service of many providers ties nobody' : ''}${silent && `. ${silent}`}.${when}`);
}

/** Records that concern at least one of the authorities. */
function touching<Record extends { authorities: ReadonlySet<string> }>(records: readonly Record[], some: readonly Named[]): Record[] {
  return records.filter(({ authorities }) => some.some(({ code }) => authorities.has(code)));
}

/** Documents speak of "partnership" or "schools" where no organisation is named; a name has a capital letter. */
function isNamed(provider: string | null): boolean {
  return provider !== null && /\p{Lu}/u.test(provider);
}

export interface Agreement extends Told {
  authorities: ReadonlySet<string>;
}

/**
 * How much is left to agree: the share of pairs of authorities that no agreement about the theme ties together yet, among those of whom the
 * hub holds any agreement. Fewer agreements leave more to gain, so they make a stronger case. One that only a source too old for the day
 * tells of may have ended: it ties nobody.
 */
export function judgeAgreements({ ofTheme, register, firstYear }: Holding<Agreement>, sharing: readonly Named[]): Judgement {
  const seen = registeredOf(sharing, register);
  const when = timeInWords(touching(ofTheme, sharing), { one: 'agreement', several: 'agreements', firstYear, sharing, register });
  if (seen.length < 2) return notKnown(`The hub holds agreements, about anything and recent enough to count, of ${seen.length === 0 ? 'none' : seen.length} of the ${sharing.length} sharing authorities: too few to take one that is not listed for one that does not exist.${when}`);
  const counting = ofTheme.filter(({ timing }) => timing !== 'older');
  const { apart, pairs } = pairsApart(seen, counting.map(({ authorities }) => authorities));
  const tying = counting.filter(({ authorities }) => seen.filter(({ code }) => authorities.has(code)).length > 1);
  const words = tying.length === 0 ? 'no agreement about this theme ties two of them, as far as is known' : `${counted(tying.length, 'agreement')} about this theme ${tying.length === 1 ? 'exists' : 'exist'} already (${someOf(tying.map(({ name }) => `“${name}”`), 2)})`;
  return known(apart / pairs, `Among the ${seen.length} sharing authorities of which the hub holds any agreement recent enough to count, ${words}; ${ofPairs(apart, pairs)} ${apart === 1 ? 'is' : 'are'} not tied by one.${when}`);
}

/** "2 of 3 pairs", "the one pair": what is said of them follows. */
function ofPairs(apart: number, pairs: number): string {
  return pairs === 1 && apart === 1 ? 'the one pair' : `${apart} of ${counted(pairs, 'pair')}`;
}

/** How many pairs of authorities stand in none of the groups together. */
function pairsApart(authorities: readonly Named[], groups: readonly ReadonlySet<string>[]): { apart: number; pairs: number } {
  const tied = new Set<string>();
  for (const group of groups) {
    const inside = authorities.filter(({ code }) => group.has(code)).map(({ code }) => code);
    for (const [index, code] of inside.entries()) for (const other of inside.slice(index + 1)) tied.add(`${code} ${other}`);
  }
  const pairs = (authorities.length * (authorities.length - 1)) / 2;
  return { apart: pairs - tied.size, pairs };
}
