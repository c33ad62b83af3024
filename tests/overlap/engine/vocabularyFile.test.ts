import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { altLabelsOf, relatedThemesOf } from '../../../src/overlap/engine/describeConcept.ts';
import { findConcepts } from '../../../src/overlap/engine/findConcepts.ts';
import { readLabelledFolder } from '../../../src/overlap/engine/readLabelledFolder.ts';
import { trainingFolder } from '../../../src/overlap/engine/modelFile.ts';
import { splitWords, stemWord } from '../../../src/overlap/engine/splitWords.ts';
import { compileVocabulary, loadVocabulary, type Concept, type Vocabulary } from '../../../src/overlap/engine/Vocabulary.ts';

/** Two concepts that have a phrase in common, or two phrases of the same stems, and why both have it. Any other pair is a mistake. */
const reasonsToShare: Readonly<Record<string, string>> = {
  'no-gap-education participation-16': 'The one only says that participation in learning is not a say in decisions.',
  'skills work-ready': 'Readiness for work is a skill, and may also be about those who have none.',
  'adulthood aspirations': 'To be prepared for one’s future is ambition or growing up.',
  'aspirations workforce': 'Talents are the children’s, talented are staff: one stem.',
  'equality opportunities': 'Equality of opportunity is both.',
  'attainment learning': 'Education outcomes are attainment, and learning in general.',
  'attainment school-performance-not-perf': 'The one only says that it is not performance management.',
  'school-performance-not-perf school-quality': 'The one only says that it is not performance management.',
  'achieve enjoy-achieve': 'The one only says that this enjoyment is not leisure.',
  'inclusive-schools learning': 'Inclusive education is about learning, and about special needs.',
  'family-support learning-environment': 'A home environment is one to learn in, and a family’s.',
  'crime-victims feel-safe': 'Fear of crime is a feeling, and about crime.',
  'accidents specific-prevention': 'The one only says that preventing accidents is not early help.',
};

/** Endings and words by which American spelling shows, without British words that look like it ("size", "prize"). */
const american = /(?<!\b(?:s|pr|se|caps))iz(?:es?|ed|ing|ations?)\b|yz(?:es?|ed|ing)\b|\b(?:behavior|color|favor|honor|labor\b|neighbor|pediatric|fetal|fetus|enroll\b|fulfill\b|counselor|counseling|traveler|traveling)|\b(?:centers?|programs?|moms?|math|defense|offense)\b/i;

function wordsOf(phrase: string): string[] {
  return phrase.split(' ').filter((part) => !['^', '$', '..'].includes(part)).flatMap((part) => part.split('|'));
}

/** What a phrase matches, so that two phrases that match the same are known. */
function patternOf(phrase: string): string {
  return phrase.split(' ').map((part) => part.split('|').map((word) => (word.startsWith('=') ? word : stemWord(word))).toSorted().join('|')).join(' ');
}

