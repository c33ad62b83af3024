import { listed } from './words.ts';
import { counted } from '../../words.ts';
import type { NeedStanding } from './needOf.ts';
import type { ProvisionReading, SupplyStanding } from './readingOf.ts';

export interface Side {
  code: string;
  name: string;
  reading: ProvisionReading;
  need: NeedStanding;
  /** Distance of need from the mean, in standard deviations. */
  distance: number | null;
  supply: SupplyStanding;
  least: number | null;
}

/** What an authority's own services said lately that they had free, by unit. */
export interface Free {
  amounts: ReadonlyMap<string, number>;
  updated: string;
}

/** An authority that may have something to share, and one that may need it. */
export interface Pair {
  giver: Side;
  taker: Side;
  free: Free | null;
  areNeighbours: boolean;
  /** Services of the first that say they are open to residents of the second. */
  open: readonly string[];
}

export interface Possibility extends Pair {
  explanation: string;
}

export const onlySuggested = 'A suggestion to look at, no decision: resources stay where they are unless a proposal says otherwise.';

/**
 * Pairs in which one has clearly more supply than the others, or said lately that places were free, the other clearly more need, and that are
 * in reach of one another: they border on one another, or services say they are open to the other's residents. A provision gap first; then
 * services that are open already; then more need; then more supply.
 */
export function possibilitiesOf(pairs: readonly Pair[]): Possibility[] {
  const possible = pairs.filter(({ giver, taker, free, areNeighbours, open }) => giver.code !== taker.code && taker.need === 'above' && giver.need !== 'above' && hasToShare(giver, free) && (areNeighbours || open.length > 0));
  return possible.toSorted(byPromise).map((pair) => ({ ...pair, explanation: explain(pair) }));
}

/** With clearly more supply, or places free; and not itself short. */
export function hasToShare({ supply, reading }: Side, free: Free | null): boolean {
  return reading !== 'provision-gap' && (supply === 'above' || (supply !== 'below' && free !== null && [...free.amounts.values()].some((amount) => amount > 0)));
}

function byPromise(a: Pair, b: Pair): number {
  return (
    Number(b.taker.reading === 'provision-gap') - Number(a.taker.reading === 'provision-gap') ||
    Number(b.open.length > 0) - Number(a.open.length > 0) ||
    (b.taker.distance ?? 0) - (a.taker.distance ?? 0) ||
    (b.giver.least ?? 0) - (a.giver.least ?? 0) ||
    (a.taker.code + a.giver.code < b.taker.code + b.giver.code ? -1 : 1)
  );
}

function explain({ giver, taker, free, areNeighbours, open }: Pair): string {
  const has = [
    giver.supply === 'above' && 'has clearly more supply for its children than the others',
    free && [...free.amounts.values()].some((amount) => amount > 0) && `said by ${free.updated} that ${listed([...free.amounts].map(([unit, amount]) => `${amount} ${unit}`))} of its own services were free`,
  ].filter((words) => typeof words === 'string');
  const itself = giver.need === 'unsure' || giver.need === 'not-known' ? ', though its own need is not known well enough to say that it has anything to spare' : '';
  const reach = [areNeighbours && 'they border on one another', open.length > 0 && `${counted(open.length, 'service')} of ${giver.name} ${open.length === 1 ? 'says it is' : 'say they are'} open to residents of ${taker.name} (${listed(open.map((name) => `“${name}”`), 3)})`].filter((words) => typeof words === 'string');
  const short = taker.reading === 'provision-gap' ? 'more need and less supply than the others' : `clearly more need than the others${taker.supply === 'not-known' || taker.supply === 'unsure' ? '; its own supply is not known well enough to call it short' : ''}`;
  return `${giver.name} ${listed(has)}${itself}; ${taker.name} has ${short}; ${listed(reach)}. ${onlySuggested}`;
}
