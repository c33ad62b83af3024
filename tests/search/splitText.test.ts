import { expect, test } from 'vitest';
import { splitText } from '../../src/search/splitText.ts';

const wordsOf = (text: string) => splitText(text).map(({ word }) => word);
const stemsOf = (text: string) => splitText(text).map(({ stem }) => stem);

test('case, accents, possessives and punctuation make no difference', () => {
  expect(wordsOf("Children’s Café – (well-being) parents' O'Brien")).toEqual(['children', 'cafe', 'well', 'being', 'parents', 'obrien']);
});

test('letters and digits are words of their own, so that a code is met however it is written', () => {
  expect(wordsOf('KS4 NI 117 16-19')).toEqual(['ks', '4', 'ni', '117', '16', '19']);
});

test('forms of a word have one stem, irregular plurals too', () => {
  expect(new Set(stemsOf('offend offending offends offended')).size).toBe(1);
  expect(new Set(stemsOf('child children child’s')).size).toBe(1);
  expect(new Set(stemsOf('pregnancy pregnancies')).size).toBe(1);
});

test('an apostrophe is one whatever is typed for it, and a possessive that lost it is one too', () => {
  for (const written of ["children's", 'children’s', 'children‘s', 'children`s', 'children´s', 'children＇s', "childrens'"]) expect(stemsOf(`${written} centres`), written).toEqual(stemsOf('childrens centres'));
  expect(stemsOf('childrens womens')).toEqual(['child', 'woman']);
});

test('initials are one word with or without dots, and letters at the end of a sentence are none', () => {
  expect(wordsOf('N.E.E.T. N.E.E.Ts (S.E.N.) A&E, e.g. U.K.')).toEqual(['neet', 'neets', 'sen', 'ae', 'eg', 'uk']);
  expect(wordsOf('Vitamin C.Then plan A.B plan')).toEqual(['vitamin', 'c', 'then', 'plan', 'ab', 'plan']);
});

test('figures keep no plural ending', () => {
  expect(wordsOf("under-18s UNDER-5S 1990's 5sets")).toEqual(['under', '18', 'under', '5', '1990', '5', 'sets']);
});

test('a word says what joins it to the one before', () => {
  const joins = (text: string) => splitText(text).map(({ word, joinedBy }) => `${joinedBy ?? ' '}${word}`).join('');
  expect(joins('Co-operate, co‐operate, co‑operate; KS4 well - being Leeds–York')).toBe(' co-operate co-operate co-operate ks4 well being leeds york');
  expect(joins('co ordination of re- offending, pre- and post-natal')).toBe(' co-ordination of re-offending pre and post-natal');
});

test('a word says where it stands in the text as written', () => {
  const text = '🙂 “Éducation”, naïve';
  expect(splitText(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Éducation', 'naïve']);
});

test('what shows nothing within a word does not divide it, and the word ends with its last letter', () => {
  const text = 'Reduce teen\u00adage preg\u00ad\n  nancy\u00ad, well\u200b\u2060being \ufeffchild\u200b’\u00ads 2\u200b008 2024\u00ad25';
  expect(wordsOf(text)).toEqual(['reduce', 'teenage', 'pregnancy', 'wellbeing', 'child', '2008', '2024', '25']);
  expect(splitText(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Reduce', 'teen\u00adage', 'preg\u00ad\n  nancy', 'well\u200b\u2060being', 'child\u200b’\u00ads', '2\u200b008', '2024', '25']);
});

test('a long row of signs that show nothing is passed as fast as any text', () => {
  const began = performance.now();
  for (const row of ['\u00ad\ufeff', '\u00ad ', '\u200b', '\u00ad\ufeff ’']) expect(wordsOf(`teen${row.repeat(50_000)}!`)).toEqual(['teen']);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('other scripts have words, and what is neither letter nor digit has none', () => {
  expect(wordsOf('تعليم الأطفال')).toEqual(['تعليم', 'الاطفال']);
  expect(wordsOf('👨‍👩‍👧 %_*" \u0000 \ud800 ‮')).toEqual([]);
});

test('a word longer than any is cut, between characters, so that every database can index it', () => {
  expect(wordsOf('𝒶'.repeat(5000))[0]).toBe('a'.repeat(60));
  expect(wordsOf('𐐨'.repeat(5000))[0]).toBe('𐐨'.repeat(60));
});
