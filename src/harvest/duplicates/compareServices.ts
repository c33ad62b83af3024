import type { DescribedService } from './describeService.ts';
import { likenessOf, metresBetween, overlapOf, sharedWords } from './likeness.ts';
import type { Rules } from './rules.ts';
import { listed } from '../../words.ts';

/** What speaks for two services being one, or against it. */
export type ReasonKind = 'name' | 'provider' | 'web' | 'place' | 'description' | 'ages' | 'authorities' | 'distinction';

export interface Reason {
  kind: ReasonKind;
  /** Points that it adds, or, of a reason against, takes away. */
  points: number;
  explanation: string;
}

export interface Comparison {
  /** From 0 to 100: the points for, less those against. */
  score: number;
  reasons: Reason[];
  against: Reason[];
}

type Found = { isFor: boolean; reason: Reason } | null;
const speaksFor = (kind: ReasonKind, points: number, explanation: string): Found => ({ isFor: true, reason: { kind, points: Math.round(points), explanation } });
const speaksAgainst = (kind: ReasonKind, points: number, explanation: string): Found => ({ isFor: false, reason: { kind, points: Math.round(points), explanation } });

/** Says how far two services may be one, and why. It makes no difference which of them comes first. */
export function compareServices(one: DescribedService, other: DescribedService, rules: Rules): Comparison {
  const [a, b] = one.id <= other.id ? [one, other] : [other, one];
  const found = [byName, byProvider, byWebAddress, byPlace, byDescription, byAges, byAuthorities, byPlacesNamed, byStrands]
    .map((read) => read(a, b, rules))
    .filter((each) => each !== null && each.reason.points > 0) as NonNullable<Found>[];
  const [reasons, against] = [true, false].map((isFor) => found.filter((each) => each.isFor === isFor).map(({ reason }) => reason).sort((x, y) => y.points - x.points || (x.kind < y.kind ? -1 : 1))) as [Reason[], Reason[]];
  const sum = (some: readonly Reason[]): number => some.reduce((total, { points }) => total + points, 0);
  return { score: Math.min(100, Math.max(0, sum(reasons) - sum(against))), reasons, against };
}

type Reading = (a: DescribedService, b: DescribedService, rules: Rules) => Found;

const byName: Reading = (a, b, { points, leastNameLikeness }) => {
  const [wordsA, wordsB] = withoutSharedProvider(a, b);
  const likeness = likenessOf(wordsA, wordsB);
  if (likeness < leastNameLikeness) return speaksAgainst('name', points.otherName, `Names have little in common: “${a.name}”, and “${b.name}”.`);
  const shared = new Set(sharedWords(wordsA, wordsB).map((stem) => a.written.get(stem) ?? b.written.get(stem) ?? stem));
  const inOrder = [...new Set([...a.written.values(), ...b.written.values()])].filter((word) => shared.has(word));
  return speaksFor('name', points.name * likeness, `Names share “${inOrder.join(' ')}”${likeness === 1 ? ', and nothing tells them apart' : ''}.`);
};

/** A provider's own name in the names of its services makes no two of them one, unless the names are the same or it is all there is. */
function withoutSharedProvider(a: DescribedService, b: DescribedService): [ReadonlySet<string>, ReadonlySet<string>] {
  if (likenessOf(a.nameWords, b.nameWords) === 1) return [a.nameWords, b.nameWords];
  const shared = new Set([...a.providerWords].filter((word) => b.providerWords.has(word)));
  const rest = ({ nameWords, written }: DescribedService) => new Set([...nameWords].filter((stem) => !shared.has(written.get(stem)!)));
  const [restA, restB] = [rest(a), rest(b)];
  return restA.size > 0 && restB.size > 0 ? [restA, restB] : [a.nameWords, b.nameWords];
}

const byProvider: Reading = (a, b, { points }) => {
  if (a.providerWords.size === 0 || b.providerWords.size === 0) return null;
  const likeness = likenessOf(a.providerWords, b.providerWords);
  if (likeness === 1) return speaksFor('provider', points.sameProvider, `Same provider: ${a.provider}.`);
  const shared = sharedWords(a.providerWords, b.providerWords).length;
  if (shared === Math.min(a.providerWords.size, b.providerWords.size)) return speaksFor('provider', points.relatedProvider, `Providers share a name: ${a.provider}, and ${b.provider}.`);
  return likeness >= 0.6 ? null : speaksAgainst('provider', points.otherProvider, `Other provider: ${a.provider}, and ${b.provider}.`);
};

const byWebAddress: Reading = ({ website: a }, { website: b }, { points }) => {
  if (a === null || b === null || a.host !== b.host) return null;
  return a.path === b.path && a.path !== '' ? speaksFor('web', points.sameWebAddress, `Same web address: ${a.host}${a.path}.`) : speaksFor('web', points.sameWebsite, `Same website: ${a.host}.`);
};

