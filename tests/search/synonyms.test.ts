import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findConcepts } from '../../src/overlap/engine/findConcepts.ts';
import { splitWords } from '../../src/overlap/engine/splitWords.ts';
import { loadVocabulary } from '../../src/overlap/engine/Vocabulary.ts';
import { splitText } from '../../src/search/splitText.ts';
import { singularOf } from '../../src/search/stemWord.ts';
import { compileSynonyms, findLabels, labelsOf, type SynonymSet } from '../../src/search/Synonyms.ts';

const vocabulary = loadVocabulary();
const { sets } = JSON.parse(readFileSync('src/search/synonyms.json', 'utf8')) as { sets: SynonymSet[] };

describe('the list of synonyms', () => {
  test('has each wording once, so that no word has two meanings', () => {
    expect(repeated(sets)).toEqual([]);
  });

  test('a wording in two sets would be noticed', () => {
    expect(repeated([{ preferred: 'care plan', alternative: ['CP'] }, { preferred: 'child protection', alternative: ['CPs'] }])).toEqual(['cp']);
  });

  // Search and the reading of priorities are apart; where both know a wording they must not disagree on what it is about.
  test('joins no wordings that the overlap engine reads as different themes', () => {
    expect(sets.filter(isTornApart).map(({ preferred }) => preferred)).toEqual([]);
  });

  test('a set that joins two themes would be noticed', () => {
    expect(isTornApart({ preferred: 'school attendance', alternative: ['obesity'] })).toBe(true);
  });
});

test('of two labels at one place the longer one counts', () => {
  const synonyms = compileSynonyms([{ preferred: 'education or training', alternative: ['ET'] }, { preferred: 'not in education or training', alternative: ['NET'] }]);
  expect(findLabels(splitText('young people not in education or training'), synonyms).map(({ label }) => label.set.preferred)).toEqual(['not in education or training']);
});

test('plural endings make no difference to a label, and other endings do', () => {
  const synonyms = compileSynonyms([{ preferred: 'looked after child', alternative: ['LAC'] }]);
  expect(findLabels(splitText('Looked-after children, LACs'), synonyms)).toHaveLength(2);
  expect(findLabels(splitText('Families looking after children'), synonyms)).toEqual([]);
});

function repeated(of: readonly SynonymSet[]): string[] {
  const wordings = of.flatMap((set) => labelsOf(set).map((label) => splitText(label).map(({ word }) => singularOf(word)).join(' ')));
  return [...new Set(wordings.filter((each, index) => wordings.indexOf(each) !== index))];
}

/** Whether two of its wordings have no theme in common, by those the overlap engine knows. */
function isTornApart(set: SynonymSet): boolean {
  const themes = labelsOf(set)
    .map((label) => new Set(findConcepts(splitWords(label), vocabulary).flatMap(({ concept }) => Object.entries(concept.says).flatMap(([theme, strength]) => (strength === 'names' ? [theme] : [])))))
    .filter(({ size }) => size > 0);
  return themes.some((one) => themes.some((other) => ![...one].some((theme) => other.has(theme))));
}
