import { expect, test } from 'vitest';
import { findConcepts } from '../../../src/overlap/engine/findConcepts.ts';
import { splitWords } from '../../../src/overlap/engine/splitWords.ts';
import { loadVocabulary } from '../../../src/overlap/engine/Vocabulary.ts';

const vocabulary = loadVocabulary();

function found(text: string): Record<string, string> {
  return Object.fromEntries(findConcepts(splitWords(text), vocabulary).map(match => [match.concept.id, match.quote]));
}

test('spellings of one word are one word', () => {
  expect(splitWords("Children's well-being & re-offending").map(word => word.surface)).toEqual(['childrens', 'wellbeing', 'and', 'reoffending']);
});

test('a phrase may have words in between, and the quote shows it', () => {
  expect(found('Narrow the stubborn gap')).toMatchObject({ 'narrow-gap': 'Narrow … gap' });
});

test('a phrase inside a longer one does not count', () => {
  expect(found('Mental health')).not.toHaveProperty('health');
  expect(found('Mental health and road safety')).toHaveProperty('road-safety');
});

test('exact words do not match their relatives', () => {
  expect(found('Access to the right education')).not.toHaveProperty('rights');
  expect(found("Children's rights")).toHaveProperty('rights');
});

test('a text that says one thing ten thousand times is read like any other', () => {
  // Compared with one another, as many matches would take minutes.
  const text = 'Narrow the gap for young carers, whose mental health matters. '.repeat(10_000);
  expect(Object.keys(found(text))).toEqual(Object.keys(found(text.slice(0, 600))));
});
