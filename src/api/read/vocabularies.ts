import { crosswalks } from '../../overlap/crosswalk/crosswalks.ts';
import { codeOf, isCounterpart, type Concept, type Crosswalk, type Mapping, type Vocabulary } from '../../overlap/crosswalk/Vocabulary.ts';
import { HubError } from '../../errors.ts';

/** The vocabulary with this id, or UNKNOWN_RECORD with those there are. */
export function vocabularyOf(id: string): Vocabulary {
  const found = crosswalks().vocabularies.get(id);
  if (found) return found;
  throw new HubError('UNKNOWN_RECORD', `No vocabulary has the id "${id.slice(0, 40)}". Known: ${[...crosswalks().vocabularies.values()].map(({ id: known, title }) => `${known} (${title})`).join(', ')}.`);
}

/** The crosswalk that holds on a day, or null; refused when a vocabulary is not known, or both are one. */
export function crosswalkBetween(from: string, to: string, day: string): Crosswalk | null {
  const [one, other] = [vocabularyOf(from), vocabularyOf(to)];
  if (one === other) throw new HubError('BAD_ARGUMENT', `from and to are both "${from}". A crosswalk leads from one vocabulary to another.`);
  return crosswalks().find(one.id, other.id, day);
}

/** Concepts of the first vocabulary that no concept of the second may stand for. */
export function withoutCounterpart({ from, mappings }: Crosswalk): Concept[] {
  return from.concepts.filter((concept) => !mappings.some((mapping) => mapping.from.id === concept.id && isCounterpart(mapping)));
}

/** Concepts of the second that nothing leads to. */
export function notReached({ to, mappings }: Crosswalk): Concept[] {
  return to.concepts.filter((concept) => !mappings.some((mapping) => mapping.to.id === concept.id && isCounterpart(mapping)));
}

/** What its publisher says that an outcome is in shared vocabularies: its own first, then the outcome of Every Child Matters. */
export function conceptsOf({ concept, ecmOutcome }: { concept: string | null; ecmOutcome: string | null }): Concept[] {
  return [concept, ecmOutcome && `ecm:${ecmOutcome}`].flatMap((code) => (code ? (findConcept(code) ?? []) : []));
}

export function findConcept(code: string): Concept | null {
  const [vocabulary, id] = code.split(':');
  return crosswalks().vocabularies.get(vocabulary!)?.concepts.find((concept) => concept.id === id) ?? null;
}

/** The concept with this code, or UNKNOWN_RECORD. */
export function conceptOf(code: string): Concept {
  const found = findConcept(code);
  if (found) return found;
  throw new HubError('UNKNOWN_RECORD', `No concept has the code "${code.slice(0, 80)}". Codes are of the form ecm:be-healthy; "vocabularies" lists them.`);
}

export interface Counterparts {
  vocabulary: Vocabulary;
  /** What the outcome is, by its publisher; null when it says nothing. */
  concept: Concept | null;
  crosswalk: Crosswalk | null;
  mappings: Mapping[];
  statement: string;
}

/** What an outcome is in another vocabulary on a day. Of two concepts that it is, the one counts that leads there. */
export function counterpartsOf(concepts: readonly Concept[], vocabulary: Vocabulary, day: string): Counterparts {
  const tried = concepts.map((concept) => leadTo(concept, vocabulary, day));
  const best = tried.find(({ mappings }) => mappings.some(isCounterpart)) ?? tried.find(({ mappings }) => mappings.length > 0) ?? tried[0];
  if (!best) return { vocabulary, concept: null, crosswalk: null, mappings: [], statement: 'Not known: its publisher says of no shared vocabulary that it belongs to it.' };
  return { vocabulary, ...best };
}

function leadTo(concept: Concept, vocabulary: Vocabulary, day: string): Omit<Counterparts, 'vocabulary'> {
  if (concept.vocabularyId === vocabulary.id) return { concept, crosswalk: null, mappings: [{ from: concept, to: concept, relation: 'exactMatch', lost: 'Nothing.' }], statement: `It is “${concept.label}” of ${vocabulary.title} itself; nothing is lost.` };
  const crosswalk = crosswalks().find(concept.vocabularyId, vocabulary.id, day);
  const own = crosswalks().vocabularies.get(concept.vocabularyId)!;
  if (!crosswalk) return { concept, crosswalk, mappings: [], statement: `Not known: on ${day} no crosswalk leads from ${own.title} to ${vocabulary.title}.` };
  const mappings = crosswalk.mappings.filter((mapping) => mapping.from.id === concept.id);
  const counterparts = mappings.filter(isCounterpart);
  const related = mappings.length > counterparts.length ? ` Only related: ${named(mappings.filter((mapping) => !isCounterpart(mapping)))}.` : '';
  const statement = counterparts.length === 0 ? `“${concept.label}” has no counterpart in ${vocabulary.title}: all of it is lost.${related}` : `“${concept.label}” is there ${named(counterparts)}. Lost: ${counterparts.map(({ lost }) => lost).join(' ')}${related}`;
  return { concept, crosswalk, mappings, statement };
}

const standing = { exactMatch: '', closeMatch: 'nearly ', broadMatch: 'part of the wider ', narrowMatch: 'in part the narrower ', relatedMatch: '' } as const;

function named(mappings: readonly Mapping[]): string {
  return mappings.map(({ to, relation }) => `${standing[relation]}“${to.label}”`).join(' and ');
}

/** A concept as the API shows it. */
export function shown({ label, altLabels, definition, ...concept }: Concept): { code: string; label: string; altLabels: readonly string[]; definition: string } {
  return { code: codeOf(concept), label, altLabels, definition };
}
