import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { splitText, type TextWord } from './splitText.ts';
import { singularOf } from './stemWord.ts';

/** One thing with the words people use for it; any of them means any other. */
export interface SynonymSet {
  preferred: string;
  alternative: readonly string[];
}

interface Label {
  /** Its words, each without its plural ending. */
  words: readonly string[];
  text: string;
  set: SynonymSet;
}

export interface Synonyms {
  /** Changes whenever the list does: texts read with another are stale. */
  version: string;
  /** Labels by their first word, the longest first. */
  labels: ReadonlyMap<string, readonly Label[]>;
}

/** A label that words of a text make up: which, from which word to which. */
export interface FoundLabel {
  label: Label;
  from: number;
  to: number;
}

let shipped: Synonyms | undefined;

/** The curated list that ships with the hub, read once. Only .ts files are compiled, so it lies in src/ whether the code runs from there or from dist/. */
export function shippedSynonyms(): Synonyms {
  shipped ??= compileSynonyms((JSON.parse(readFileSync(new URL('../../src/search/synonyms.json', import.meta.url), 'utf8')) as { sets: SynonymSet[] }).sets);
  return shipped;
}

export function compileSynonyms(sets: readonly SynonymSet[]): Synonyms {
  const labels = sets.flatMap((set) => labelsOf(set).flatMap((text) => spellingsOf(splitText(text)).map((words) => ({ set, text, words: words.map(singularOf) }))));
  labels.sort((a, b) => b.words.length - a.words.length);
  return {
    version: createHash('sha256').update(JSON.stringify(sets)).digest('base64url').slice(0, 22),
    labels: Map.groupBy(labels, ({ words }) => words[0]!),
  };
}

/** The words of a label as its hyphens part them and, where they join some, as one: "multiagency safeguarding hub" too. */
function spellingsOf(words: readonly TextWord[]): string[][] {
  const joined: string[] = [];
  for (const { word, joinedBy } of words) joined.push(joinedBy === '-' && !/\p{N}/u.test(word) ? joined.pop()! + word : word);
  return joined.length < words.length ? [words.map(({ word }) => word), joined] : [joined];
}

export function labelsOf({ preferred, alternative }: SynonymSet): string[] {
  return [preferred, ...alternative];
}

/** Labels among the words, in order. One inside a longer one does not count: what is not in education is not in education. */
export function findLabels(words: readonly TextWord[], { labels }: Synonyms): FoundLabel[] {
  const found: FoundLabel[] = [];
  const singulars = words.map(({ word }) => singularOf(word));
  for (const [from, first] of singulars.entries()) {
    const label = labels.get(first)?.find((each) => each.words.every((word, index) => singulars[from + index] === word));
    if (!label) continue;
    const to = from + label.words.length - 1;
    if (to > (found.at(-1)?.to ?? -1)) found.push({ label, from, to });
  }
  return found;
}
