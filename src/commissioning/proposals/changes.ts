import { canonicalJson } from './canonicalJson.ts';
import { compareEntries, type DifferencePart } from './compareEntries.ts';
import { entriesOf } from './entriesOf.ts';
import { sectionNames, sections, type ProposalContent, type Section } from './ProposalContent.ts';

/** What of a section is not as it was. */
export interface Difference {
  section: Section;
  /** The section in plain words. */
  name: string;
  parts: DifferencePart[];
}

/** A section that two people changed, each in another way, since both read it. Nothing of either is lost: all three stand here. */
export interface Conflict<S extends Section = Section> {
  section: S;
  name: string;
  base: ProposalContent[S];
  theirs: ProposalContent[S];
  yours: ProposalContent[S];
  /** What each did to the base, for people. */
  changedByThem: DifferencePart[];
  changedByYou: DifferencePart[];
}

export interface Edit {
  /** What the editor had read. */
  base: ProposalContent;
  /** What is in force now. */
  current: ProposalContent;
  changes: Partial<ProposalContent>;
}

/** The content with the sections that are stated; one left out, or undefined, stays as it is. */
export function applyChanges(content: ProposalContent, changes: Partial<ProposalContent>): ProposalContent {
  return { ...content, ...Object.fromEntries(sections.filter((section) => changes[section] !== undefined).map((section) => [section, changes[section]])) };
}

/** In the order in which a proposal is read. What GraphQL hands over has no prototype, and is the same as what was stored: what a section holds counts. */
export function changedSections(before: ProposalContent, after: ProposalContent): Section[] {
  return sections.filter((section) => canonicalJson(before[section]) !== canonicalJson(after[section]));
}

/** What a reader of the one must know of the other, section by section. */
export function differencesOf(before: ProposalContent, after: ProposalContent): Difference[] {
  return changedSections(before, after).map((section) => ({ section, name: sectionNames[section], parts: partsOf(section, before, after) }));
}

/**
 * Brings an edit into what others made of the same text meanwhile: sections that one side changed are taken from it. Where both changed one in
 * different ways, nothing is merged. Sections that belong together (bodies and shares) may no longer fit: `checkContent` of what is merged says so.
 */
export function mergeChanges({ base, current, changes }: Edit): { merged: ProposalContent } | { conflicts: Conflict[] } {
  const yours = applyChanges(base, changes);
  const [byThem, byYou] = [changedSections(base, current), changedSections(base, yours)];
  const conflicts = changedSections(current, yours).filter((section) => byThem.includes(section) && byYou.includes(section)).map((section) => conflictIn(section, { base, current, yours }));
  if (conflicts.length > 0) return { conflicts };
  return { merged: applyChanges(current, Object.fromEntries(byYou.map((section) => [section, yours[section]]))) };
}

function conflictIn<S extends Section>(section: S, { base, current, yours }: { base: ProposalContent; current: ProposalContent; yours: ProposalContent }): Conflict<S> {
  return { section, name: sectionNames[section], base: base[section], theirs: current[section], yours: yours[section], changedByThem: partsOf(section, base, current), changedByYou: partsOf(section, base, yours) };
}

function partsOf(section: Section, before: ProposalContent, after: ProposalContent): DifferencePart[] {
  return compareEntries(entriesOf(section, before), entriesOf(section, after));
}
