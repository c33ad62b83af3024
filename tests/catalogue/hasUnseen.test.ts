import { expect, test } from 'vitest';
import { hasUnseen } from '../../src/catalogue/hasUnseen.ts';

test.each([
  ['a Hebrew text that begins with its mark', '\u200Fעברית not LAC'],
  ['one with a mark that turns what follows back', 'עברית LAC\u200E (1)'],
  ['an Arabic one with the Arabic mark', 'مرحبا\u061C 1-2'],
  ['joined letters and emoji, lines and tabs', 'می\u200Cخواهم 👩\u200D🏫\n\tyes'],
])('%s shows all it holds', (_what, text) => {
  expect(hasUnseen(text)).toBe(false);
});

test.each([
  ['an override', 'עברית \u202E'],
  ['an embedding', '\u202Bעברית'],
  ['an isolate', 'مرحبا \u2066'],
  ['a mark of direction where nothing is written from right to left, which would make two names look alike', 'Boston\u200E'],
  ['the Arabic mark there', 'Boston\u061C'],
  ['a space of no width', 'עברית\u200B'],
  ['a control character', 'Red: \u001B[31m'],
])('%s is unseen', (_what, text) => {
  expect(hasUnseen(text)).toBe(true);
});
