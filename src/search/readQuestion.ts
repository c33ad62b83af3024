import { HubError } from '../errors.ts';
import { stemOfMeaning } from './placeWords.ts';
import { joinWords, splitText, type TextWord } from './splitText.ts';
import { findLabels, labelsOf, type FoundLabel, type Synonyms } from './Synonyms.ts';

/** A word to look for: any with this stem, or any that begins with these letters. */
export type Term = { stem: string } | { prefix: string };

/** Words that must follow one another. */
export type Pattern = readonly Term[];

/** One thing every record found must have: what was written, as its words stand or as hyphens or none would join them; or any words that mean the same. */
export interface Clause {
  /** The words it comes from as the question has them: one, or all of a name that means one thing. */
  written: string;
  ways: readonly Pattern[];
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
const smallWords = new Set('a about an and are as at be been between by can did do does doing for from has have how if in into is it its of on or our should that the their them there these they this those to us was we were what when where which who whose why will with would'.split(' '));

export function isSmallWord(word: string): boolean {
  return smallWords.has(word);
}

/** What a text asks for: every word of it, or others for the same; words in quotation marks as they stand; and words that begin with what stands before a "*". */
export function readQuestion(text: string, synonyms: Synonyms): Question {
  const trimmed = text.trim();
  if (trimmed.length > longestText) throw new HubError('BAD_ARGUMENT', `text has ${trimmed.length.toLocaleString('en-GB')} characters. The most is ${longestText}: look for fewer words.`);
  const parts = [...trimmed.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]|[^"“”„«»]+/g)].map(([all, quoted]) => (quoted === undefined ? readPlain(all, synonyms) : readQuoted(quoted)));
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
  const units = unitsOf(splitText(quoted));
  if (units.length === 0) return { clauses: [], readings: [] };
  const asTheyStand = units.flat().map(stemTerm);
  const joined = units.flatMap((unit) => joinedTerm(unit) ?? unit.map(stemTerm));
  return { clauses: [{ ways: joined.length < asTheyStand.length ? [asTheyStand, joined] : [asTheyStand], meaning: null, written: `"${quoted}"`, isSmall: false }], readings: [] };
}

function readPlain(text: string, synonyms: Synonyms): ReadPart {
  const words = splitText(text);
  // The beginning of a word is no label, whatever it looks like.
  const labels = findLabels(words, synonyms).filter(({ from, to }) => !words.slice(from, to + 1).some((word) => isPrefix(word, text)));
  const labelOf = (word: TextWord): FoundLabel | undefined => labels.find(({ from, to }) => words[from]!.start <= word.start && word.end <= words[to]!.end);
  const writtenLabel = ({ from, to }: FoundLabel): string => text.slice(words[from]!.start, words[to]!.end);
  // A label that is but a part of joined words is looked for beside the other parts: "SEND-related".
  const units = unitsOf(words).flatMap((unit) => (new Set(unit.map(labelOf)).size > 1 ? unit.map((word) => [word]) : [unit]));
  return {
    clauses: units.map((unit, index) => {
      const found = labelOf(unit[0]!);
      return {
        ways: [unit.map((word) => termOf(word, text)), ...joinedWays([units[index - 1], unit, units[index + 1]], text)],
        meaning: found ? { stem: stemOfMeaning(found.label.set) } : null,
        written: found ? writtenLabel(found) : text.slice(unit[0]!.start, unit.at(-1)!.end + (isPrefix(unit.at(-1)!, text) ? 1 : 0)),
        isSmall: unit.length === 1 && isSmallWord(unit[0]!.word),
      };
    }),
    readings: labels.map((found) => ({ written: writtenLabel(found), alsoFound: labelsOf(found.label.set).filter((other) => other !== found.label.text) })),
  };
}

/** Words that nothing or a hyphen joins together; but figures on both sides of a hyphen are from one to the other, and texts write "16 to 19" too. */
function unitsOf(words: readonly TextWord[]): TextWord[][] {
  const units: TextWord[][] = [];
  for (const [position, word] of words.entries()) {
    const before = words[position - 1];
    if (before && word.joinedBy !== null && !(isFigure(before) && isFigure(word))) units.at(-1)!.push(word);
    else units.push([word]);
  }
  return units;
}

function isFigure({ word }: TextWord): boolean {
  return /^\p{N}/u.test(word);
}

/** The other ways of writing a unit: its own words as one, or with a word beside it as one, since "pre school" is "preschool" too. */
function joinedWays([before, unit, after]: readonly [TextWord[] | undefined, TextWord[], TextWord[] | undefined], text: string): Pattern[] {
  const wholes = unit.length > 1 ? [unit] : [[before, unit], [unit, after]].flatMap((pair) => (pair.every((each) => each?.length === 1 && !isSmallWord(each[0]!.word)) ? [pair.flatMap((each) => each!)] : []));
  return wholes.filter((words) => !words.slice(0, -1).some((word) => isPrefix(word, text))).flatMap((words) => {
    const joined = joinedTerm(words);
    if (!joined) return [];
    return [isPrefix(words.at(-1)!, text) ? [{ prefix: words.map(({ word }) => word).join('') }] : [joined]];
  });
}

function joinedTerm(words: readonly TextWord[]): Term | null {
  const whole = joinWords(words);
  return whole && { stem: whole.stem };
}

function stemTerm({ stem }: TextWord): Term {
  return { stem };
}

function termOf(word: TextWord, text: string): Term {
  // Of a single letter among others it is a grade: "5 A*-C".
  if (!isPrefix(word, text) || (word.word.length === 1 && text.trim().length > 2)) return stemTerm(word);
  if (word.word.length < shortestPrefix) throw new HubError('BAD_ARGUMENT', `"${word.word}*" begins too many words. Give at least ${shortestPrefix} letters before the "*".`);
  return { prefix: word.word };
}

function isPrefix(word: TextWord, text: string): boolean {
  return text[word.end] === '*';
}

function oncePerPattern(clauses: readonly Clause[]): Clause[] {
  return [...new Map(clauses.map(({ ways, meaning, written }) => [JSON.stringify(ways[0]), { ways, meaning, written }])).values()];
}

/** Every word and meaning the question asks for. */
export function termsOf({ clauses }: Pick<Question, 'clauses'>): Term[] {
  const terms = clauses.flatMap(({ ways, meaning }) => [...ways.flat(), ...(meaning ? [meaning] : [])]);
  return [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()];
}
