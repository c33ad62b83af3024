import { expect, test } from 'vitest';
import { calibrationOf } from '../../../src/overlap/engine/calibrationOf.ts';
import { pairErrors, pairFigure, themeFigure, type Judged } from '../../../src/overlap/engine/figuresOf.ts';

function judged(authority: string, primary: string[], secondary: string[], themes: string[]): Judged {
  return { labelled: { authority, statement: { id: `${authority}${primary.join()}`, title: '' }, labels: { primary, secondary } }, themes, overlaps: themes.filter(code => code !== 'GENERIC') };
}

test('a theme that a person put second is neither right nor wrong', () => {
  expect(themeFigure([judged('A', ['LAC'], ['SEND'], ['LAC', 'SEND', 'DV']), judged('B', ['NEET'], [], [])])).toMatchObject({ truePositives: 1, falsePositives: 1, falseNegatives: 1, precision: 0.5, recall: 0.5, f1: 0.5 });
});

test('pairs of one authority do not count', () => {
  expect(pairFigure([judged('A', ['LAC'], [], ['LAC']), judged('A', ['LAC'], [], ['LAC'])])).toMatchObject({ truePositives: 0, falsePositives: 0, falseNegatives: 0 });
});

test('a pair that shares a theme only through a second label is left out', () => {
  const pair = [judged('A', ['LAC'], [], ['LAC']), judged('B', ['DV'], ['LAC'], ['LAC'])];
  expect(pairFigure(pair)).toMatchObject({ truePositives: 0, falsePositives: 0, falseNegatives: 0 });
});

test('a pair is found, missed or wrong as the overlaps say; a shared broad outcome is no pair', () => {
  const three = [judged('A', ['LAC'], [], ['LAC']), judged('B', ['LAC'], [], ['LAC']), judged('C', ['LAC'], [], ['DV']), judged('D', ['DV'], [], ['LAC'])];
  expect(pairFigure(three)).toMatchObject({ truePositives: 1, falseNegatives: 2, falsePositives: 2 });
  expect(pairFigure([judged('A', ['GENERIC'], [], ['GENERIC']), judged('B', ['GENERIC'], [], ['GENERIC'])])).toMatchObject({ truePositives: 0, falseNegatives: 0 });
});

test('each statement is told how many of its pairs are wrong and how many are missed', () => {
  const errors = pairErrors([judged('A', ['LAC'], [], ['LAC']), judged('B', ['LAC'], [], ['LAC']), judged('C', ['LAC'], [], ['DV']), judged('D', ['DV'], [], ['LAC'])]);
  expect(Object.fromEntries(errors)).toEqual({ ALAC: { wrong: 1, missed: 1 }, BLAC: { wrong: 1, missed: 1 }, CLAC: { wrong: 0, missed: 2 }, DDV: { wrong: 2, missed: 0 } });
});

test('calibration error is the mean distance between what was said and what was so', () => {
  const codings = [0.95, 0.95, 0.95, 0.95].map((confidence, i) => ({ confidence, isRight: i < 3 }));
  expect(calibrationOf(codings).error).toBeCloseTo(0.2);
  expect(calibrationOf([{ confidence: 1, isRight: true }]).bands).toMatchObject([{ from: 0.9, codings: 1, shareRight: 1 }]);
  expect(calibrationOf([]).error).toBe(0);
});