/** Everything that is wrong with a vocabulary, in sentences. */
function faultsOf(concepts: readonly Concept[], themeCodes: readonly string[]): string[] {
  const faults = [...repeated(concepts.map(({ id }) => id)).map((id) => `Two concepts have the id ${id}.`), ...repeated(concepts.map(({ label }) => label.toLowerCase())).map((label) => `Two concepts have the label "${label}".`)];
  for (const { id, label, broader, topic, whom = [], says, phrases } of concepts) {
    const told = (sentence: string): void => void faults.push(`${id}: ${sentence}`);
    if (themeCodes.includes(id)) told('has the code of a theme for its id, so it could stand above itself.');
    for (const code of [broader, ...Object.keys(says)]) if (code !== null && !themeCodes.includes(code)) told(`there is no theme ${code}.`);
    for (const strength of Object.values(says)) if (!['names', 'suggests', 'hints', 'against'].includes(strength)) told(`"${strength}" is no strength.`);
    if (typeof topic === 'string' && !concepts.some((other) => other.id === topic && other.topic === true && other.broader === broader)) told(`is of the topic ${topic}, which its theme does not have.`);
    if (whom.length > 0 && topic === undefined) told('only says whom, and is no topic.');
    for (const code of whom) if (!themeCodes.includes(code)) told(`there is no theme ${code}.`);
    if (Object.keys(says).length === 0) told('says nothing about any theme.');
    if (label.trim() === '' || label !== label.trim()) told('has an empty label, or one with spaces around it.');
    if (phrases.length === 0) told('has no phrase, so nothing finds it.');
    for (const text of [label, ...phrases]) if (american.test(text)) told(`"${text}" is not in British spelling.`);
    for (const phrase of repeated(phrases)) told(`has the phrase "${phrase}" twice.`);
    for (const phrase of phrases) if (wordsOf(phrase).length === 0 || wordsOf(phrase).some((word) => !/^=?[a-z0-9]+$/.test(word))) told(`"${phrase}" is empty, or has a word that no text has once it is split: small letters and figures only.`);
  }
  return faults.length > 0 ? faults : [...unfound(compileVocabulary({ version: '1', strengths: { names: 6, suggests: 3.5, hints: 1.5, against: -3 }, concepts: [...concepts] })), ...sharedWithoutReason(concepts)];
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) < index))];
}

/** Phrases that, standing alone in a text, do not find their own concept. */
function unfound(vocabulary: Vocabulary): string[] {
  return vocabulary.concepts.flatMap(({ id, phrases }) =>
    phrases.flatMap((phrase) => {
      const written = phrase.split(' ').filter((part) => !['^', '$', '..'].includes(part)).map((part) => part.split('|')[0]!.replace('=', '')).join(' ');
      return findConcepts(splitWords(written), vocabulary).some(({ concept }) => concept.id === id) ? [] : [`${id}: "${phrase}" is never found.`];
    }),
  );
}

function sharedWithoutReason(concepts: readonly Concept[]): string[] {
  const owners = new Map<string, Set<string>>();
  for (const { id, phrases } of concepts) for (const phrase of phrases) owners.set(patternOf(phrase), (owners.get(patternOf(phrase)) ?? new Set<string>()).add(id));
  return [...owners].flatMap(([pattern, ids]) => {
    const sharing = [...ids].toSorted();
    const pairs = sharing.flatMap((one, index) => sharing.slice(index + 1).map((other) => `${one} ${other}`));
    return pairs.filter((pair) => !(pair in reasonsToShare)).map((pair) => `${pair.replace(' ', ' and ')} both have "${pattern}". Take it from one, or say in reasonsToShare why both have it.`);
  });
}

const { concepts } = loadVocabulary();
const { themeCodes } = readLabelledFolder(trainingFolder());

test('the vocabulary of plans is sound', () => {
  expect(faultsOf(concepts, themeCodes)).toEqual([]);
});

test('its themes are those of the taxonomy that comes with the hub, and no theme stands above itself', () => {
  const themes = parse(readFileSync('seeds/england/themes.csv'), { columns: true }) as { theme_code: string; broader_code: string }[];
  expect(themes.map(({ theme_code: code }) => code).toSorted()).toEqual([...themeCodes].toSorted());
  const above = new Map(themes.map(({ theme_code: code, broader_code: broader }) => [code, broader]));
  for (const code of themeCodes) {
    const passed = new Set<string>();
    for (let at: string | undefined = code; at; at = above.get(at)) {
      expect(passed, `${code} stands above itself`).not.toContain(at);
      passed.add(at);
    }
  }
});

test('no theme is without a concept that names it', () => {
  const named = new Set(concepts.flatMap(({ says }) => Object.keys(says).filter((code) => says[code] === 'names')));
  expect(themeCodes.filter((code) => !named.has(code))).toEqual([]);
});

