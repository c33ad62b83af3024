import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balancesOf } from '../../src/performance/flows/balancesOf.ts';
import { countOnce } from '../../src/performance/flows/countOnce.ts';
import { flowsOf } from '../../src/performance/flows/flowsOf.ts';
import { moneyOf } from '../../src/performance/flows/moneyOf.ts';
import { placementsOf, sumPlacements } from '../../src/performance/flows/placementsOf.ts';
import { isPlaced, usersOf, type Place, type Use } from '../../src/performance/flows/use.ts';

const asked = { period: 'CY2008', named: new Map<string, string>() };
const authorities = ['A', 'B', 'C'];
/** Three authorities, each with a ward in a locality, and a country that lies in none of them. */
const places: Place[] = [
  ...authorities.flatMap((code) => [
    { code, authority: code, within: new Set<string>() },
    { code: `${code}-locality`, authority: code, within: new Set([code]) },
    { code: `${code}-ward`, authority: code, within: new Set([`${code}-locality`, code]) },
  ]),
  { code: 'country', authority: null, within: new Set<string>() },
];

const oneUse = fc.record({
  sourceId: fc.constantFrom('A/use', 'B/use', 'national/use'),
  service: fc.constantFrom(null, 'oak', 'elm'),
  kind: fc.constantFrom(null, 'school', 'School ', 'home'),
  home: fc.constantFrom(...places),
  place: fc.constantFrom(null, ...places),
  users: fc.nat(60),
  basis: fc.constantFrom(null, 'placement'),
  cost: fc.constantFrom(null, 0, 1000),
});
const someUses = fc.array(oneUse, { maxLength: 25 }).map((uses) =>
  uses.map((use, index): Use => ({ ...use, id: `row ${String(index).padStart(2, '0')}`, publisherCode: use.sourceId.split('/')[0]!, serviceId: use.service, serviceName: use.service, provider: null, paidBy: null })),
);

describe('whatever rows there are', () => {
  test('each is counted, part of another, or told again: one of the three', () => {
    fc.assert(
      fc.property(someUses, (uses) => {
        const { counted, parts, toldAgain } = countOnce(uses);
        expect([...counted, ...parts, ...toldAgain].map(({ id }) => id).toSorted()).toEqual(uses.map(({ id }) => id));
      }),
    );
  });

  test('the order in which they are read changes nothing, and what counts counts again', () => {
    fc.assert(
      fc.property(someUses, (uses) => {
        const { counted } = countOnce(uses);
        expect(countOnce(uses.toReversed()).counted).toEqual(counted);
        expect(countOnce(counted).counted).toEqual(counted);
      }),
    );
  });

  test('of one service, home and place no two sources count', () => {
    fc.assert(
      fc.property(someUses, (uses) => {
        const named = countOnce(uses).counted.filter(({ service }) => service !== null);
        const keyOf = ({ service, home, place }: Use) => `${service} ${home.authority ?? home.code} ${place && (place.authority ?? place.code)}`;
        for (const own of Map.groupBy(named, keyOf).values()) expect(new Set(own.map(({ sourceId }) => sourceId)).size).toBe(1);
      }),
    );
  });

  test('nobody is lost between the rows and the cells', () => {
    fc.assert(
      fc.property(someUses, (uses) => {
        const inCells = flowsOf(uses, asked).reduce((sum, { users }) => sum + users, 0);
        expect(inCells + usersOf(uses.filter((use) => !isPlaced(use)))).toBe(usersOf(uses));
      }),
    );
  });

  test('over all authorities together as many come in as go out', () => {
    fc.assert(
      fc.property(someUses, (uses) => {
        const balances = balancesOf(uses, authorities, asked);
        const sum = (name: 'comingIn' | 'goingOut') => balances.reduce((total, balance) => total + (balance[name] ?? 0), 0);
        expect(sum('comingIn')).toBe(sum('goingOut'));
      }),
    );
  });

  test('placements by kind, provider and payer make up those outside', () => {
    fc.assert(
      fc.property(someUses, (uses) => {
        expect(placementsOf(uses, asked).reduce((sum, { users }) => sum + users, 0)).toBe(sumPlacements(uses, asked).outside ?? 0);
      }),
    );
  });

  test('a cost that no row states is never a number', () => {
    fc.assert(
      fc.property(someUses, (uses) => {
        const { cost, costPerUser, usersCosted } = moneyOf(uses);
        expect(cost === null).toBe(uses.every((use) => use.cost === null));
        expect(costPerUser === null).toBe(usersCosted === 0);
      }),
    );
  });
});

const row = (changes: Partial<Use>): Use => ({ id: 'row', sourceId: 'A/use', publisherCode: 'A', service: null, serviceId: null, serviceName: null, kind: 'school', home: places[0]!, place: places[3]!, users: 1, basis: null, provider: null, paidBy: null, cost: null, ...changes });

describe('one row beside another', () => {
  const sources = { sourceId: 'B/use', publisherCode: 'B', id: 'second' };
  const counts = (second: Partial<Use>, first: Partial<Use> = {}) => countOnce([row({ id: 'first', ...first }), row({ ...sources, ...second })]).counted.map(({ id }) => id);

  test('is told again when another source names the same service, or the same kind where one of the two names no service', () => {
    expect(counts({})).toEqual(['first']);
    expect(counts({ service: 'oak', kind: null }, { service: 'oak' })).toEqual(['first']);
    expect(counts({ service: 'oak', kind: ' SCHOOL' })).toEqual(['first']);
    expect(counts({}, { service: 'oak' })).toEqual(['first']);
  });

  test('is another service of the same kind, another kind, or another way', () => {
    expect(counts({ service: 'elm' }, { service: 'oak' })).toEqual(['first', 'second']);
    expect(counts({ kind: 'home' })).toEqual(['first', 'second']);
    expect(counts({ place: places[6]! })).toEqual(['first', 'second']);
  });

  test('is no part of it where each lies in the other, since then nobody knows which is the whole', () => {
    const [one, other] = [{ code: 'one', authority: null, within: new Set(['other']) }, { code: 'other', authority: null, within: new Set(['one']) }];
    expect(countOnce([row({ id: 'first', home: one }), row({ id: 'second', home: other })]).counted).toHaveLength(2);
  });
});
