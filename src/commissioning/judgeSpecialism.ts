import { known, notKnown, someOf, type Judgement, type Named } from './Judgement.ts';
import { counted } from '../words.ts';

/** How many people, or places, one source gives for each authority. */
export interface Numbers {
  /** What was counted, as a sentence names it. */
  label: string;
  byAuthority: ReadonlyMap<string, number>;
}

/** With fewer than this in a year, an authority hardly fills a service of its own. */
const smallNumber = 100;

/**
 * Small numbers in each authority, larger together: the share of authorities below the small number, times how nearly they reach it together.
 * Of several sources the one counts that tells of most authorities, then the one with the fewest people: the narrowest group.
 */
export function judgeSpecialism(sources: readonly Numbers[], sharing: readonly Named[]): Judgement {
  const candidates = sources.map((source) => ({ label: source.label, entries: sharing.flatMap(({ code, name }) => (source.byAuthority.has(code) ? [{ name, number: source.byAuthority.get(code)! }] : [])) }));
  candidates.sort((a, b) => b.entries.length - a.entries.length || totalOf(a.entries) - totalOf(b.entries) || (a.label < b.label ? -1 : 1));
  const [best] = candidates;
  if (best === undefined || best.entries.length < 2) return notKnown(`The hub knows for fewer than two of the ${sharing.length} sharing authorities how many children an indicator of this theme counts, or how many places or users its services have: too few to say whether they are small alone and enough together. An indicator of one group alone, such as those in care, counts only where a statement, or the theme, is about that group. How many children live there, where that is known, does not tell how many of them need what is shared.`);
  const small = best.entries.filter(({ number }) => number < smallNumber);
  const total = totalOf(best.entries);
  const named = small.length === 0 ? '' : ` (${someOf([...small].sort((a, b) => a.number - b.number).map(({ name, number }) => `${name} ${inWords(number)}`))})`;
  return known(
    (small.length / best.entries.length) * Math.min(1, total / smallNumber),
    `${small.length} of the ${counted(best.entries.length, 'sharing authority', 'sharing authorities')} whose numbers are known ${small.length === 1 ? 'has' : 'have'} fewer than ${smallNumber}${named}; together they have ${inWords(total)}. Counted: ${best.label}.`,
  );
}

function totalOf(entries: readonly { number: number }[]): number {
  return entries.reduce((sum, { number }) => sum + number, 0);
}

/** Whoever is below the small number must not be told as at it. */
function inWords(number: number): string {
  return (number < smallNumber ? Math.floor(number) : Math.round(number)).toLocaleString('en-GB');
}
