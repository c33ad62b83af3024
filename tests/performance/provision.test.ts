import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceOn, needOf, scaleOf, type Distance, type Need } from '../../src/performance/provision/needOf.ts';
import { besideOthers, readingOf } from '../../src/performance/provision/readingOf.ts';
import { possibilitiesOf, type Pair, type Side } from '../../src/performance/provision/sharing.ts';
import { supplyOf, type Stated } from '../../src/performance/provision/supplyOf.ts';
import { thresholds } from '../../src/performance/provision/thresholds.ts';

const places = { one: 'place', several: 'places', stated: 'a capacity in places', arePeople: false };
const stated = (authorities: string, amount: number | null, isWider = false): Stated => ({ serviceId: `${authorities} ${amount}`, authorities: new Set(authorities.split(' ')), amount, isWider });
const supply = (code: string, services: readonly Stated[], persons: number | null = 10_000) => supplyOf(new Set(code.split(' ')), services, persons, places);
const certain = (distance: number, reach = 0.2): Distance => ({ distance, lower: distance - reach, upper: distance + reach });
const bare = (distance: number): Distance => ({ distance, lower: null, upper: null });

describe('need', () => {
  test('is the distance from the mean in sample standard deviations, turned so that more is more need', () => {
    const scale = scaleOf([2, 4, 4, 4, 5, 5, 7, 9])!;
    expect([scale.mean, scale.deviation.toFixed(6), scale.known]).toEqual([5, '2.138090', 8]);
    expect(distanceOn({ mean: 5, deviation: 2, known: 8 }, { value: 9, lower: 7, upper: 11 }, 'low')).toEqual({ distance: 2, lower: 1, upper: 3 });
    expect(distanceOn({ mean: 5, deviation: 2, known: 8 }, { value: 9, lower: 7, upper: 11 }, 'high')).toEqual({ distance: -2, lower: -3, upper: -1 });
  });

  test('has no scale among fewer than five, or where all are the same', () => {
    expect([scaleOf([1, 2, 3, 4]), scaleOf([3, 3, 3, 3, 3]), scaleOf([])]).toEqual([null, null, null]);
  });

  test.each([
    ['above the others beyond chance', [certain(0.9)], 'above'],
    ['apart, but with limits that hold the mean', [certain(0.9, 1)], 'unsure'],
    ['near, with limits that say so', [certain(0.2, 0.5)], 'near'],
    ['near, with limits too wide to say so', [certain(0.2, 1.2)], 'unsure'],
    ['of two indicators without limits', [bare(2), bare(2)], 'unsure'],
    ['of four of which three agree', [bare(2), bare(1), bare(1), bare(-0.5)], 'above'],
    ['of four of which two agree', [bare(4), bare(1), bare(-0.5), bare(-0.5)], 'unsure'],
    ['of three that lie below', [bare(-1), bare(-1), bare(-1)], 'below'],
    ['of none', [], 'not-known'],
  ])('%s', (_, distances, standing) => {
    expect(needOf(distances, []).standing).toBe(standing);
  });

  test('of several indicators has limits narrower than each, and says what is missing', () => {
    const need = needOf([certain(1, 0.3), certain(0, 0.4)], ['Absence']);
    expect(need).toMatchObject({ distance: 0.5, lower: 0.25, upper: 0.75, known: 2, standing: 'above' });
    expect(need.explanation).toBe('Need is 0.5 standard deviations above the mean of the authorities compared, on average over 2 indicators (95% limits 0.25 to 0.75): clearly above the others. Not known of 1 indicator: “Absence”.');
  });
});

describe('supply', () => {
  test('of services that others share is a range, and is whole for those who share it', () => {
    const services = [stated('A', 20), stated('A B', 10)];
    expect(supply('A', services)).toMatchObject({ own: 20, shared: 10, least: 2, most: 3, sharedServices: 1 });
    expect(supply('A B', services)).toMatchObject({ own: 30, shared: null, least: 3, most: 3 });
  });

  test.each([
    ['none recorded', [stated('B', 9)], 10_000, 'none-recorded', null],
    ['services that state nothing', [stated('A', null)], 10_000, 'not-stated', null],
    ['no population', [stated('A', 9)], null, 'population-not-known', null],
    ['too few children', [stated('A', 9)], 999, 'too-small', null],
    ['two of three states it', [stated('A', 9), stated('A', 9), stated('A', null)], 10_000, 'partly-known', 1.8],
  ])('%s is no judgement', (_, services, persons, state, least) => {
    expect(supply('A', services, persons)).toMatchObject({ state, least });
    expect(besideOthers(supply('A', services, persons), [1, 2, 3].map(() => supply('B', [stated('B', 500)]))).standing).toBe('not-known');
  });

  test('fewer than ten users say nothing per 1,000', () => {
    expect(supplyOf(new Set(['A']), [stated('A', 9)], 10_000, { ...places, arePeople: true }).state).toBe('too-small');
  });
});

