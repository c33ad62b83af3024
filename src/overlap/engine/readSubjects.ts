import { GENERAL, type Subject } from './CodedStatement.ts';
import { quoteAll, type ConceptMatch } from './findConcepts.ts';

/**
 * What the title names within each theme: one narrower subject, or the theme in general. A title that also names the theme as such
 * ("safe from harm, including exploitation") sits with the general ones, and so does one that lists several subjects of a theme
 * ("eating and moving"), for its meeting would be about all of them. What is done about it ("protect from exploitation") names no more
 * than that. A theme that no words name, or that they only hint at, has none, whatever it is coded by; but for a hint at another concept's
 * topic, which is marked. Of a group's own subjects (the virtual school of looked-after children) another theme takes none: there the group
 * sets the statement apart.
 */
export function readSubjects(concepts: readonly ConceptMatch[], groupThemes: readonly string[]): Subject[] {
  const themes = new Set(concepts.flatMap(({ concept }) => [...(concept.broader === null ? [] : [concept.broader]), ...Object.keys(concept.says).filter(theme => concept.says[theme] === 'names')]));
  return [...themes].flatMap((themeCode): Subject[] => {
    const matches = concepts.filter(match => isOf(match, themeCode));
    return matches.length === 0 ? [] : [subjectOf(themeCode, matches, groupThemes)];
  });
}

export const generalTitle = 'the theme in general';

function subjectOf(themeCode: string, matches: readonly ConceptMatch[], groupThemes: readonly string[]): Subject {
  const isTopic = ({ concept }: ConceptMatch): boolean => concept.topic !== undefined && (concept.broader === themeCode || !groupThemes.includes(concept.broader ?? ''));
  const topics = matches.filter(isTopic);
  const naming = matches.find(match => !isTopic(match) && match.concept.says[themeCode] === 'names' && !(match.concept.leads !== undefined && topics.length > 0) && !topics.some(topic => isTaken(match, topic)));
  const [only, another] = [...Map.groupBy(topics, topicOf)];
  if (only !== undefined && another === undefined && naming === undefined) return subjectOfTopic(themeCode, only);
  const { quote, parts } = naming ?? quoteAll(topics.length > 0 ? topics : matches);
  const isOnlyDone = topics.length === 0 && matches.every(({ concept }) => concept.leads === 'everywhere');
  const isOfAnyGroup = matches.every(({ concept }) => concept.leads === 'forGroups');
  return { themeCode, key: GENERAL, title: generalTitle, quote, parts, ...(isOnlyDone && { isOnlyDone }), ...(isOfAnyGroup && { isOfAnyGroup }) };
}

function subjectOfTopic(themeCode: string, [key, matches]: readonly [string, readonly ConceptMatch[]]): Subject {
  const [{ concept: { label, topicLabel = label } }] = matches as readonly [ConceptMatch];
  const isOnlyHinted = matches.every(({ concept }) => concept.says[themeCode] === 'hints');
  return { themeCode, key, title: topicLabel, ...quoteAll(matches), ...wholly(matches), ...(isOnlyHinted && { isOnlyHinted }) };
}

/** The concept whose meeting a topic is for. */
function topicOf({ concept: { id, topic } }: ConceptMatch): string {
  return typeof topic === 'string' ? topic : id;
}

/** A topic only says whom where all that names it does. */
function wholly(matches: readonly ConceptMatch[]): Pick<Subject, 'whom'> {
  const whom = matches.map(({ concept }) => concept.whom);
  return whom.includes(undefined) ? {} : { whom: whom.flatMap(themes => themes ?? []) };
}

/** Words that add nothing to what a phrase is about. */
const SAY_NOTHING: ReadonlySet<string> = new Set(['of', 'for', 'with', 'in', 'and', 'all', 'our', 'children', 'child', 'young', 'people']);

/** In "oral health of children" the health is the mouth's: but for words that say nothing, "health of children" is within the narrower phrase. */
function isTaken({ positions, words }: ConceptMatch, { positions: narrower }: ConceptMatch): boolean {
  return positions.every(position => narrower.includes(position) || SAY_NOTHING.has(words[position]!.surface));
}

/** Its own concept, or one that names it; a mere hint would bring people to a meeting about something else, unless it hints at one that there is. */
function isOf({ concept }: ConceptMatch, themeCode: string): boolean {
  const strength = concept.says[themeCode];
  return strength === 'names' || (concept.broader === themeCode && (strength !== 'hints' || typeof concept.topic === 'string'));
}
