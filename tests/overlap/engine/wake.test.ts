import { expect, test } from 'vitest';
import { atOnce } from '../../../src/overlap/engine/inPieces.ts';
import { loadEngine } from '../../../src/overlap/engine/loadEngine.ts';
import { readModelText } from '../../../src/overlap/engine/modelFile.ts';
import { modelInPieces } from '../../../src/overlap/engine/ThemeModel.ts';

const statement = { id: 'x/1', title: 'Reduce the number of young people who are NEET', outcome: null };

test('while the engine is read, other work of the process gets its turn many times', async () => {
  let turns = 0;
  let isOver = false;
  const takeTurn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(takeTurn);
  };
  setImmediate(takeTurn);
  const engine = loadEngine();
  await engine.wake();
  isOver = true;
  // Some for the model, the vocabulary and the table of scores, each.
  expect(turns).toBeGreaterThan(30);
  await engine.wake();
  expect(engine.codeStatement(statement).themes[0]).toMatchObject({ themeCode: 'NEET' });
});

test('a model read in pieces is the one that its file holds', () => {
  const text = readModelText('themes.json');
  expect(atOnce(modelInPieces(text))).toEqual(JSON.parse(text));
});
