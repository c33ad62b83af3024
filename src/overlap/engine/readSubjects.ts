import type { Subject } from './CodedStatement.ts';
import type { ConceptMatch } from './findConcepts.ts';

/**
 * The narrower subject that the title names within each theme, the first where it names several. A title that also names the theme
 * in general ("safe from harm, including exploitation") has none: it would sit with the general ones.
 */
export function readSubjects(concepts: readonly ConceptMatch[]): Subject[] {
  const general = new Set(concepts.filter(({ concept }) => concept.topic !== true && concept.broader !== null && concept.says[concept.broader] === 'names').map(({ concept }) => concept.broader));
  const subjects = new Map<string, Subject>();
  for (const { concept, quote } of concepts) {
    const themeCode = concept.broader;
    if (concept.topic !== true || themeCode === null || general.has(themeCode) || subjects.has(themeCode)) continue;
    subjects.set(themeCode, { themeCode, key: concept.id, title: concept.label, quote });
  }
  return [...subjects.values()];
}
