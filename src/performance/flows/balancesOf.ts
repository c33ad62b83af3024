import type { Asked } from './flowsOf.ts';
import { isAcross, isPlaced, leastUsers, toldUsersOf, type Use } from './use.ts';
import { counted } from '../../words.ts';

export type FlowStanding = 'net-importer' | 'net-exporter' | 'balanced' | 'cannot-say';

/** Who comes to an authority and who leaves it. Null where no row tells, which is not the same as nobody. */
export interface Balance {
  authority: string;
  within: number | null;
  comingIn: number | null;
  goingOut: number | null;
  placeNotKnown: number | null;
  homeNotKnown: number | null;
  net: number | null;
  standing: FlowStanding;
  explanation: string;
}

/** Coming in and going out that differ by no more than this part of the greater are balanced. Ours. */
const balancedWithin = 0.1;

/** How each authority stands, in the order given. */
export function balancesOf(uses: readonly Use[], authorities: readonly string[], asked: Asked): Balance[] {
  const byHome = Map.groupBy(uses, ({ home }) => home.authority);
  const byPlace = Map.groupBy(uses, ({ place }) => place?.authority ?? null);
  return authorities.map((authority) => {
    const [from, into] = [byHome.get(authority) ?? [], byPlace.get(authority) ?? []];
    const comingIn = toldUsersOf(into.filter(isAcross));
    const goingOut = toldUsersOf(from.filter(isAcross));
    const net = comingIn === null || goingOut === null ? null : comingIn - goingOut;
    const placeNotKnown = toldUsersOf(from.filter(({ place }) => place === null || place.authority === null));
    const homeNotKnown = toldUsersOf(into.filter(({ home }) => home.authority === null));
    const balance = {
      authority,
      within: toldUsersOf(from.filter((use) => isPlaced(use) && !isAcross(use))),
      comingIn,
      goingOut,
      placeNotKnown,
      homeNotKnown,
      net,
      standing: standingOf({ comingIn, goingOut, placeNotKnown, homeNotKnown }),
    };
    return { ...balance, explanation: describe(balance, asked) };
  });
}

/** Those whose home or place is not known may all have crossed the boundary: a reading that they could change is none. */
function standingOf({ comingIn, goingOut, placeNotKnown, homeNotKnown }: Pick<Balance, 'comingIn' | 'goingOut' | 'placeNotKnown' | 'homeNotKnown'>): FlowStanding {
  if (comingIn === null || goingOut === null || comingIn + goingOut < leastUsers) return 'cannot-say';
  const standing = compareSides(comingIn, goingOut);
  const extremes = [compareSides(comingIn + (homeNotKnown ?? 0), goingOut), compareSides(comingIn, goingOut + (placeNotKnown ?? 0))];
  return extremes.every((extreme) => extreme === standing) ? standing : 'cannot-say';
}

function compareSides(comingIn: number, goingOut: number): Exclude<FlowStanding, 'cannot-say'> {
  if (Math.abs(comingIn - goingOut) <= balancedWithin * Math.max(comingIn, goingOut)) return 'balanced';
  return comingIn > goingOut ? 'net-importer' : 'net-exporter';
}

const readings: Record<Exclude<FlowStanding, 'cannot-say'>, (difference: string) => string> = {
  'net-importer': (difference) => `More come in than go out, by ${difference}`,
  'net-exporter': (difference) => `More go out than come in, by ${difference}`,
  balanced: () => 'About as many come in as go out',
};

function describe(balance: Omit<Balance, 'explanation'>, { period, named }: Asked): string {
  const { comingIn, goingOut, within, placeNotKnown, homeNotKnown } = balance;
  const name = named.get(balance.authority) ?? balance.authority;
  if ([comingIn, goingOut, within, placeNotKnown, homeNotKnown].every((told) => told === null)) return `No row tells of use from ${name} or in it in ${period}, which does not mean that there was none.`;
  const told = [`into ${name}: ${inWords(comingIn)}`, `out of it: ${inWords(goingOut)}`, `at home: ${inWords(within)}`].join('; ');
  const apart = [
    placeNotKnown !== null && `${counted(placeNotKnown, 'more user')} from it whose place is not known to lie in one authority`,
    homeNotKnown !== null && `${counted(homeNotKnown, 'more user')} in it whose home is not known to`,
  ].filter((words) => words !== false);
  const left = apart.length === 0 ? '' : ` Counted in neither: ${apart.join('; ')}.`;
  return `In ${period}, ${told}. ${readingOf(balance)}.${left}`;
}

function inWords(users: number | null): string {
  return users === null ? 'not told' : String(users);
}

function readingOf({ standing, net, comingIn, goingOut }: Omit<Balance, 'explanation'>): string {
  if (standing !== 'cannot-say') return readings[standing](String(Math.abs(net!)));
  if (comingIn === null || goingOut === null) return 'Which is more cannot be said: of one side nothing is told';
  if (comingIn + goingOut < leastUsers) return `Which is more cannot be said: fewer than ${leastUsers} come in and go out`;
  return 'Which is more cannot be said: those counted in neither could change it';
}
