import { describeMoney, moneyOf, type Money } from './moneyOf.ts';
import { isPlaced, leastUsers, usersOf, type Use } from './use.ts';
import { counted } from '../../words.ts';

/** One cell of the matrix of who lives where and is served where. */
export interface Flow extends Money {
  home: string;
  place: string;
  users: number;
  rows: number;
  services: number;
  isThin: boolean;
  explanation: string;
}

export interface Asked {
  period: string;
  /** Names of authorities by their codes. */
  named: ReadonlyMap<string, string>;
}

/** The matrix of home and place authorities, of rows of one period that count nobody twice. Use whose home or place is not known is in no cell. */
export function flowsOf(uses: readonly Use[], asked: Asked): Flow[] {
  const cells = Map.groupBy(uses.filter(isPlaced), ({ home, place }) => `${home.authority} ${place.authority}`);
  return [...cells.values()].map((own) => {
    const { home, place } = own[0]!;
    const users = usersOf(own);
    const flow = { home: home.authority, place: place.authority, users, rows: own.length, services: servicesIn(own), isThin: users < leastUsers, ...moneyOf(own) };
    return { ...flow, explanation: describe(flow, asked) };
  });
}

function servicesIn(uses: readonly Use[]): number {
  return new Set(uses.flatMap(({ service }) => (service === null ? [] : [service]))).size;
}

function describe({ home, place, users, rows, services, isThin, ...money }: Omit<Flow, 'explanation'>, { period, named }: Asked): string {
  const [from, to] = [named.get(home) ?? home, named.get(place) ?? place];
  const where = home === place ? `of ${from} ${users === 1 ? 'was' : 'were'} served within it` : `from ${from} ${users === 1 ? 'was' : 'were'} served in ${to}`;
  const by = services === 0 ? 'naming kinds of service alone' : `naming ${counted(services, 'service')}`;
  const thin = isThin ? ` Fewer than ${leastUsers} say little.` : '';
  return `${counted(users, 'user')} ${where} in ${period}, by ${counted(rows, 'row')} ${by}.${thin} ${describeMoney(money)}`;
}