describe('a vocabulary that is not sound is found out:', () => {
  const concept: Concept = { id: 'attendance', label: 'school attendance', broader: 'ATTEND', says: { ATTEND: 'names' }, phrases: ['attend school'] };
  const other: Concept = { ...concept, id: 'exclusion', label: 'exclusion', phrases: ['exclusion'] };

  test('only then, for two good concepts have no fault', () => {
    expect(faultsOf([concept, other], ['ATTEND'])).toEqual([]);
  });

  test.each<[string, Partial<Concept>, RegExp]>([
    ['an id twice', { id: 'attendance' }, /Two concepts have the id attendance/],
    ['a label twice', { label: 'School attendance' }, /Two concepts have the label "school attendance"/],
    ['a concept with the code of a theme', { id: 'ATTEND' }, /could stand above itself/],
    ['a broader theme that is not there', { broader: 'ATTENDS' }, /there is no theme ATTENDS/],
    ['something said of no theme', { says: { NOWHERE: 'hints' } }, /there is no theme NOWHERE/],
    ['nothing said', { says: {} }, /says nothing about any theme/],
    ['a strength that is none', { says: { ATTEND: 'shouts' as 'names' } }, /"shouts" is no strength/],
    ['no label', { label: ' ' }, /empty label/],
    ['no phrase', { phrases: [] }, /has no phrase/],
    ['an empty phrase', { phrases: [''] }, /"" is empty/],
    ['a phrase of marks alone', { phrases: ['^ .. $'] }, /"\^ \.\. \$" is empty/],
    ['a phrase with what no word has', { phrases: ['lgbt+'] }, /"lgbt\+" is empty, or has a word that no text has/],
    ['a phrase that is only found exactly, and never stands so', { phrases: ['=well =being'] }, /is never found/],
    ['a phrase twice', { phrases: ['exclusion', 'exclusion'] }, /has the phrase "exclusion" twice/],
    ['a phrase of another', { phrases: ['attending schools'] }, /attendance and exclusion both have "attend school"/],
    ['American spelling', { label: 'organized youth programs' }, /not in British spelling/],
  ])('%s', (_, broken, sentence) => {
    expect(faultsOf([concept, { ...other, ...broken }], ['ATTEND']).join(' ')).toMatch(sentence);
  });
});

test('American spelling is told from British words that look like it', () => {
  for (const word of ['behavior', 'centers', 'youth program', 'pediatric', 'organization', 'prioritizing', 'neighborhood', 'analyze']) expect(word).toMatch(american);
  for (const word of ['size', 'prize', 'seize', 'behaviour', 'programmes', 'paediatric', 'organisation', 'centred', 'capsize', 'mathematics', 'laboratory work', 'enrolled', 'citizens']) expect(word).not.toMatch(american);
});

describe('a concept, for a person to read,', () => {
  const altLabels = (...phrases: string[]): string[] => altLabelsOf({ label: 'Looked-after children', phrases });

  test('has its other words without the marks of the engine, gaps shown and choices spelt out', () => {
    expect(altLabels('abuse .. alcohol', '=neet', 'improve =schools', 'outcomes .. =lac|=cla')).toEqual(['abuse … alcohol', 'neet', 'improve schools', 'outcomes … lac', 'outcomes … cla']);
    expect(altLabels('^ children and young people $')).toEqual(['children and young people (and nothing else)']);
  });

  test('has each once, and its own label not again', () => {
    expect(altLabels('=gap', 'gap', 'looked-after children', 'in care')).toEqual(['gap', 'in care']);
    for (const concept of concepts) {
      const written = altLabelsOf(concept);
      expect(new Set(written).size, concept.id).toBe(written.length);
      expect(written, concept.id).not.toContain(concept.label.toLowerCase());
      for (const text of written) expect(text, concept.id).toMatch(/^[a-z0-9][a-z0-9 …]*( \(and nothing else\))?$/);
    }
  });

  test('is related to the other themes that it speaks for, and not to those it speaks against', () => {
    expect(relatedThemesOf({ broader: 'LAC', says: { LAC: 'names', ATTAIN: 'names', PARENT: 'against', VULN: 'hints' } })).toEqual(['ATTAIN', 'VULN']);
  });
});
