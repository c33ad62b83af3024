import { fourFigures } from '../fourFigures.ts';
import { withoutNoise } from '../../catalogue/withoutNoise.ts';
import { threshold } from './thresholds.ts';
import { counted } from '../../words.ts';

/** What one service is stated to provide of the one thing that is added up; null where it states nothing of it. */
export interface Stated {
  serviceId: string;
  /** All authorities that it is for, those that nobody asked about among them. */
  authorities: ReadonlySet<string>;
  amount: number | null;
  /** Whether it is also for other ages or tiers than those asked about, or may be. */
  isWider: boolean;
}

/** What is added up, as a sentence names it. */
export interface Counted {
  one: string;
  several: string;
  /** What a service states of it: "a capacity in places". */
  stated: string;
  /** What states it, where that is not services alone. */
  sources?: readonly [one: string, several: string];
  /** People move by chance where they are few; places and pounds do not. */
  arePeople: boolean;
}

export type SupplyState = 'known' | 'partly-known' | 'not-stated' | 'none-recorded' | 'population-not-known' | 'too-small';

export interface Supply {
  state: SupplyState;
  /** Of services that are for nobody else. */
  own: number | null;
  /** Of services that others share: whole, never divided. */
  shared: number | null;
  persons: number | null;
  /** Per 1,000 persons: of its own services alone, and if all that is shared or not stated were its own. */
  least: number | null;
  most: number | null;
  services: number;
  stating: number;
  sharedServices: number;
  explanation: string;
}

/** What a place (one authority, or several taken together) has of something, per 1,000 persons. What others share makes a range, since nobody says whose it is. */
export function supplyOf(place: ReadonlySet<string>, all: readonly Stated[], persons: number | null, what: Counted): Supply {
  const here = all.filter(({ authorities }) => [...authorities].some((code) => place.has(code)));
  const isOwn = ({ authorities, isWider }: Stated): boolean => !isWider && [...authorities].every((code) => place.has(code));
  const [own, shared] = [here.filter(isOwn), here.filter((one) => !isOwn(one))];
  const [ownSum, sharedSum] = [sumOf(own), sumOf(shared)];
  const stating = here.filter(({ amount }) => amount !== null).length;
  const counts = { services: here.length, stating, sharedServices: shared.length, own: ownSum, shared: sharedSum, persons };
  const state = stateOf({ here: here.length, stating, persons, amount: (ownSum ?? 0) + (sharedSum ?? 0), what });
  const total = withoutNoise((ownSum ?? 0) + (sharedSum ?? 0));
  const isRated = stating > 0 && persons !== null && persons > 0 && state !== 'too-small';
  const least = isRated ? perThousand(ownSum ?? 0, persons) : null;
  const most = isRated ? perThousand(total + (here.length - stating) * (total / stating), persons) : null;
  return { ...counts, state, least, most, explanation: inWords({ ...counts, state, least, most }, what) };
}

function stateOf({ here, stating, persons, amount, what }: { here: number; stating: number; persons: number | null; amount: number; what: Counted }): SupplyState {
  if (here === 0) return 'none-recorded';
  if (stating === 0) return 'not-stated';
  if (persons === null) return 'population-not-known';
  if (persons < threshold('fewestPersons') || (what.arePeople && amount < threshold('fewestCounted'))) return 'too-small';
  return stating / here < threshold('leastComplete') ? 'partly-known' : 'known';
}

function inWords({ state, own, shared, persons, least, most, services, stating, sharedServices }: Omit<Supply, 'explanation'>, { one, several, stated, sources = ['service', 'services'] }: Counted): string {
  if (state === 'none-recorded') return 'The hub holds no service of this theme and time here. None recorded is not none.';
  if (state === 'not-stated') return `None of ${counted(services, ...sources)} known here states ${stated}, and a count of services is no supply.`;
  const found = `${stating} of ${counted(services, ...sources)} known here ${stating === 1 ? 'states' : 'state'} ${stated}: ${own === null ? `${services > sharedServices ? 'nothing by those' : 'none'} of its own` : `${counted(own, one, several)} of its own`}${sharedServices > 0 ? `, and ${shared === null ? 'nothing by' : `${counted(shared, one, several)} of`} ${counted(sharedServices, 'service')} that are also for others${shared === null ? '' : ', not divided'}` : ''}`;
  if (state === 'population-not-known') return `${found}. How many children of these ages live here is not known, so nothing can be said per 1,000.`;
  if (state === 'too-small') return `${found}, among ${counted(persons!, 'child', 'children')} of these ages: too few to say anything per 1,000.`;
  const rate = least === most ? fourFigures(least!) : `${fourFigures(least!)} to ${fourFigures(most!)}`;
  return `${found}, among ${counted(persons!, 'child', 'children')} of these ages: ${rate} per 1,000${least === most ? '' : ', by how much of what is shared or not stated is theirs'}.${state === 'partly-known' ? ' Too many services do not state it for a judgement.' : ''}`;
}

function sumOf(stated: readonly Stated[]): number | null {
  const amounts = stated.flatMap(({ amount }) => (amount === null ? [] : [amount])).sort((a, b) => a - b);
  return amounts.length === 0 ? null : withoutNoise(amounts.reduce((sum, amount) => sum + amount, 0));
}

function perThousand(amount: number, persons: number): number {
  return withoutNoise((amount / persons) * 1_000);
}
