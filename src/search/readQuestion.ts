import { HubError } from '../errors.ts';
import { stemOfMeaning } from './placeWords.ts';
import { splitText, type TextWord } from './splitText.ts';
import { findLabels, labelsOf, type FoundLabel, type Synonyms } from './Synonyms.ts';

/** A word to look for: any with this stem, or any that begins with these letters. */
export type Term = { stem: string } | { prefix: string };

/** Words that must follow one another. */
export type Pattern = readonly Term[];

/** One thing every record found must have: what was written, or any words that mean the same. */
export interface Clause {
  written: Pattern;
  meaning: Term | null;
}

/** Words of the question that have others for the same. */
export interface Reading {
  written: string;
  alsoFound: readonly string[];
}

export interface Question {
  text: string;
  clauses: readonly Clause[];
  readings: readonly Reading[];
}

/** Longer than any question, and short enough to be answered fast. */
const longestText = 200;
const shortestPrefix = 3;

/** Words that tell nothing apart. They are looked for inside quotation marks, within a label, or where nothing else is asked. */
const smallWords = new Set('a an and are as at be by for from in is it its of on or our that the their them they this to we were will with'.split(' '));

/** What a text asks for: every word of it, or others for the same; words in quotation marks as they stand; and words that begin with what stands before a "*". */
export function readQuestion(text: string, synonyms: Synonyms): Question {
  const trimmed = text.trim();
  if (trimmed.length > longestText) throw new HubError('BAD_ARGUMENT', `text has ${trimmed.length.toLocaleString('en-GB')} characters. The most is ${longestText}: look for fewer words.`);
  const parts = [...trimmed.matchAll(/["“”]([^"“”]+)["“”]|[^"“”]+/g)].map(([all, quoted]) => (quoted === undefined ? readPlain(all, synonyms) : readQuoted(quoted)));
  const all = parts.flatMap((part) => part.clauses);
  const telling = all.filter((clause) => !clause.isSmall);
  const clauses = oncePerPattern(telling.length > 0 ? telling : all);
  if (clauses.length === 0) throw new HubError('BAD_ARGUMENT', `text is ${trimmed === '' ? 'empty' : `"${trimmed.slice(0, 40)}", which has no word in it`}. Give at least one word to look for, for example NEET.`);
  return { text: trimmed, clauses, readings: parts.flatMap((part) => part.readings) };
}

interface ReadClause extends Clause {
  isSmall: boolean;
}

interface ReadPart {
  clauses: ReadClause[];
  readings: Reading[];
}

function readQuoted(quoted: string): ReadPart {
  const words = splitText(quoted);
  return { clauses: words.length === 0 ? [] : [{ written: words.map(({ stem }) => ({ stem })), meaning: null, isSmall: false }], readings: [] };
}

function readPlain(text: string, synonyms: Synonyms): ReadPart {
  const words = splitText(text);
  // The beginning of a word is no label, whatever it looks like.
  const labels = findLabels(words, synonyms).filter(({ from, to }) => !words.slice(from, to + 1).some((word) => isPrefix(word, text)));
  const labelOf = (position: number): FoundLabel | undefined => labels.find(({ from, to }) => from <= position && position <= to);
  return {
    clauses: words.map((word, position) => {
      const label = labelOf(position)?.label;
      return { written: [termOf(word, text)], meaning: label ? { stem: stemOfMeaning(label.set) } : null, isSmall: smallWords.has(word.word) };
    }),
    readings: labels.map(({ label, from, to }) => ({ written: text.slice(words[from]!.start, words[to]!.end), alsoFound: labelsOf(label.set).filter((other) => other !== label.text) })),
  };
}

function termOf(word: TextWord, text: string): Term {
  if (!isPrefix(word, text)) return { stem: word.stem };
  if (word.word.length < shortestPrefix) throw new HubError('BAD_ARGUMENT', `"${word.word}*" begins too many words. Give at least ${shortestPrefix} letters before the "*".`);
  return { prefix: word.word };
}

function isPrefix(word: TextWord, text: string): boolean {
  return text[word.end] === '*';
}

function oncePerPattern(clauses: readonly Clause[]): Clause[] {
  return [...new Map(clauses.map(({ written, meaning }) => [JSON.stringify(written), { written, meaning }])).values()];
}

/** Every word and meaning the question asks for. */
export function termsOf({ clauses }: Question): Term[] {
  return clauses.flatMap(({ written, meaning }) => [...written, ...(meaning ? [meaning] : [])]);
}
