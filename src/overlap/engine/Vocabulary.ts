import { atOnce, type InPieces } from './inPieces.ts';
import { readModelText } from './modelFile.ts';
import { joinSpellings, stemWord } from './splitWords.ts';

/** What a concept in the words says about a theme, and how strongly. */
export type Strength = 'names' | 'suggests' | 'hints' | 'against';

export interface Concept {
  id: string;
  label: string;
  /** The theme it belongs to; null when it belongs to none. */
  broader: string | null;
  /** True when it is a subject of its own within its theme; the id of another concept when it is that one's. */
  topic?: true | string;
  /** The label of that other, looked up when the vocabulary is read. */
  topicLabel?: string;
  /** Of a topic that is a group of children: beside a main theme that is none of these, it only says whom that is for. */
  whom?: readonly string[];
  /** Set where it is what is done about anything ("protect"): it names the theme in general only where no topic of the theme, or no other main theme either, says about what. What is to be said of any group ("reach their potential") sets no meeting of a group apart. */
  leads?: 'within' | 'everywhere' | 'forGroups';
  says: Readonly<Record<string, Strength>>;
  phrases: readonly string[];
}

/** One position of a phrase: any of these words, after a gap of up to `gap` other words. */
interface PhraseStep {
  stems: ReadonlySet<string>;
  surfaces: ReadonlySet<string>;
  gap: number;
}

export interface Phrase {
  concept: Concept;
  /** Those after the first, by which it was found. */
  rest: readonly PhraseStep[];
  wholeText: boolean;
}

export interface Vocabulary {
  version: string;
  concepts: readonly Concept[];
  strengths: Readonly<Record<Strength, number>>;
  /** Phrases by the stem of each word they may begin with, and by each they begin with as it is written. */
  phrasesByStem: ReadonlyMap<string, readonly Phrase[]>;
  phrasesBySurface: ReadonlyMap<string, readonly Phrase[]>;
}

interface VocabularyFile {
  version: string;
  strengths: Record<Strength, number>;
  concepts: Concept[];
}

const WIDEST_GAP = 4;

/** A concept has some twenty phrases, of which the first few are slow to compile. */
const conceptsAtOnce = 10;

/** Reads the curated vocabulary of children's plans. */
export function loadVocabulary(): Vocabulary {
  return atOnce(vocabularyInPieces());
}

export function vocabularyInPieces(): InPieces<Vocabulary> {
  return compileInPieces(JSON.parse(readModelText('vocabulary.json')) as VocabularyFile);
}

/** Phrases by what they stand for, of things that speak for no theme: groups, approaches. */
export function compileLexicon(entries: readonly Pick<Concept, 'id' | 'label' | 'phrases'>[]): Vocabulary {
  const concepts = entries.map(({ id, label, phrases }) => ({ id, label, phrases, broader: null, says: {} }));
  return compileVocabulary({ version: '', strengths: { names: 0, suggests: 0, hints: 0, against: 0 }, concepts });
}

export function compileVocabulary(file: VocabularyFile): Vocabulary {
  return atOnce(compileInPieces(file));
}

function* compileInPieces(file: VocabularyFile): InPieces<Vocabulary> {
  const [phrasesByStem, phrasesBySurface] = [new Map<string, Phrase[]>(), new Map<string, Phrase[]>()];
  const labels = new Map(file.concepts.map(({ id, label }) => [id, label]));
  let compiled = 0;
  for (const written of file.concepts) {
    const concept = withTopicLabel(written, labels);
    for (const words of concept.phrases) {
      const [first, ...rest] = stepsOf(words);
      if (first === undefined) throw new Error(`Concept ${concept.id} has an empty phrase.`);
      const phrase = { concept, rest, wholeText: words.startsWith('^') };
      for (const stem of first.stems) addTo(phrasesByStem, stem, phrase);
      for (const surface of first.surfaces) addTo(phrasesBySurface, surface, phrase);
    }
    if ((compiled += 1) % conceptsAtOnce === 0) yield;
  }
  return { version: file.version, concepts: file.concepts, strengths: file.strengths, phrasesByStem, phrasesBySurface };
}

function withTopicLabel(concept: Concept, labels: ReadonlyMap<string, string>): Concept {
  if (typeof concept.topic !== 'string') return concept;
  const topicLabel = labels.get(concept.topic);
  if (topicLabel === undefined) throw new Error(`Concept ${concept.id} is of the topic ${concept.topic}, which is no concept.`);
  return { ...concept, topicLabel };
}

function addTo(phrasesByWord: Map<string, Phrase[]>, word: string, phrase: Phrase): void {
  const known = phrasesByWord.get(word);
  if (known) known.push(phrase);
  else phrasesByWord.set(word, [phrase]);
}

function stepsOf(written: string): PhraseStep[] {
  const steps: PhraseStep[] = [];
  let gap = 0;
  for (const part of joinSpellings(written).split(' ')) {
    if (part === '^' || part === '$') continue;
    if (part === '..') {
      gap = WIDEST_GAP;
      continue;
    }
    const words = part.split('|');
    const stems = new Set(words.filter(word => !word.startsWith('=')).map(stemWord));
    const surfaces = new Set(words.filter(word => word.startsWith('=')).map(word => word.slice(1)));
    steps.push({ stems, surfaces, gap });
    gap = 0;
  }
  return steps;
}
