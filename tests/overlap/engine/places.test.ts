import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadEngine } from '../../../src/overlap/engine/loadEngine.ts';
import { trainingFolder } from '../../../src/overlap/engine/modelFile.ts';
import { readLabelledFolder } from '../../../src/overlap/engine/readLabelledFolder.ts';
import { splitWords } from '../../../src/overlap/engine/splitWords.ts';

const places = new Set((JSON.parse(readFileSync('src/overlap/model/places.json', 'utf8')) as { words: string[] }).words);

test('no learned reason quotes the name of a place: where a statement is from says nothing of what it is about', () => {
  const engine = loadEngine();
  const learned = readLabelledFolder(trainingFolder()).statements.flatMap(({ statement }) =>
    engine.codeStatement(statement).themes.flatMap((theme) => theme.evidence.flatMap(({ explanation }) => /“([^”]+)”, which in the statements that the engine learnt from/.exec(explanation)?.[1] ?? [])),
  );
  expect(learned.length).toBeGreaterThan(500);
  expect(learned.filter((quote) => splitWords(quote).some(({ surface }) => places.has(surface)))).toEqual([]);
});

test('the place alone changes no reading', () => {
  const engine = loadEngine();
  const themesOf = (title: string) => engine.codeStatement({ id: 'x', title }).themes.map(({ themeCode, confidence }) => [themeCode, confidence]);
  expect(themesOf('Raise attainment of looked-after children in Nottingham')).toEqual(themesOf('Raise attainment of looked-after children in Derby'));
  // The control: another subject does change it.
  expect(themesOf('Raise attainment of looked-after children in Derby')).not.toEqual(themesOf('Prevent obesity in Derby'));
});