const byPlace: Reading = (a, b, { points, distances }) => {
  if (a.postcodeKey !== null && a.postcodeKey === b.postcodeKey) return speaksFor('place', points.samePostcode, `Same postcode: ${a.postcode}.`);
  if (hasPlace(a) && hasPlace(b)) return byDistance(metresBetween(a, b), points, distances);
  if (a.postcodeKey === null || b.postcodeKey === null) return null;
  const [areaA, areaB] = [a.postcodeKey, b.postcodeKey].map((postcode) => /^[A-Z]+/.exec(postcode)![0]);
  return speaksAgainst('place', areaA === areaB ? points.otherPostcode : points.otherPostcodeArea, `Other postcode: ${a.postcode}, and ${b.postcode}.`);
};

function byDistance(metres: number, points: Rules['points'], distances: Rules['distances']): Found {
  const far = metres < 1_000 ? `${Math.round(metres / 10) * 10} m apart.` : `${(metres / 1_000).toFixed(1)} km apart.`;
  if (metres <= distances.besideMetres) return speaksFor('place', points.besideEachOther, metres < 5 ? 'In the same place.' : far);
  if (metres <= distances.nearMetres) return speaksFor('place', points.near, far);
  if (metres < distances.someWayMetres) return null;
  return speaksAgainst('place', metres >= distances.farMetres ? points.farApart : points.someWayApart, far);
}

function hasPlace(service: DescribedService): service is DescribedService & { latitude: number; longitude: number } {
  return service.latitude !== null && service.longitude !== null;
}

const byDescription: Reading = (a, b, { points, leastDescriptionLikeness }) => {
  const likeness = overlapOf(a.descriptionWords, b.descriptionWords);
  if (likeness < leastDescriptionLikeness) return null;
  return speaksFor('description', points.description * likeness, likeness === 1 ? 'Descriptions are the same.' : `Descriptions share ${Math.round(likeness * 100)} % of their words.`);
};

const byAges: Reading = (a, b, { points }) => {
  const [from, to] = [Math.max(a.ageFrom ?? 0, b.ageFrom ?? 0), Math.min(a.ageTo ?? 200, b.ageTo ?? 200)];
  if (from > to) return speaksAgainst('ages', points.disjointAges, `No age in common: ${agesOf(a)}, and ${agesOf(b)}.`);
  const isSame = a.ageFrom === b.ageFrom && a.ageTo === b.ageTo && (a.ageFrom !== null || a.ageTo !== null);
  return isSame ? speaksFor('ages', points.sameAges, `Same ages: ${agesOf(a)}.`) : null;
};

function agesOf({ ageFrom, ageTo }: DescribedService): string {
  return ageFrom === null ? `up to ${ageTo}` : ageTo === null ? `from ${ageFrom}` : `${ageFrom} to ${ageTo}`;
}

const byAuthorities: Reading = (a, b, { points }) => {
  if (a.authorityCodes.length === 0 || b.authorityCodes.length === 0) return null;
  const shared = a.authorityNames.filter((_, index) => b.authorityCodes.includes(a.authorityCodes[index]!));
  if (shared.length > 0) return speaksFor('authorities', points.sharedAuthority, `Both serve ${shared.length === 1 ? shared[0] : `${shared.length} of the same authorities`}.`);
  return speaksAgainst('authorities', points.otherAuthorities, `Listed for other authorities: one for ${listed(a.authorityNames)}, the other for ${listed(b.authorityNames)}.`);
};

const byPlacesNamed: Reading = (a, b, { points }) => {
  if (a.placesNamed.size === 0 || b.placesNamed.size === 0 || [...a.placesNamed].some((place) => b.placesNamed.has(place))) return null;
  return speaksAgainst('distinction', points.otherPlaceNamed, `Names name other places: ${[...a.placesNamed].join(', ')}, and ${[...b.placesNamed].join(', ')}.`);
};

/** "Boys" and "girls", "tier 2" and "tier 3", or "girls" in one name alone: what is otherwise one name is two parts of a service. */
const byStrands: Reading = (a, b, { points, strands }) => {
  const strandsOf = ({ written }: DescribedService): string[] => [...written.values()].filter((word) => /^\d+$/.test(word) || strands.includes(word)).sort();
  const [ofA, ofB] = [strandsOf(a), strandsOf(b)];
  const [onlyA, onlyB] = [ofA.filter((word) => !ofB.includes(word)), ofB.filter((word) => !ofA.includes(word))];
  const [one, other] = onlyA.length > 0 ? [onlyA, onlyB] : [onlyB, onlyA];
  if (one.length === 0) return null;
  return speaksAgainst('distinction', points.otherStrand, other.length > 0 ? `One name says “${one.join(' ')}”, the other “${other.join(' ')}”.` : `Only one name says “${one.join(' ')}”.`);
};
