import { expect, test } from 'vitest';
import { atOnce } from '../../../src/overlap/engine/inPieces.ts';
import { loadEngine } from '../../../src/overlap/engine/loadEngine.ts';
import { readModelText } from '../../../src/overlap/engine/modelFile.ts';
import { modelInPieces } from '../../../src/overlap/engine/ThemeModel.ts';
import { turnsDuring } from '../../support/turnsDuring.ts';

const statement = { id: 'x/1', title: 'Reduce the number of young people who are NEET', outcome: null };

test('while the engine is read, other work of the process gets its turn many times', async () => {
  const engine = loadEngine();
  // Some for the model, the vocabulary and the table of scores, each.
  expect(await turnsDuring(engine.wake())).toBeGreaterThan(30);
  await engine.wake();
  expect(engine.codeStatement(statement).themes[0]).toMatchObject({ themeCode: 'NEET' });
});

test('a model read in pieces is the one that its file holds', () => {
  const text = readModelText('themes.json');
  expect(atOnce(modelInPieces(text))).toEqual(JSON.parse(text));
});
