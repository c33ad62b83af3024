import { expect, test } from 'vitest';
import { readAges, stageOf } from '../../../src/overlap/engine/readAges.ts';

function agesOf(title: string, outcome: string | null = null): unknown {
  return readAges({ id: 'S', title, outcome })?.ages ?? null;
}

test('ages are read as they are written in plans', () => {
  expect(agesOf('Girls aged 15-17')).toEqual({ from: 15, to: 17 });
  expect(agesOf('16 to 18-year-olds not in education')).toEqual({ from: 16, to: 18 });
  expect(agesOf('Children under 5')).toEqual({ from: 0, to: 4 });
  expect(agesOf('Raise KS4 results')).toEqual({ from: 14, to: 16 });
  expect(agesOf('Child care', 'Birth to five group')).toEqual({ from: 0, to: 5 });
});

test('years, shares and nonsense are not ages', () => {
  expect(agesOf('The plan for 2009-12')).toBeNull();
  expect(agesOf('From 10 to 12 % of pupils')).toBeNull();
  expect(agesOf('Pages 90-99')).toBeNull();
  expect(agesOf('Increase breastfeeding at 6-8 weeks')).toBeNull();
  expect(agesOf('Health visitor checks at 10 to 14 days')).toBeNull();
  expect(agesOf('Every child takes 2-3 hours of PE a week')).toBeNull();
  expect(agesOf('Reviews in under 20 days')).toBeNull();
  expect(agesOf('Safeguarding')).toBeNull();
});

test('only a narrow span of ages is a stage of its own', () => {
  expect(stageOf({ from: 0, to: 19 }, 6)).toBeNull();
  expect(stageOf({ from: 0, to: 5 }, 6)).toBe('early years');
  expect(stageOf({ from: 13, to: 19 }, 6)).toBe('teenage');
});
