import { findConcepts } from './findConcepts.ts';
import { readModelText } from './modelFile.ts';
import { splitWords } from './splitWords.ts';
import type { Statement } from './Statement.ts';
import { compileVocabulary, type Vocabulary } from './Vocabulary.ts';

/** A group that statements may be for, as curated in src/overlap/model/groups.json. */
export interface Group {
  id: string;
  label: string;
  /** Themes that are about this group anyway. */
  inherentTo: readonly string[];
  phrases: readonly string[];
}

export interface Groups {
  list: readonly Group[];
  lexicon: Vocabulary;
}

export interface GroupReading {
  group: Group;
  quote: string;
  /** Where it was read: the publisher's own field, the title or the heading. */
  from: 'publisher' | 'title' | 'heading';
}

export function loadGroups(): Groups {
  const { groups } = JSON.parse(readModelText('groups.json')) as { groups: Group[] };
  const concepts = groups.map(group => ({ id: group.id, label: group.label, broader: null, says: {}, phrases: group.phrases }));
  return { list: groups, lexicon: compileVocabulary({ version: '', strengths: { names: 0, suggests: 0, hints: 0, against: 0 }, concepts }) };
}

/** The group that a statement is for: what its publisher says first, then its title, then its heading; null for children in general. */
export function readGroup(statement: Statement, groups: Groups): GroupReading | null {
  const sources = [
    ['publisher', statement.targetGroup],
    ['title', statement.title],
    ['heading', statement.outcome],
  ] as const;
  for (const [from, text] of sources) {
    const matches = findConcepts(splitWords(text ?? ''), groups.lexicon);
    const found = groups.list.map(group => ({ group, match: matches.find(match => match.concept.id === group.id) })).find(one => one.match !== undefined);
    if (found?.match !== undefined) return { group: found.group, quote: found.match.quote, from };
  }
  return null;
}
