import type { Subject } from './CodedStatement.ts';
import type { ConceptMatch } from './findConcepts.ts';

/** The subjects of their own that the title names, in order: each for the theme it belongs to and for any it names outright. */
export function readSubjects(concepts: readonly ConceptMatch[]): Subject[] {
  const subjects: Subject[] = [];
  for (const { concept, quote } of concepts) {
    if (concept.topic !== true) continue;
    const themes = new Set([...(concept.broader === null ? [] : [concept.broader]), ...Object.keys(concept.says).filter(code => concept.says[code] === 'names')]);
    for (const themeCode of themes) subjects.push({ themeCode, key: concept.id, title: concept.label, quote });
  }
  return subjects;
}
