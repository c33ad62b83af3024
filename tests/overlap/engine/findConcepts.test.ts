import { expect, test } from 'vitest';
import { findConcepts } from '../../../src/overlap/engine/findConcepts.ts';
import { readLabelledFolder } from '../../../src/overlap/engine/readLabelledFolder.ts';
import { trainingFolder } from '../../../src/overlap/engine/modelFile.ts';
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

test('every concept is known once, and speaks of themes that exist', () => {
  const codes = new Set(readLabelledFolder(trainingFolder()).themeCodes);
  expect(new Set(vocabulary.concepts.map(concept => concept.id)).size).toBe(vocabulary.concepts.length);
  for (const concept of vocabulary.concepts) for (const code of [...Object.keys(concept.says), ...(concept.broader === null ? [] : [concept.broader])]) expect(codes, concept.id).toContain(code);
});

test('every phrase of the vocabulary finds its own concept or a longer one', () => {
  for (const concept of vocabulary.concepts) {
    for (const phrase of concept.phrases) {
      const text = phrase.replace(/[=^$]/g, '').replace(/\|\S+/g, '').replace(' .. ', ' ');
      expect(Object.keys(found(text)).length, `${concept.id}: ${phrase}`).toBeGreaterThan(0);
    }
  }
});
