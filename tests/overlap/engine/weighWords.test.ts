import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractFeatures } from '../../../src/overlap/engine/extractFeatures.ts';
import { loadEngine } from '../../../src/overlap/engine/loadEngine.ts';
import { readModelText } from '../../../src/overlap/engine/modelFile.ts';
import { loadRules } from '../../../src/overlap/engine/Rules.ts';
import { toScoringTable, type ThemeModel } from '../../../src/overlap/engine/ThemeModel.ts';
import { loadVocabulary } from '../../../src/overlap/engine/Vocabulary.ts';
import { weighWords } from '../../../src/overlap/engine/weighWords.ts';

const engine = loadEngine();
const model = JSON.parse(readModelText('themes.json')) as ThemeModel;
const vocabulary = loadVocabulary();
const table = toScoringTable(model, vocabulary, loadRules());

const words = ['Improve', 'mental', 'health', 'and', 'emotional', 'well-being', 'of', 'looked-after', 'children', 'SEND', 'family', 'support', 'safe', 'place', 'to', 'live', 'in', 'education,', 'employment', 'or', 'training', 'reduce', 'obesity', 'schools', 'confident', 'readers', 'poverty', 'Health:'];
const anyTitle = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 }).map((some) => some.join(' '));
const anyStatement = fc.oneof(fc.record({ id: fc.constant('S'), title: anyTitle, outcome: fc.option(anyTitle, { nil: null }) }), anyTitle.map((title) => ({ id: 'S', title, outcome: title })));

test('what all reasons give to a theme is what all features give to it, none twice and none left out', () => {
  fc.assert(
    fc.property(anyStatement, fc.nat({ max: model.themeCodes.length - 1 }), (statement, theme) => {
      const features = extractFeatures(statement, vocabulary).features.filter(({ positions }) => positions.length > 0);
      const given = features.reduce((sum, { name }) => sum + (table.weightsByFeature.get(name)?.[theme] ?? 0), 0);
      expect(weighWords(features, table).reduce((sum, { weightFor }) => sum + weightFor(theme), 0)).toBeCloseTo(given, 9);
    }),
    { numRuns: 500 },
  );
});

test('no reason for a theme quotes words that are all quoted by another', () => {
  let compared = 0;
  fc.assert(
    fc.property(anyStatement, (statement) => {
      for (const { evidence } of engine.codeStatement(statement).themes) {
        const spans = evidence.filter(({ kind }) => kind === 'WORDS' || kind === 'SIMILAR_WORDING').map(({ place, parts = [] }) => parts.map(({ from, to }) => ({ place, from, to })));
        for (const one of spans) {
          for (const other of spans) {
            if (one === other) continue;
            compared += 1;
            expect(one.every((part) => other.some(({ place, from, to }) => place === part.place && from <= part.from && part.to <= to)), statement.title).toBe(false);
          }
        }
      }
    }),
    { numRuns: 500 },
  );
  expect(compared).toBeGreaterThan(1000);
});

test('a heading that repeats the title is no second reason, and another heading is told as one', () => {
  const alone = engine.codeStatement({ id: 'S', title: 'Reduce obesity' });
  expect(engine.codeStatement({ id: 'S', title: 'Reduce obesity', outcome: 'Reduce Obesity.' }).themes).toEqual(alone.themes);
  const places = engine.codeStatement({ id: 'S', title: 'Reduce obesity', outcome: 'Obesity' }).themes[0]?.evidence.map(({ place, quote }) => [place, quote]);
  expect(places).toEqual([['TITLE', 'obesity'], ['HEADING', 'Obesity']]);
});

test('that words name a theme alone is told for that theme and no other', () => {
  const [bullying, equality] = engine.codeStatement({ id: 'S', title: 'Tackling discrimination' }).themes;
  expect(bullying?.evidence[0]?.explanation).toContain('and nothing that names another theme');
  expect(equality?.evidence[0]?.explanation).not.toContain('another theme');
});

test('a concept, its own words and their standing in the title are one reason', () => {
  const [reading] = engine.codeStatement({ id: 'S', title: 'Reduce obesity' }).themes;
  expect(reading?.evidence).toEqual([expect.objectContaining({ kind: 'WORDS', quote: 'obesity', explanation: 'It says “obesity” (obesity) and nothing that names another theme, which speaks for Healthy weight, food and physical activity.' })]);
});
