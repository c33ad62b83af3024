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
