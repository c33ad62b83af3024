import { findMatches } from './findMatches.ts';
import type { Clause, Question } from './readQuestion.ts';
import type { FieldWords } from './scoreRecord.ts';

/** A question of fewer words, and how many records have all of them. */
export interface ShorterQuestion {
  text: string;
  count: number;
}

/** No more of them: each is one more thing to choose from. */
const mostOffered = 5;

/**
 * What is found once one part of a question is left out, the most first. A name of several words is one part. The records are those that
 * have any of its words.
 */
export function shortenQuestion({ clauses }: Question, records: readonly (readonly FieldWords[])[]): ShorterQuestion[] {
  const parts = [...Map.groupBy(clauses, ({ written }) => written).values()];
  if (parts.length < 2) return [];
  const missed = Map.groupBy(records, (fields) => onlyMissed(parts, fields));
  return parts
    .map((part) => ({ text: parts.filter((other) => other !== part).map(([clause]) => clause!.written).join(' '), count: missed.get(part)?.length ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, mostOffered);
}

/** The one part that a record misses; undefined where it misses none, or more than one. */
function onlyMissed(parts: readonly (readonly Clause[])[], fields: readonly FieldWords[]): readonly Clause[] | undefined {
  let missed: readonly Clause[] | undefined;
  for (const part of parts) {
    if (part.every((clause) => fields.some(({ words }) => findMatches(clause, words).length > 0))) continue;
    if (missed) return undefined;
    missed = part;
  }
  return missed;
}
