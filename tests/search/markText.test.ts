import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markText } from '../../src/search/markText.ts';
import { readQuestion } from '../../src/search/readQuestion.ts';
import { shippedSynonyms } from '../../src/search/Synonyms.ts';

const segmentsOf = (question: string, text: string) => markText(text, readQuestion(question, shippedSynonyms()).clauses, shippedSynonyms());
/** The text with its hits in brackets. */
const marked = (question: string, text: string) => segmentsOf(question, text).map((segment) => (segment.isHit ? `[${segment.text}]` : segment.text)).join('');

test('hits are marked in the text as published, synonyms and other forms too', () => {
  expect(marked('NEET', 'Fewer NEETs: 16-18s Not in Education, Employment or Training')).toBe('Fewer [NEETs]: 16-18s [Not in Education, Employment or Training]');
  expect(marked('offending', 'Young OFFENDERS; offend, “Offending”')).toBe('Young [OFFENDERS]; [offend], “[Offending]”');
});

test('a word is marked with what shows nothing within it, whichever of text and question has it', () => {
  expect(marked('teenage pregnancy', 'Reduce teen\u00adage preg\u00adnancy rates')).toBe('Reduce [teen\u00adage preg\u00adnancy] rates');
  expect(marked('"teen\u00adage preg\u200bnancy"', 'Reduce teenage pregnancy rates')).toBe('Reduce [teenage pregnancy] rates');
});

test('a word with a hyphen is marked whole, however the question writes it', () => {
  for (const question of ['coordination', 'co-ordination', '"co-ordination"', 'coordinat*']) expect(marked(question, 'Better co-ordination: coordinating, co‑ordinators'), question).toBe('Better [co-ordination]: [coordinating], [co‑ordinators]');
  expect(marked('agency', 'multi-agency work')).toBe('multi-[agency] work');
});

test('words that stand together are marked as one', () => {
  expect(marked('mental health', 'Mental health, and health: mental')).toBe('[Mental health], and [health]: [mental]');
});

test('a text without a hit has no pieces', () => {
  expect(segmentsOf('bullying', 'Safe schools')).toEqual([]);
});

test('of a long text the part with most hits is shown, cut between words', () => {
  const filler = 'other words of little weight '.repeat(30);
  const text = marked('bullying', `bullying ${filler}bullying and bullying again ${filler}`);
  expect(text).toMatch(/^… .*\[bullying\] and \[bullying\] again.* …$/);
  expect(text.length).toBeLessThan(320);
  expect(text).not.toMatch(/…\s?(ther|ords|ittle|eight)/);
});

test('whatever the text, its pieces are the text itself', () => {
  const word = fc.constantFrom('NEET', 'care', 'été', 'تعليم', '👩‍👧', '<b>', '"', '\u202e', 'looked-after children', ' ', '\n');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 15 }), (words) => {
      const text = words.join(' ').slice(0, 300);
      const segments = segmentsOf('NEET care "looked after"', text);
      if (segments.length > 0) expect(segments.map((segment) => segment.text).join('')).toBe(text);
    }),
  );
});

test('of a long text the part shown is the one that looking at each in turn finds', () => {
  const word = fc.constantFrom('bullying', 'other', 'words', 'of', 'considerable-length', 'weight');
  fc.assert(
    fc.property(fc.array(word, { minLength: 60, maxLength: 200 }), (drawn) => {
      // Two hits that touch are one.
      const text = drawn.flatMap((one) => [one, 'of']).join(' ');
      fc.pre(drawn.includes('bullying') && text.length > 300);
      const words = [...text.matchAll(/[a-z]+/g)].map(({ index, 0: found }) => ({ found, start: index, end: index + found.length }));
      const hits = words.filter(({ found }) => found === 'bullying');
      const parts = hits.map((hit) => {
        const start = hit.start <= 40 ? 0 : words.find((one) => one.start >= hit.start - 40)!.start;
        const last = words.findLast((one) => one.end <= start + 300)!;
        return { start, end: last === words.at(-1) ? text.length : Math.max(last.end, hit.end) };
      });
      const held = (part: { start: number; end: number }) => hits.filter(({ start, end }) => start >= part.start && end <= part.end).length;
      const best = parts.reduce((most, part) => (held(part) > held(most) ? part : most));
      const shown = segmentsOf('bullying', text).map((segment) => segment.text).join('');
      expect(shown.replace(/^… | …$/g, '')).toBe(text.slice(best.start, best.end));
    }),
  );
});

// Looking at every hit for every hit takes minutes.
test('a long text full of hits holds nobody up', { timeout: 30_000 }, () => {
  const text = 'care and more care '.repeat(50_000);
  expect(segmentsOf('care', text).length).toBeGreaterThan(2);
});
