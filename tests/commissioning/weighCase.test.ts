import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { known, notKnown, type Judgement } from '../../src/commissioning/Judgement.ts';
import { componentNames, defaultWeights, weighCase, type ComponentName, type Weights } from '../../src/commissioning/weighCase.ts';

const judgement = fc.oneof(fc.constant(notKnown('Not known.')), fc.integer({ min: 0, max: 100 }).map((hundredths) => known(hundredths / 100, 'Known.')));
const judgements = fc.record(Object.fromEntries(componentNames.map((name) => [name, judgement])) as Record<ComponentName, typeof judgement>);
const weights = fc.record(Object.fromEntries(componentNames.map((name) => [name, fc.integer({ min: 1, max: 50 })])) as Record<ComponentName, fc.Arbitrary<number>>);

const all = (value: Judgement): Record<ComponentName, Judgement> => Object.fromEntries(componentNames.map((name) => [name, value])) as Record<ComponentName, Judgement>;

/** The score is 0.13075, which the noise of binary fractions once took to either side of the half. */
const atTheHalf: [Record<ComponentName, Judgement>, Weights, number] = [
  {
    coverage: known(0, 'Known.'), match: known(0.06, 'Known.'), need: notKnown('Not known.'), specialism: known(0.58, 'Known.'),
    contiguity: known(0.2, 'Known.'), fragmentation: known(0, 'Known.'), agreements: known(0.23, 'Known.'),
  },
  { coverage: 50, match: 3, need: 1, specialism: 15, contiguity: 1, fragmentation: 5, agreements: 6 },
  5,
];

describe('the case for commissioning together', () => {
  test('of two thirds of the weight in tenths is comparable, as of ten times these weights', () => {
    const given = { ...all(known(0.5, 'Known.')), contiguity: notKnown('Not known.') };
    const tenths = { coverage: 0, match: 0, need: 0, specialism: 0.1, contiguity: 0.3, fragmentation: 0.2, agreements: 0.3 };
    const whole = Object.fromEntries(Object.entries(tenths).map(([name, weight]) => [name, Math.round(weight * 10)])) as unknown as Weights;
    expect([weighCase(given, tenths), weighCase(given, whole)].map(({ isComparable, knownWeight }) => [isComparable, knownWeight])).toEqual([[true, 0.6667], [true, 0.6667]]);
  });

  test('a score lies between the least and the most of what is known', () => {
    fc.assert(
      fc.property(judgements, weights, (given, counted) => {
        const values = Object.values(given).flatMap(({ value }) => (value === null ? [] : [value]));
        const { score } = weighCase(given, counted);
        if (values.length === 0) return score === null;
        return score! >= Math.min(...values) - 1e-4 && score! <= Math.max(...values) + 1e-4;
      }),
    );
  });

  test('only the proportions of the weights count', () => {
    fc.assert(
      fc.property(judgements, weights, fc.integer({ min: 2, max: 9 }), (given, counted, times) => {
        const heavier = Object.fromEntries(componentNames.map((name) => [name, counted[name] * times])) as Weights;
        expect(weighCase(given, heavier)).toMatchObject({ score: weighCase(given, counted).score, knownWeight: weighCase(given, counted).knownWeight });
      }),
      { examples: [atTheHalf] },
    );
  });

  test('what is not known is left out and told, and is not 0', () => {
    const unknownNeed = weighCase({ ...all(known(0.8, 'Known.')), need: notKnown('No figures.') });
    expect(unknownNeed).toMatchObject({ score: 0.8, knownWeight: 0.75, isComparable: true });
    expect(unknownNeed.explanation).toBe('The weighted mean of 6 of 7 components, which carry 75% of the weight. Not known, and so left out: need.');
    expect(weighCase({ ...all(known(0.8, 'Known.')), need: known(0, 'None is worse.') }).score).toBe(0.6);
    expect(weighCase(all(notKnown('Nothing.')))).toMatchObject({ score: null, knownWeight: 0, isComparable: false, explanation: `Not known: nothing is known of ${componentNames.join(', ')}.` });
    expect(weighCase({ ...all(notKnown('Nothing.')), need: known(0.4, 'Some.') }).explanation).toMatch(/^The value of 1 of 7 components, which carries 25% of the weight\./);
  });

  test('what the caller gives no weight neither counts nor is missed', () => {
    const onlyNeed = { ...Object.fromEntries(componentNames.map((name) => [name, 0])), need: 1 } as Weights;
    expect(weighCase({ ...all(notKnown('Nothing.')), need: known(0.4, 'Some.') }, onlyNeed)).toMatchObject({ score: 0.4, knownWeight: 1, isComparable: true, explanation: 'The one component that counts, which carries 100% of the weight.' });
  });

  test('the default weights make a hundred, so that each reads as a percentage', () => {
    expect(Object.values(defaultWeights).reduce((sum, weight) => sum + weight, 0)).toBe(100);
  });
});
