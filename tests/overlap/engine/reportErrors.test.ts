import { expect, test } from 'vitest';
import type { CodedStatement, Evidence, RunnerUp, ThemeCoding } from '../../../src/overlap/engine/CodedStatement.ts';
import { reportErrors } from '../../../src/overlap/engine/reportErrors.ts';

const words = (quote: string, weight: number, place: 'TITLE' | 'HEADING' = 'TITLE'): Evidence => ({ kind: 'WORDS', quote, weight, place, explanation: `It says “${quote}”.` });
const read = (themeCode: string, confidence: number, evidence: Evidence[]): ThemeCoding => ({ themeCode, rank: 'primary', confidence, evidence });
const near = (themeCode: string, confidence: number, evidence: Evidence[]): RunnerUp => ({ themeCode, confidence, threshold: 0.4, separation: '', evidence });

/** The lines on one statement that the engine read so and a person labelled so. */
function linesOn(themes: ThemeCoding[], runnersUp: RunnerUp[], primary: string[], secondary: string[] = []): string[] {
  const statement = { id: 'A1', title: 'Healthy and happy' };
  const coded: CodedStatement = { statement, themes, runnersUp, group: null, ages: null, approach: null, subjects: [] };
  const judged = [{ labelled: { authority: 'Aton', statement, labels: { primary, secondary } }, themes: themes.map(one => one.themeCode), overlaps: [] }];
  const lines: string[] = [];
  reportErrors({ judged, overlaps: [], figures: null, cores: null }, [coded], line => lines.push(line));
  return lines.slice(4);
}

test('of a missed theme it says what was read beside it, with the words for that, and the words for and against what was missed', () => {
  const lines = linesOn([read('CHEALTH', 0.98, [words('healthy', 6.6), words('happy', 1)])], [near('CAMHS', 0.37, [words('happy', 3.9), words('healthy', -1.26), words('lives', -0.5, 'HEADING'), words('and', -0.4)])], ['CHEALTH', 'CAMHS']);
  expect(lines).toEqual(['    missed CAMHS (0.37, read from 0.40): read CHEALTH 0.98 (right) for “healthy” +6.6; CAMHS for “happy” +3.9, against “healthy” −1.3, “lives” in the heading −0.5']);
});

test('a missed theme that was hardly likely is told with the two surest that were read instead', () => {
  const lines = linesOn([read('CHEALTH', 0.98, [words('healthy', 6.6)]), read('PARENT', 0.5, []), read('PLAY', 0.4, [])], [], ['LAC'], ['CHEALTH', 'PARENT', 'PLAY']);
  expect(lines).toEqual(['    missed LAC (less than 0.05, or three others nearer): read CHEALTH 0.98 (secondary) for “healthy” +6.6 and PARENT 0.50 (secondary) without a word for it']);
});

test('where nothing was read it says so, with the theme that came nearest, unless that is the missed one', () => {
  const happy = near('CAMHS', 0.19, [words('happy', 1)]);
  expect(linesOn([], [happy], ['LAC'])).toEqual(['    missed LAC (less than 0.05, or three others nearer): read nothing, nearest CAMHS 0.19 for “happy” +1.0']);
  expect(linesOn([], [happy], ['CAMHS'])).toEqual(['    missed CAMHS (0.19, read from 0.40): read nothing; CAMHS for “happy” +1.0']);
});

test('a theme read in error is told with the two strongest words that spoke for it, and never with those against it', () => {
  const lines = linesOn([read('CHEALTH', 0.9, [words('healthy', 6.6), words('lead', -3), words('happy', 2), words('lives', 1)]), read('CAMHS', 0.8, [])], [], ['CAMHS']);
  expect(lines).toEqual(['    wrong  CHEALTH (0.90): for “healthy” +6.6, “happy” +2.0']);
});
