import { stemmer } from 'stemmer';
import type { Rules } from './rules.ts';

/** A service as its publisher lists it. */
export interface ListedService {
  id: string;
  sourceId: string;
  name: string;
  description: string | null;
  provider: string | null;
  url: string | null;
  postcode: string | null;
  latitude: number | null;
  longitude: number | null;
  ageFrom: number | null;
  ageTo: number | null;
  authorityCodes: readonly string[];
  /** Of those, as people call them. */
  authorityNames: readonly string[];
}

/** What of a service is compared, in a form in which the same is the same. */
export interface DescribedService extends ListedService {
  /** Stems of the words of its name that tell it from others. */
  nameWords: ReadonlySet<string>;
  /** Those words as they are written, for an explanation. */
  written: ReadonlyMap<string, string>;
  /** Authorities that its name names. */
  placesNamed: ReadonlySet<string>;
  providerWords: ReadonlySet<string>;
  descriptionWords: ReadonlySet<string>;
  /** Host and path of its page, without what browsers add. */
  website: { host: string; path: string } | null;
  /** In capitals, without spaces. */
  postcodeKey: string | null;
}

/** Readies a service for comparing. `places` are names of authorities, in `foldedWords`, that names of services may hold. */
export function describeService(service: ListedService, rules: Rules, places: PlaceNames): DescribedService {
  const folded = foldedWords(service.name);
  const { words, named } = places.takeOut(folded);
  const telling = withoutNoise(words.flatMap((word) => spellOut(word, rules)), rules.noise);
  // A service that is called as an authority is, or by signs alone, has a name, too.
  const kept = [telling, folded, [service.name.trim()]].find((some) => some.length > 0)!;
  return {
    ...service,
    nameWords: new Set(kept.map(stemOf)),
    written: new Map(kept.map((word) => [stemOf(word), word])),
    placesNamed: named,
    providerWords: new Set(withoutNoise(foldedWords(service.provider ?? ''), rules.providerNoise)),
    descriptionWords: new Set(withoutNoise(foldedWords(service.description ?? '').flatMap((word) => spellOut(word, rules)), rules.noise).map(stemOf)),
    website: websiteOf(service.url),
    postcodeKey: postcodeOf(service.postcode),
  };
}

/** Names of authorities, found in texts as whole runs of words. */
export interface PlaceNames {
  takeOut(words: readonly string[]): { words: string[]; named: Set<string> };
}

/** Makes names of authorities ready to be found, the longer before those that they begin with. */
export function placeNamesOf(names: readonly string[]): PlaceNames {
  const byFirst = Map.groupBy([...new Set(names.map((name) => foldedWords(name).join(' ')))].filter(Boolean).sort((a, b) => b.length - a.length || (a < b ? -1 : 1)), (name) => name.split(' ')[0]!);
  return {
    takeOut: (words) => {
      const kept: string[] = [];
      const named = new Set<string>();
      for (let at = 0; at < words.length; ) {
        const place = byFirst.get(words[at]!)?.find((name) => words.slice(at, at + name.split(' ').length).join(' ') === name);
        if (place) named.add(place);
        else kept.push(words[at]!);
        at += place ? place.split(' ').length : 1;
      }
      return { words: kept, named };
    },
  };
}

/** Words in small letters, without accents, possessives and signs; "Home-Start" is two. */
function foldedWords(text: string): string[] {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’`]s\b/gu, 's').replace(/['’`.]/gu, '').match(/[\p{L}\p{N}]+/gu) ?? [];
}

function spellOut(word: string, { abbreviations }: Rules): string[] {
  return Object.hasOwn(abbreviations, word) ? abbreviations[word]!.split(' ').filter(Boolean) : [word];
}

/** A text of nothing but noise keeps it: "The Project" is a name, too. */
function withoutNoise(words: readonly string[], noise: readonly string[]): string[] {
  const telling = words.filter((word) => !noise.includes(word) && !noise.includes(word.replace(/s$/, '')));
  return telling.length > 0 ? telling : [...words];
}

function stemOf(word: string): string {
  return /^[a-z]+$/.test(word) ? stemmer(word) : word;
}

function websiteOf(url: string | null): DescribedService['website'] {
  if (url === null || !URL.canParse(url)) return null;
  const { hostname, pathname, search } = new URL(url);
  return { host: hostname.replace(/^www\./, ''), path: `${pathname.toLowerCase().replace(/\/(index\.\w+)?$/, '')}${search}` };
}

function postcodeOf(postcode: string | null): string | null {
  const bare = postcode?.toUpperCase().replace(/[^A-Z0-9]/g, '') ?? '';
  return /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(bare) ? bare : null;
}
