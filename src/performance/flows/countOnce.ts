import { alike, type Place, type Use } from './use.ts';

export interface CountedOnce {
  counted: Use[];
  /** Rows about a part of a place of which the same source also has a row about the whole. */
  parts: Use[];
  /** Rows of which another source tells already. */
  toldAgain: Use[];
}

/** Of rows of one period and one group of users, those that can be added without counting anybody's use twice. */
export function countOnce(uses: readonly Use[]): CountedOnce {
  const parts = new Set(partsAmong(uses));
  const whole = uses.filter((use) => !parts.has(use));
  const told = new Map<string, string>();
  const [counted, toldAgain]: [Use[], Use[]] = [[], []];
  for (const use of whole.toSorted(closestFirst)) {
    const isToldBefore = told.size > 0 && namesMet(use).some((name) => (told.get(name) ?? use.sourceId) !== use.sourceId);
    if (isToldBefore) {
      toldAgain.push(use);
      continue;
    }
    counted.push(use);
    for (const name of namesTold(use)) told.set(name, use.sourceId);
  }
  return { counted: counted.toSorted(byId), parts: [...parts], toldAgain };
}

/** Rows that are part of another: what a source says of a whole authority holds what it says of the wards within it. */
function partsAmong(uses: readonly Use[]): Use[] {
  const sameOtherwise = Map.groupBy(uses, ({ sourceId, service, kind, basis, provider, paidBy }) => JSON.stringify([sourceId, service, alike(kind), basis, alike(provider), alike(paidBy)]));
  return [...sameOtherwise.values()].flatMap((own) => {
    const byEnds = Map.groupBy(own, ({ home, place }) => endsOf(home.code, place?.code));
    return own.filter((use) => widerEnds(use).some((ends) => (byEnds.get(ends) ?? []).some((wide) => !widerEnds(wide).includes(endsOf(use.home.code, use.place?.code)))));
  });
}

/** The pairs of home and place that hold those of a row. */
function widerEnds({ home, place }: Use): string[] {
  const homes = [home.code, ...home.within];
  const places = place === null ? [undefined] : [place.code, ...place.within];
  return homes.flatMap((homeCode) => places.map((placeCode) => endsOf(homeCode, placeCode))).filter((ends) => ends !== endsOf(home.code, place?.code));
}

/** An authority tells best of its own residents, whose responsibility they are; then the one that serves them. */
function closestFirst(a: Use, b: Use): number {
  return nearness(a) - nearness(b) || compare(a.sourceId, b.sourceId) || byId(a, b);
}

function nearness({ publisherCode, home, place }: Use): number {
  if (publisherCode === home.authority) return 0;
  return publisherCode === place?.authority ? 1 : 2;
}

/** What a row makes known: a service, or a kind of which no single service is named. */
function namesTold(use: Use): string[] {
  const { service, kind } = use;
  return service === null ? [nameOf(use, 'kind', alike(kind))] : [nameOf(use, 'service', service), ...(kind === null ? [] : [nameOf(use, 'service of the kind', alike(kind))])];
}

/** By what a row of another source is the same: by its service; or by its kind, where one of the two names no service. */
function namesMet(use: Use): string[] {
  const { service, kind } = use;
  const own = kind === null ? [] : [nameOf(use, 'kind', alike(kind))];
  return service === null ? [...own, nameOf(use, 'service of the kind', alike(kind))] : [nameOf(use, 'service', service), ...own];
}

function nameOf({ home, place }: Use, what: string, name: string): string {
  return JSON.stringify([authorityOf(home), place && authorityOf(place), what, name]);
}

function authorityOf({ authority, code }: Place): string {
  return authority ?? code;
}

function endsOf(home: string, place: string | undefined): string {
  return `${home} ${place ?? ''}`;
}

function byId(a: Use, b: Use): number {
  return compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