describe('a reading', () => {
  const need = (standing: Need['standing']) => ({ standing, explanation: 'Need.' }) as Need;
  test.each([
    ['above', 'below', 'provision-gap'], ['below', 'above', 'concentration'], ['above', 'above', 'balanced'], ['near', 'below', 'balanced'], ['near', 'near', 'balanced'],
    ['unsure', 'below', 'cannot-say'], ['above', 'unsure', 'cannot-say'], ['not-known', 'near', 'cannot-say'], ['above', 'not-known', 'cannot-say'],
  ] as const)('of need %s and supply %s is %s', (standing, beside, reading) => {
    expect(readingOf(need(standing), { standing: beside, explanation: 'Supply.' }).reading).toBe(reading);
  });

  test('is not moved by services of others that state nothing', () => {
    const own = [stated('A', 15), stated('B', 1), stated('C', 18), stated('D', 20), stated('E', 22)];
    expect(readingIn('A', own)).not.toBe('provision-gap');
    expect(readingIn('A', [...own, stated('B', null)])).not.toBe('provision-gap');
  });

  test('is told as not stated where no service states it, and never as none', () => {
    expect(supply('A', [stated('A', null), stated('A B', 20)]).explanation).toContain('a capacity in places: nothing by those of its own, and 20 places of 1 service that are also for others, not divided');
    expect(supply('A', [stated('A', 20), stated('A B', null)]).explanation).toContain('20 places of its own, and nothing by 1 service that are also for others');
    expect(supply('A', [stated('A B', 20)]).explanation).toContain('none of its own, and 20 places of 1 service');
  });

  test('needs three others, and says how far apart supply is', () => {
    const others = [10, 20, 30].map((amount) => supply('B', [stated('B', amount)]));
    expect(besideOthers(supply('A', [stated('A', 15)]), others.slice(1)).standing).toBe('not-known');
    expect(besideOthers(supply('A', [stated('A', 15)]), others)).toEqual({ standing: 'below', explanation: '1 of 1 service known here states a capacity in places: 15 places of its own, among 10,000 children of these ages: 1.5 per 1,000. The middle of the 3 others that are known is 2: clearly below it.' });
    expect(besideOthers(supply('A', [stated('A', 16)]), others).standing).toBe('near');
    // Just three quarters of the middle, and a middle that is just three quarters: of 2,500 children each.
    const twelve = [1, 2, 3].map(() => supply('B', [stated('B', 12)], 2_500));
    expect(besideOthers(supply('A', [stated('A', 9)], 2_500), twelve).standing).toBe('below');
    expect(besideOthers(supply('A', [stated('A', 12)], 2_500), [1, 2, 3].map(() => supply('B', [stated('B', 9)], 2_500))).standing).toBe('above');
    expect(besideOthers(supply('A', [stated('A', 27)]), others).standing).toBe('above');
    expect(besideOthers(supply('A', [stated('A', 15), stated('A B', 10)]), others).standing).toBe('unsure');
  });
});

const codes = ['A', 'B', 'C', 'D', 'E'];
const someServices = fc.array(fc.record({ authorities: fc.subarray(codes, { minLength: 1, maxLength: 2 }), amount: fc.option(fc.integer({ min: 0, max: 400 })), isWider: fc.boolean() }).map(({ authorities, amount, isWider }): Stated => ({ serviceId: '', authorities: new Set(authorities), amount, isWider })), { maxLength: 25 });
const inNeed = needOf([certain(1)], []);
const readingIn = (code: string, services: readonly Stated[], order: readonly string[] = codes) =>
  readingOf(inNeed, besideOthers(supply(code, services), order.filter((other) => other !== code).map((other) => supply(other, services)))).reading;

const oneOfEach = fc.tuple(...codes.map(() => fc.integer({ min: 10, max: 30 }))).map((amounts) => amounts.map((amount, index) => stated(codes[index]!, amount)));

