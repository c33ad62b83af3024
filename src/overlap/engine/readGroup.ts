import { findConcepts } from './findConcepts.ts';
import { readModelText } from './modelFile.ts';
import type { Quotation } from './Quotation.ts';
import type { PlanKindRules } from './Rules.ts';
import { splitWords } from './splitWords.ts';
import { whereExamplesBegin } from './whereExamplesBegin.ts';
import type { Statement } from './Statement.ts';
import { compileLexicon, type Vocabulary } from './Vocabulary.ts';

/** A group that statements may be for, as curated in src/overlap/model/groups.json. */
export interface Group {
  id: string;
  label: string;
  /** Themes, and topics within themes, that are about this group anyway. */
  inherentTo: readonly string[];
  /** Those of them in which a statement that names the group is for all children all the same. */
  everybodyIn?: readonly string[];
  phrases: readonly string[];
}

export interface Groups {
  list: readonly Group[];
  lexicon: Vocabulary;
}

export interface GroupReading extends Quotation {
  group: Group;
  /** Where it was read: the publisher's own field, the title or the heading. */
  place: 'TARGET_GROUP' | 'TITLE' | 'HEADING' | 'PLAN_KIND';
}

interface GroupsFile {
  /** Phrases in which a group stands for everybody, such as "babies, children and young people"; the longer phrase wins. */
  everybody: readonly string[];
  groups: Group[];
}

export function loadGroups(): Groups {
  const { groups, everybody } = JSON.parse(readModelText('groups.json')) as GroupsFile;
  return { list: groups, lexicon: compileLexicon([...groups, { id: 'everybody', label: 'children in general', phrases: everybody }]) };
}

/** The group that a statement is for: what its publisher says first, then its title, then its heading, then the kind of its plan; null for children in general. */
export function readGroup(statement: Statement, groups: Groups, planKinds: PlanKindRules): GroupReading | null {
  const sources = [
    ['TARGET_GROUP', statement.targetGroup ?? ''],
    ['TITLE', withoutExamples(statement.title)],
    ['HEADING', withoutExamples(statement.outcome ?? '')],
  ] as const;
  for (const [place, text] of sources) {
    // "Disadvantaged children (in care, with special needs)" is for disadvantaged children: brackets count where nothing before them does.
    const beforeBrackets = text.split('(')[0]!;
    const reading = firstGroup(beforeBrackets, place, groups) ?? (beforeBrackets === text ? null : firstGroup(text, place, groups));
    if (reading !== null) return reading;
  }
  const kind = planKinds.of[statement.planKind ?? ''];
  const group = groups.list.find(({ id }) => id === kind?.group);
  return kind && group ? { group, quote: `plan for ${kind.says}`, parts: [], place: 'PLAN_KIND' } : null;
}

/** What names the group, and where. */
export function saysOfGroup({ place, quote }: GroupReading): string {
  if (place === 'PLAN_KIND') return `It stands in a ${quote}`;
  const where = place === 'TARGET_GROUP' ? 'Its publisher gives' : place === 'TITLE' ? 'Its title names' : 'Its heading names';
  return `${where} “${quote}”`;
}

/** "School attendance, especially of vulnerable children" is for all: a group that is only an example sets nothing apart. */
function withoutExamples(text: string): string {
  return text.slice(0, whereExamplesBegin(text));
}

function firstGroup(text: string, place: GroupReading['place'], groups: Groups): GroupReading | null {
  const matches = findConcepts(splitWords(text), groups.lexicon);
  for (const group of groups.list) {
    const match = matches.find(one => one.concept.id === group.id);
    if (match !== undefined) return { group, quote: match.quote, parts: match.parts, place };
  }
  return null;
}
