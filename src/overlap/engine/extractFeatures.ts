import { stemmer } from 'stemmer';
import { findConcepts, type ConceptMatch } from './findConcepts.ts';
import { readModelText } from './modelFile.ts';
import { remembered } from './remembered.ts';
import { splitWords, type Word } from './splitWords.ts';
import type { Statement } from './Statement.ts';
import type { Vocabulary } from './Vocabulary.ts';

/** What the model weighs: a name such as "concept:neet" or "word:poverti", its value, and the words it stands on. */
export interface Feature {
  name: string;
  value: number;
  place: 'TITLE' | 'HEADING';
  /** The words of that text, and which of them it stands on: none, where it stands on what the text does not say. */
  words: readonly Word[];
  positions: readonly number[];
}

export interface ReadStatement {
  features: readonly Feature[];
  /** Concepts named in the title. */
  concepts: readonly ConceptMatch[];
  /** Concepts named in the heading. */
  headingConcepts: readonly ConceptMatch[];
  titleWords: readonly Word[];
}

const STOP_WORDS = new Set('a an and the of for to in on at by with from as is are be been that which who their them they our we it its this these those into so can has have had or i my all any more most every each other such than through across up out not no only s'.split(' '));

/** The features of a statement: from its title and heading alone, so that coding one never depends on another. */
export function extractFeatures(statement: Statement, vocabulary: Vocabulary): ReadStatement {
  const titleWords = splitWords(statement.title);
  // A plan with nothing but outcomes gives each as heading and title: said twice, it counts once.
  const headingWords = unlessSame(splitWords(statement.outcome ?? ''), titleWords);
  const concepts = findConcepts(titleWords, vocabulary);
  const headingConcepts = findConcepts(headingWords, vocabulary);
  const features = new Map<string, Feature>();
  const adding = (place: Feature['place'], words: readonly Word[]): Add => (name, value, positions) => {
    if (!features.has(name)) features.set(name, { name, value, place, words, positions });
  };
  const [ofTitle, ofHeading] = [adding('TITLE', titleWords), adding('HEADING', headingWords)];
  addConcepts(concepts, ofTitle);
  for (const { concept, positions } of headingConcepts) ofHeading(`heading:${concept.id}`, 1, positions);
  addWords(titleWords, concepts, ofTitle);
  headingWords.forEach((word, at) => {
    if (isContent(word)) ofHeading(`headingWord:${word.stem}`, 1, [at]);
  });
  return { features: [...features.values()], concepts, headingConcepts, titleWords };
}

function unlessSame(words: readonly Word[], others: readonly Word[]): readonly Word[] {
  return words.length === others.length && words.every(({ surface }, i) => surface === others[i]?.surface) ? [] : words;
}

type Add = (name: string, value: number, positions: readonly number[]) => void;

function addConcepts(concepts: readonly ConceptMatch[], add: Add): void {
  const themes = new Set(concepts.flatMap(match => (match.concept.broader === null ? [] : [match.concept.broader])));
  concepts.forEach((match, i) => {
    add(`concept:${match.concept.id}`, 1, match.positions);
    if (themes.size === 1 && match.concept.broader !== null) add(`alone:${match.concept.broader}`, 1, match.positions);
    if (i === 0 && match.concept.broader !== null) add(`first:${match.concept.broader}`, 1, match.positions);
  });
}

function addWords(words: readonly Word[], concepts: readonly ConceptMatch[], add: Add): void {
  const content = words.flatMap((word, at) => (isContent(word) ? [{ word, at }] : []));
  content.forEach(({ word, at }, i) => {
    add(`word:${word.stem}`, 1, [at]);
    add(`family:${familyOf(word.surface)}`, 1, [at]);
    const next = content[i + 1];
    if (next !== undefined) add(`pair:${word.stem} ${next.word.stem}`, 1, [at, next.at]);
  });
  if (concepts.length === 0) add('no concept', 1, []);
}

/** The Porter stem, which joins what the light one keeps apart: "education" and "educate". */
const familyOf = remembered(stemmer);

/** Where a statement is from says nothing of what it is about: no reading may rest on the name of a place. */
const placeWords = new Set((JSON.parse(readModelText('places.json')) as { words: string[] }).words);

function isContent(word: Word): boolean {
  return !STOP_WORDS.has(word.surface) && !placeWords.has(word.surface) && !/^\d$/.test(word.surface);
}
