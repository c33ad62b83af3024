import { factSections, verdictOf, type Evidence, type Fact, type FactSection } from '../proposals/Fact.ts';
import { column, heading, numberColumn, paragraph, table, type Part } from './blocks.ts';
import { dateInWords, figureInWords, notKnown, periodInWords } from './inWords.ts';
import { bodyName } from './names.ts';
import type { Block, Column } from './Paper.ts';
import type { PaperSource } from './PaperSource.ts';
import { notTold } from './plainText.ts';

const sections: Record<FactSection, { title: string; caption: string }> = {
  priorities: { title: 'Priorities', caption: 'Priorities, in their own words' },
  coverage: { title: 'Coverage', caption: 'What the hub holds of each authority' },
  indicators: { title: 'Indicators', caption: 'Indicators beside the region and their targets' },
  children: { title: 'Children', caption: 'How many children it is about' },
  services: { title: 'Services', caption: 'Services affected' },
  contracts: { title: 'Contracts', caption: 'Contracts that end' },
  use: { title: 'Use across boundaries', caption: 'Who uses services of other authorities' },
  money: { title: 'Costs', caption: 'What is spent now' },
  protocols: { title: 'Agreements', caption: 'Agreements that there are already' },
};

export function evidenceAppendix(source: PaperSource): Part {
  const { evidence } = source;
  const blocks = evidence === null ? [paragraph(`${notTold}: no evidence has been filled in.`)] : [...howItWasMade(evidence), ...factSections.flatMap((section) => [heading(sections[section].title), factsOf(section, evidence, source)])];
  return { title: 'Evidence', isAppendix: true, blocks };
}

/** Each source of the facts once, in the order in which they first come. */
export function sourcesOf(facts: readonly Fact[]): string[] {
  return [...new Set(facts.flatMap(({ source }) => (source === null ? [] : [documentIn(source)])))];
}

/** A source without the place in the document, which the appendix gives beside each fact. */
function documentIn(source: string): string {
  return /^(.*?https?:\/\/[^\s,]+), /.exec(source)?.[1] ?? source;
}

/** Enough to ask again, and to tell whether a figure was changed by hand. */
function howItWasMade({ number, operation, variables, dataVersion, sha256, madeBy, madeAt }: Evidence): Block[] {
  return [
    paragraph(`The hub filled in this evidence (no. ${number} of this proposal) on ${dateInWords(madeAt)}, asked by ${madeBy}. It is frozen as the hub said it then, from data version ${dataVersion}, and does not change when the data do.`),
    paragraph(`It answers the saved query ${operation} with ${JSON.stringify(variables)}. SHA-256 of what it tells: ${sha256}.`),
  ];
}

interface FactColumn extends Column {
  /** Whether a section needs the column at all. */
  isNeeded: (facts: readonly Fact[]) => boolean;
  read: (fact: Fact, facts: readonly Fact[], source: PaperSource) => string;
}

const factColumns: readonly FactColumn[] = [
  { ...column('About', 3), isNeeded: () => true, read: (fact, _, source) => labelOf(fact, source) },
  { ...numberColumn('Figure', 2), isNeeded: haveFigures, read: ({ value, unit, isKnown }) => (value !== null ? figureInWords(value, unit) : isKnown ? 'Told in words' : notKnown) },
  { ...column('Period', 2), isNeeded: (facts) => facts.some(({ period }) => period !== null), read: ({ period }) => (period === null ? 'Not stated' : periodInWords(period)) },
  { ...column('In words', 5), isNeeded: (facts) => facts.some(({ text }) => text.trim() !== '') || !haveFigures(facts), read: inWords },
  { ...column('Reading', 1.5), isNeeded: (facts) => facts.some(({ verdict }) => verdict !== null), read: readingOf },
  { ...column('Source', 1.5), isNeeded: (facts) => new Set(facts.map(({ source }) => source)).size > 1, read: ({ source }, facts) => (source === null ? notKnown : `${sourcesOf(facts).indexOf(source) + 1}`) },
];

function factsOf(section: FactSection, evidence: Evidence, source: PaperSource): Block {
  const facts = evidence.facts.filter((fact) => fact.section === section);
  if (facts.length === 0) return paragraph('The evidence tells nothing of this. That is not to say that there is nothing.');
  const columns = factColumns.filter(({ isNeeded }) => isNeeded(facts));
  return table({
    caption: sections[section].caption,
    columns: columns.map(({ text, isNumber, weight }) => ({ text, isNumber, weight })),
    rows: facts.map((fact) => columns.map(({ read }) => read(fact, facts, source))),
    notes: [...sourceNotes(facts), `Data version ${evidence.dataVersion} of the hub, frozen on ${dateInWords(evidence.madeAt)}.`],
  });
}

function sourceNotes(facts: readonly Fact[]): string[] {
  const sources = sourcesOf(facts);
  if (sources.length === 0) return ['Source: not known.'];
  const isOnly = sources.length === 1 && facts.every(({ source }) => source !== null);
  return sources.map((source, index) => (isOnly ? `Source: ${source}.` : `Source ${index + 1}: ${source}.`));
}

function haveFigures(facts: readonly Fact[]): boolean {
  return facts.some(({ value }) => value !== null);
}

/** What a fact is about; with the name of the body it is of, where its label does not have it. */
export function labelOf({ label, bodyCode }: Fact, source: PaperSource): string {
  const name = bodyCode === null ? null : bodyName(bodyCode, source);
  return name === null || name === bodyCode || label.includes(name) ? label : `${label}, ${name}`;
}

/** As the evidence has it, which quotes priorities as their plans put them. */
function inWords({ text, isKnown }: Fact, facts: readonly Fact[]): string {
  const told = text.trim();
  if (!isKnown && !haveFigures(facts) && !told.startsWith(notKnown)) return told === '' ? notKnown : `${notKnown}: ${told}`;
  return told === '' ? 'Nothing more' : told;
}

function readingOf(fact: Fact): string {
  const words = (verdictOf(fact) ?? 'none-by-itself').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
