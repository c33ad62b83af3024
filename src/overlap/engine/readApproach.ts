import { findConcepts } from './findConcepts.ts';
import { readModelText } from './modelFile.ts';
import { splitWords } from './splitWords.ts';
import { compileVocabulary, type Vocabulary } from './Vocabulary.ts';

/** Approaches as curated in src/overlap/model/approaches.json: words that say one, and those that do where no other says any. */
export interface Approaches {
  telling: Vocabulary;
  alone: Vocabulary;
}

interface Approach {
  id: string;
  label: string;
  phrases: string[];
  alone?: string[];
}

export function loadApproaches(): Approaches {
  const approaches = readFile();
  return { telling: lexiconOf(approaches.map(({ id, label, phrases }) => ({ id, label, phrases }))), alone: lexiconOf(approaches.flatMap(({ id, label, alone = [] }) => (alone.length === 0 ? [] : [{ id, label, phrases: alone }]))) };
}

/** What each approach is called, to follow on "sets out to". */
export function approachLabels(): ReadonlyMap<string, string> {
  return new Map(readFile().map(({ id, label }) => [id, label]));
}

function readFile(): Approach[] {
  return (JSON.parse(readModelText('approaches.json')) as { approaches: Approach[] }).approaches;
}

function lexiconOf(concepts: readonly Omit<Approach, 'alone'>[]): Vocabulary {
  return compileVocabulary({ version: '', strengths: { names: 0, suggests: 0, hints: 0, against: 0 }, concepts: concepts.map(concept => ({ ...concept, broader: null, says: {} })) });
}

/** How a title sets out to reach its aim, such as "prevent"; null where no words of it say so ("Mental health"). */
export function readApproach(title: string, { telling, alone }: Approaches): string | null {
  const words = splitWords(title);
  return firstOf(words, telling) ?? firstOf(words, alone);
}

function firstOf(words: ReturnType<typeof splitWords>, lexicon: Vocabulary): string | null {
  const [first] = findConcepts(words, lexicon).sort((a, b) => (a.positions[0] ?? 0) - (b.positions[0] ?? 0));
  return first?.concept.id ?? null;
}