test('law: a service that states no capacity never makes a gap, wherever it is added', () => {
  fc.assert(fc.property(oneOfEach, fc.oneof(fc.constant([]), someServices), fc.constantFrom(...codes), fc.subarray(codes, { minLength: 1 }), (first, others, code, where) => {
    const services = [...first, ...others];
    const after = readingIn(code, [...services, stated(where.join(' '), null)]);
    if (after === 'provision-gap') expect(readingIn(code, services)).toBe('provision-gap');
  }), { numRuns: 2_000 });
});

test('law: services that state nothing give no number, however many there are', () => {
  fc.assert(fc.property(someServices, fc.constantFrom(...codes), (services, code) => {
    const found = supply(code, services.map((service) => ({ ...service, amount: null })));
    expect([found.own, found.shared, found.least, found.most]).toEqual([null, null, null, null]);
    expect(readingIn(code, services.map((service) => ({ ...service, amount: null })))).toBe('cannot-say');
  }));
});

test('law: another unit, and another order of authorities and services, change no reading', () => {
  fc.assert(fc.property(someServices, fc.constantFrom(...codes), (services, code) => {
    const reading = readingIn(code, services);
    expect(readingIn(code, services.map((service) => ({ ...service, amount: service.amount === null ? null : service.amount * 8 })))).toBe(reading);
    expect(readingIn(code, services.toReversed(), codes.toReversed())).toBe(reading);
  }));
});

test('law: need is the same in another unit and in another order', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 5, maxLength: 20 }), fc.integer({ min: 0, max: 1_000 }), (values, value) => {
    const [scale, turned, scaled] = [scaleOf(values), scaleOf(values.toReversed()), scaleOf(values.map((one) => one * 4))];
    expect(turned).toEqual(scale);
    if (!scale) return;
    const at = (on: NonNullable<typeof scale>, one: number) => distanceOn(on, { value: one, lower: null, upper: null }, 'low').distance;
    expect(at(scaled!, value * 4)).toBeCloseTo(at(scale, value), 9);
  }));
});

describe('sharing', () => {
  const side = (code: string, changes: Partial<Side> = {}): Side => ({ code, name: `Place ${code}`, reading: 'cannot-say', need: 'near', distance: 0, supply: 'near', least: 5, ...changes });
  const pair = (changes: Partial<Pair> = {}): Pair => ({ giver: side('G', { supply: 'above' }), taker: side('T', { need: 'above', distance: 1 }), free: null, areNeighbours: true, open: [], ...changes });
  const free = { amounts: new Map([['places', 4]]), updated: '2025-05-01' };

  test.each([
    ['that are out of reach', { areNeighbours: false }],
    ['of which neither has need', { taker: side('T') }],
    ['of which none has anything to share', { giver: side('G') }],
    ['of which the first has need itself', { giver: side('G', { supply: 'above', need: 'above' }) }],
    ['that are one', { taker: side('G', { need: 'above' }) }],
    ['whose free places are none', { giver: side('G'), free: { ...free, amounts: new Map([['places', 0]]) } }],
  ])('none between two %s', (_, changes) => {
    expect(possibilitiesOf([pair(changes)])).toEqual([]);
  });

  test('a gap comes first, then services that are open already, then more need; each is only suggested', () => {
    const ranked = possibilitiesOf([
      pair({ taker: side('T', { need: 'above', distance: 2 }) }),
      pair({ taker: side('U', { need: 'above', distance: 1 }), open: ['Club'], areNeighbours: false }),
      pair({ taker: side('V', { need: 'above', distance: 1, reading: 'provision-gap', supply: 'below' }), giver: side('G'), free }),
    ]);
    expect(ranked.map(({ taker }) => taker.code)).toEqual(['V', 'U', 'T']);
    expect(ranked[0]!.explanation).toBe('Place G said by 2025-05-01 that 4 places of its own services were free; Place V has more need and less supply than the others; they border on one another. A suggestion to look at, no decision: resources stay where they are unless a proposal says otherwise.');
    expect(ranked[1]!.explanation).toContain('1 service of Place G says it is open to residents of Place U (“Club”)');
  });
});

test('each threshold is a number with a reason', () => {
  expect(thresholds.length).toBe(11);
  for (const { value, why } of thresholds) expect([Number.isFinite(value) && value > 0, why.length > 20]).toEqual([true, true]);
});
