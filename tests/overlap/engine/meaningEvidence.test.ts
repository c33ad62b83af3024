import { expect, test } from 'vitest';
import { loadEngine } from '../../../src/overlap/engine/loadEngine.ts';
import { loadRules } from '../../../src/overlap/engine/Rules.ts';

const engine = loadEngine();
const statement = { id: 's', title: 'Placements close to home' };
const near = (deviations: number) => ({ ...statement, similarThemes: { model: 'toy-2', themes: [{ themeCode: 'LAC', deviations }] } });
const lac = (of: ReturnType<typeof near> | typeof statement) => engine.codeStatement(of).themes.find(({ themeCode }) => themeCode === 'LAC')!;
const { from, each, most } = loadRules().similarMeaning;

test('nearness in meaning is one more reason, which names the model and is surer the nearer it is', () => {
  const coded = lac(near(from + 1));
  expect(coded.evidence.filter(({ kind }) => kind === 'SIMILAR_MEANING')).toEqual([
    { kind: 'SIMILAR_MEANING', weight: each, explanation: 'By the outside model “toy-2” it is nearer in meaning to Looked-after children and care leavers than to other themes: by 3.0 standard deviations.' },
  ]);
  expect(coded.confidence).toBeGreaterThan(lac(statement).confidence);
});

test('it never weighs more than its bound, which is less than an indicator does', () => {
  expect(lac(near(40)).evidence.find(({ kind }) => kind === 'SIMILAR_MEANING')!.weight).toBe(most);
  expect(most).toBeLessThan(loadRules().indicator);
});

test('as near as most themes is no reason, nor is a theme that the engine does not know', () => {
  expect(engine.codeStatement(near(from))).toEqual({ ...engine.codeStatement(statement), statement: near(from) });
  const strange = { ...statement, similarThemes: { model: 'toy-2', themes: [{ themeCode: 'NO-SUCH', deviations: 9 }] } };
  expect(engine.codeStatement(strange)).toEqual({ ...engine.codeStatement(statement), statement: strange });
});
