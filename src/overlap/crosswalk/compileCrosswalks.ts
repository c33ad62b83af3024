import { parsePartialDate } from '../../catalogue/period.ts';
import { relations, type Concept, type Crosswalk, type Relation, type Vocabulary } from './Vocabulary.ts';

type WrittenVocabulary = Omit<Vocabulary, 'concepts'> & { concepts: Omit<Concept, 'vocabularyId'>[] };

/** A crosswalk as it is written: from one vocabulary to the other, with what is lost each way. */
interface WrittenCrosswalk extends Pick<Crosswalk, 'version' | 'validFrom' | 'validTo' | 'reviewedOn' | 'note'> {
  from: string;
  to: string;
  mappings: { from: string; to: string; relation: Relation; lost: string; lostBack: string }[];
}

/** What vocabularies.json and crosswalks.json hold. */
export interface Written {
  vocabularies: readonly WrittenVocabulary[];
  crosswalks: readonly WrittenCrosswalk[];
}

export interface Crosswalks {
  vocabularies: ReadonlyMap<string, Vocabulary>;
  /** As written, each version. */
  all: readonly Crosswalk[];
  /** The one that holds on a day, turned round where it was written the other way; null when none does. */
  find: (from: string, to: string, day: string) => Crosswalk | null;
}

/** Reads the files once, and refuses what contradicts itself: those who edit them learn it from the tests. */
export function compileCrosswalks({ vocabularies: writtenVocabularies, crosswalks: written }: Written): Crosswalks {
  const vocabularies = new Map(writtenVocabularies.map((vocabulary) => [vocabulary.id, { ...vocabulary, concepts: vocabulary.concepts.map((concept) => ({ ...concept, vocabularyId: vocabulary.id })) }]));
  if (vocabularies.size < writtenVocabularies.length) throw new Error('vocabularies.json has two vocabularies of one id.');
  for (const { id, concepts } of vocabularies.values()) if (new Set(concepts.map((concept) => concept.id)).size < concepts.length) throw new Error(`Vocabulary "${id}" has two concepts of one id.`);
  const all = written.map((crosswalk) => compile(vocabularies, crosswalk));
  for (const [index, one] of all.entries()) for (const other of all.slice(index + 1)) if (isSamePair(one, other) && overlap(one, other)) throw new Error(`Two crosswalks between "${one.from.id}" and "${one.to.id}" hold on the same day.`);
  return {
    vocabularies,
    all,
    find(from, to, day) {
      const holding = all.filter((crosswalk) => startOf(crosswalk) <= day && endOf(crosswalk) >= day);
      const straight = holding.find((crosswalk) => crosswalk.from.id === from && crosswalk.to.id === to);
      const turned = holding.find((crosswalk) => crosswalk.from.id === to && crosswalk.to.id === from);
      return straight ?? (turned ? reverse(written[all.indexOf(turned)]!, turned) : null);
    },
  };
}

function compile(vocabularies: ReadonlyMap<string, Vocabulary>, written: WrittenCrosswalk): Crosswalk {
  const [from, to] = [written.from, written.to].map((id) => vocabularies.get(id)) as [Vocabulary | undefined, Vocabulary | undefined];
  if (!from || !to || from === to) throw new Error(`A crosswalk leads from "${written.from}" to "${written.to}": two vocabularies of vocabularies.json are needed.`);
  const seen = new Set<string>();
  const mappings = written.mappings.map((mapping) => {
    if (seen.has(`${mapping.from} ${mapping.to}`)) throw new Error(`"${mapping.from}" is mapped to "${mapping.to}" twice.`);
    seen.add(`${mapping.from} ${mapping.to}`);
    if (!relations.includes(mapping.relation)) throw new Error(`"${mapping.relation}" is no mapping relation of SKOS.`);
    // A loss that is not told would look like none.
    if (mapping.lost.trim() === '' || mapping.lostBack.trim() === '') throw new Error(`What is lost between "${mapping.from}" and "${mapping.to}" is not said.`);
    return { from: conceptOf(from, mapping.from), to: conceptOf(to, mapping.to), relation: mapping.relation, lost: mapping.lost };
  });
  const { version, validFrom, validTo, reviewedOn, note } = written;
  for (const date of [validFrom, ...(validTo === null ? [] : [validTo]), reviewedOn]) if (parsePartialDate(date) === null) throw new Error(`"${date}" is no date of a crosswalk.`);
  return { from, to, version, validFrom, validTo, reviewedOn, note, isReversed: false, mappings };
}

function conceptOf({ id, concepts }: Vocabulary, concept: string): Concept {
  const found = concepts.find((entry) => entry.id === concept);
  if (!found) throw new Error(`Vocabulary "${id}" has no concept "${concept}".`);
  return found;
}

const turned: Record<Relation, Relation> = { exactMatch: 'exactMatch', closeMatch: 'closeMatch', broadMatch: 'narrowMatch', narrowMatch: 'broadMatch', relatedMatch: 'relatedMatch' };

function reverse(written: WrittenCrosswalk, crosswalk: Crosswalk): Crosswalk {
  return {
    ...crosswalk,
    from: crosswalk.to,
    to: crosswalk.from,
    isReversed: true,
    mappings: crosswalk.mappings.map(({ from, to, relation }, index) => ({ from: to, to: from, relation: turned[relation], lost: written.mappings[index]!.lostBack })),
  };
}

function isSamePair(one: Crosswalk, other: Crosswalk): boolean {
  return [one.from.id, one.to.id].sort().join(' ') === [other.from.id, other.to.id].sort().join(' ');
}

function overlap(one: Crosswalk, other: Crosswalk): boolean {
  return startOf(one) <= endOf(other) && startOf(other) <= endOf(one);
}

function startOf({ validFrom }: Crosswalk): string {
  return parsePartialDate(validFrom)!.from;
}

function endOf({ validTo }: Crosswalk): string {
  return validTo === null ? '9999-12-31' : parsePartialDate(validTo)!.to;
}
