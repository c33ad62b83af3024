import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideThemes, LEAST_LIKELY } from '../../../src/overlap/engine/decideThemes.ts';
import { loadEngine } from '../../../src/overlap/engine/loadEngine.ts';
import { readModelText } from '../../../src/overlap/engine/modelFile.ts';
import type { ThemeModel } from '../../../src/overlap/engine/ThemeModel.ts';

const engine = loadEngine();
const model = JSON.parse(readModelText('themes.json')) as ThemeModel;
const anyLogOdds = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 5, maxLength: 5 });

test('with a threshold no higher than its confidence a runner-up would have been read, and with the one it missed it was not', () => {
  fc.assert(
    fc.property(anyLogOdds, (logOdds) => {
      const { chosen, runnersUp } = decideThemes(logOdds, model);
      for (const { theme, confidence, threshold } of runnersUp) {
        expect(confidence).toBeLessThan(threshold);
        expect(chosen.map((one) => one.theme)).not.toContain(theme);
        const lenient = { ...model, decision: { ...model.decision, threshold: confidence } };
        expect(decideThemes(logOdds, lenient).chosen.map((one) => one.theme)).toContain(theme);
      }
    }),
  );
});

test('the very next is always told, however unlikely, and after it only what is likely enough', () => {
  fc.assert(
    fc.property(anyLogOdds, (logOdds) => {
      const { chosen, runnersUp } = decideThemes(logOdds, model);
      expect(runnersUp.length).toBeGreaterThanOrEqual(chosen.length < logOdds.length ? 1 : 0);
      for (const { confidence } of runnersUp.slice(1)) expect(confidence).toBeGreaterThanOrEqual(LEAST_LIKELY);
    }),
  );
});

test('where no theme is read, the likeliest missed the threshold of a theme read alone', () => {
  const { chosen, runnersUp } = decideThemes([-2.6, -9, -9, -9, -9], model);
  expect(chosen).toEqual([]);
  expect(runnersUp[0]).toMatchObject({ theme: 0, threshold: model.decision.soleThreshold });
});

test('by one learned word alone no theme is read below the threshold of all, and what is missed is told with that', () => {
  const logOdds = [-1, -9, -9, -9, -9];
  expect(decideThemes(logOdds, model).chosen).toHaveLength(1);
  expect(decideThemes(logOdds, model, { isOneWord: true })).toMatchObject({ chosen: [], runnersUp: [{ theme: 0, threshold: model.decision.threshold }] });
});

test('a runner-up says how sure, why, and what sets it apart', () => {
  const [next] = engine.codeStatement({ id: 'S', title: 'Improve attendance at school and in nursery' }).runnersUp;
  expect(next).toBeDefined();
  expect(next!.evidence.length).toBeGreaterThan(0);
  expect(next!.separation).toMatch(/ leads .+ by \d/);
  expect(next!.evidence.every(({ explanation }) => explanation !== '')).toBe(true);
});

test('of a title that says nothing of any theme it is not said that anything speaks for one', () => {
  const { themes, runnersUp: [next] } = engine.codeStatement({ id: 'S', title: 'Zyxwv utsrq' });
  expect(themes).toEqual([]);
  expect(next!.separation).toMatch(/^Nothing in it speaks for .+, and nothing speaks more for another theme\.$/);
});
