import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareServices } from '../../../src/harvest/duplicates/compareServices.ts';
import { describeService, placeNamesOf, type ListedService } from '../../../src/harvest/duplicates/describeService.ts';
import { keysOf } from '../../../src/harvest/duplicates/keysOf.ts';
import { loadRules } from '../../../src/harvest/duplicates/rules.ts';
import { accuracyOf, comparePairs } from './labelledPairs.ts';

const { rules } = loadRules();
const places = placeNamesOf(['Derby', 'Derbyshire', 'Nottingham']);
const listed = (changes: Partial<ListedService>): ListedService => ({ id: 'a', sourceId: 's', name: 'Young carers', description: null, provider: null, url: null, postcode: null, latitude: null, longitude: null, ageFrom: null, ageTo: null, authorityCodes: [], authorityNames: [], ...changes });
const compare = (a: Partial<ListedService>, b: Partial<ListedService>) => compareServices(describeService(listed({ id: 'a', ...a }), rules, places), describeService(listed({ id: 'b', ...b }), rules, places), rules);
const said = (reasons: readonly { explanation: string }[]) => reasons.map(({ explanation }) => explanation);

describe('what speaks for two services being one', () => {
  test('is said in words, with points that add up to the score', () => {
    const { score, reasons, against } = compare(
      { name: 'The Derby Young Carers Service', provider: 'Mayfield Carers Ltd', url: 'https://www.mayfield.example/young/', latitude: 52.922, longitude: -1.476 },
      { name: 'Young Carers', provider: 'Mayfield Carers Limited', url: 'http://mayfield.example/young', latitude: 52.9236, longitude: -1.476 },
    );
    expect(said(reasons)).toEqual(['Names share “young carers”, and nothing tells them apart.', 'Same web address: mayfield.example/young.', '180 m apart.', 'Same provider: Mayfield Carers Ltd.']);
    expect(reasons.map(({ points }) => points)).toEqual([40, 35, 20, 20]);
    expect([score, against]).toEqual([100, []]);
  });

  test.each([
    ['abbreviations', { name: 'CAMHS' }, { name: 'Child and Adolescent Mental Health Service' }],
    ['a slip of the hand', { name: 'Bereavement counselling' }, { name: 'Bereavment counseling' }],
    ['accents and signs', { name: 'Café Play — Stay & Play' }, { name: 'cafe play stay and play' }],
  ])('sees through %s', (_, a, b) => {
    expect(compare(a, b)).toMatchObject({ score: 40, against: [] });
  });
});

describe('what speaks against it', () => {
  test.each([
    ['places far from each other', { latitude: 52.92, longitude: -1.47 }, { latitude: 53.38, longitude: -1.47 }, '51.1 km apart.'],
    ['ages that have none in common', { ageFrom: 0, ageTo: 5 }, { ageFrom: 11 }, 'No age in common: 0 to 5, and from 11.'],
    ['other places in their names', { name: 'Young carers Derby' }, { name: 'Young carers Nottingham' }, 'Names name other places: derby, and nottingham.'],
    ['a word that tells parts of a service apart', { name: 'Young carers' }, { name: 'Young carers girls' }, 'Only one name says “girls”.'],
    ['other authorities', { authorityCodes: ['E06000015'], authorityNames: ['Derby'] }, { authorityCodes: ['E06000018'], authorityNames: ['Nottingham'] }, 'Listed for other authorities: one for Derby, the other for Nottingham.'],
    ['other providers', { provider: 'Mayfield Carers' }, { provider: 'Harbour Light' }, 'Other provider: Mayfield Carers, and Harbour Light.'],
    ['other postcodes', { postcode: 'DE1 2QP' }, { postcode: 'S1 2HE' }, 'Other postcode: DE1 2QP, and S1 2HE.'],
  ])('is %s', (_, a, b, explanation) => {
    expect(said(compare(a, b).against)).toEqual([explanation]);
  });

  test('makes two branches of one provider two services', () => {
    const branch = { name: 'Young Carers Support', provider: 'Mayfield Carers', url: 'https://mayfield.example', description: 'Groups for children who care for a relative.' };
    expect(compare({ ...branch, latitude: 52.92, longitude: -1.47, authorityCodes: ['E06000015'] }, { ...branch, latitude: 52.63, longitude: -1.13, authorityCodes: ['E06000016'] }).score).toBeLessThan(rules.threshold);
  });
});

const words = fc.array(fc.constantFrom('young', 'carers', 'group', 'Derby', 'girls', '2', 'CAMHS', 'support', 'centre', 'the'), { minLength: 1, maxLength: 5 }).map((some) => some.join(' '));
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const anyService = fc.record({
  id: fc.string({ minLength: 1 }), sourceId: fc.constantFrom('s', 't'), name: fc.oneof(words, fc.string({ minLength: 1 })), description: orNull(words), provider: orNull(words), url: orNull(fc.webUrl()),
  postcode: orNull(fc.constantFrom('DE1 2QP', 'de12qp', 'NG1 1AA', 'none')), latitude: orNull(fc.double({ min: 50, max: 55, noNaN: true })), longitude: orNull(fc.double({ min: -3, max: 1, noNaN: true })),
  ageFrom: orNull(fc.integer({ min: 0, max: 25 })), ageTo: orNull(fc.integer({ min: 0, max: 25 })), authorityCodes: fc.uniqueArray(fc.constantFrom('E06000015', 'E06000018'), { maxLength: 2 }),
}).map((service) => ({ ...service, authorityNames: service.authorityCodes }));

test('it makes no difference which of two services comes first, and the score is the sum of the points, from 0 to 100', () => {
  fc.assert(fc.property(anyService, anyService, (a, b) => {
    fc.pre(a.id !== b.id);
    const [one, other] = [describeService(a, rules, places), describeService(b, rules, places)];
    const there = compareServices(one, other, rules);
    expect(compareServices(other, one, rules)).toEqual(there);
    const sum = (some: readonly { points: number }[]) => some.reduce((total, { points }) => total + points, 0);
    expect(there.score).toBe(Math.min(100, Math.max(0, sum(there.reasons) - sum(there.against))));
  }));
});

test('a listing copied whole into another directory is always found', () => {
  fc.assert(fc.property(anyService, (service) => {
    const copied = describeService({ ...service, id: `${service.id}2`, sourceId: 'u' }, rules, places);
    expect(keysOf(copied)).toEqual(keysOf(describeService(service, rules, places)));
    expect(keysOf(copied)).not.toEqual([]);
  }));
});

test('of 290 labelled pairs, the half that the rules were not fitted to comes out as docs/duplicates.md says', () => {
  const pairs = comparePairs();
  const figures = Object.fromEntries((['tuned', 'held'] as const).map((set) => [set, accuracyOf(pairs.filter((pair) => pair.set === set))]));
  console.log(Object.entries(figures).map(([set, { pairs: count, precision, recall }]) => `${set}: ${count} pairs, precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`).join('\n'));
  expect(pairs.length).toBe(290);
  expect(figures['held']!.precision).toBeGreaterThan(0.94);
  expect(figures['held']!.recall).toBeGreaterThan(0.85);
});
