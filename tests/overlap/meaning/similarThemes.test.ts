import fc from 'fast-check';
import { expect, test } from 'vitest';
import { similarTo } from '../../../src/overlap/meaning/similarThemes.ts';
import { vectorOf } from '../../support/embeddingServer.ts';

const texts = ['Looked after children', 'Young carers', 'School attendance', 'Healthy weight', 'Youth offending', 'Decent homes', 'Domestic abuse', 'Special needs', 'Early years', 'Mental health'];
const themes = texts.map((text) => ({ themeCode: text, vector: vectorOf(text) }));

test('the nearest theme comes first, well before the next', () => {
  const [nearest, next] = similarTo(themes)(vectorOf('Better attendance at school'));
  expect(nearest!.themeCode).toBe('School attendance');
  expect(nearest!.deviations).toBeGreaterThan(2);
  expect(next?.deviations ?? 0).toBeLessThan(1);
});

test('what lies in the middle of all themes is near to none', () => {
  expect(similarTo(themes)(themes[0]!.vector.map((_, i) => themes.reduce((sum, { vector }) => sum + vector[i]!, 0) / themes.length))).toEqual([]);
});

test('what all themes have in common, the scale of the vectors and the order of the themes make no difference', () => {
  const whole = fc.integer({ min: -9, max: 9 });
  const vector = fc.array(whole, { minLength: 5, maxLength: 5 });
  fc.assert(fc.property(fc.uniqueArray(vector, { minLength: 6, maxLength: 9, selector: String }), vector, vector, fc.integer({ min: 1, max: 50 }), (themeVectors, statement, shift, scale) => {
    const named = themeVectors.map((one, i) => ({ themeCode: `T${i}`, vector: one }));
    const moved = (one: readonly number[]): number[] => one.map((value, i) => (value + shift[i]!) * scale);
    const plain = similarTo(named)(statement);
    const changed = similarTo(named.map(({ themeCode, vector: one }) => ({ themeCode, vector: moved(one) })).reverse())(moved(statement));
    // Rounding may put two equally near themes the other way round, and leave out one that is hardly nearer than the average.
    const inOrder = (similar: typeof plain): number[] => Array.from({ length: 5 }, (_, i) => similar[i]?.deviations ?? 0);
    for (const [i, deviations] of inOrder(changed).entries()) expect(deviations).toBeCloseTo(inOrder(plain)[i]!, 1);
    // So many deviations are the most that one of n values can have.
    for (const { deviations } of plain) expect(deviations).toBeLessThanOrEqual(Math.sqrt(named.length - 1) + 0.01);
  }));
});

test('themes that are all alike are none of them nearer', () => {
  expect(similarTo(themes.map((theme) => ({ ...theme, vector: [1, 1, 1] })))([1, 2, 3])).toEqual([]);
});
