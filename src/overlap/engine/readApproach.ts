import { findConcepts } from './findConcepts.ts';
import { readModelText } from './modelFile.ts';
import { splitWords, type Word } from './splitWords.ts';
import { compileLexicon, type Vocabulary } from './Vocabulary.ts';

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
  return { telling: compileLexicon(approaches), alone: compileLexicon(approaches.map(({ id, label, alone = [] }) => ({ id, label, phrases: alone }))) };
}

/** What each approach is called, to follow on "sets out to". */
export function approachLabels(): ReadonlyMap<string, string> {
  return new Map(readFile().map(({ id, label }) => [id, label]));
}

function readFile(): Approach[] {
  return (JSON.parse(readModelText('approaches.json')) as { approaches: Approach[] }).approaches;
}

/** How a title sets out to reach its aim, such as "prevent"; null where no words of it say so ("Mental health"). */
export function readApproach(title: string, { telling, alone }: Approaches): string | null {
  const words = splitWords(title);
  return firstOf(words, telling) ?? firstOf(words, alone);
}

function firstOf(words: readonly Word[], lexicon: Vocabulary): string | null {
  const [first] = findConcepts(words, lexicon).sort((a, b) => (a.positions[0] ?? 0) - (b.positions[0] ?? 0));
  return first?.concept.id ?? null;
}
