import type { Fact, FactSection } from '../../../../commissioning/proposals/Fact.ts';
import { listed } from '../../../../performance/provision/words.ts';
import type { EvidenceSourceFragment, ProposalEvidenceQuery } from '../../../generated/operations.ts';

export type Answer = ProposalEvidenceQuery;

/** The name of a place by its code: of an authority asked about, of a region of theirs, or of England. */
export type NameOf = (code: string) => string;

/** What a fact is about. `what` names it within its section and body, and so in its key: by ids and codes, never by a period or a value, which move. */
interface About {
  section: FactSection;
  /** Left out: all bodies together. */
  bodyCode?: string | null;
  what: string;
  label: string;
}

interface Said {
  text: string;
  value?: number | null;
  unit?: string | null;
  period?: string | null;
  verdict?: string | null;
  source?: string | null;
}

/** A fact that the hub knows. */
export function known({ section, bodyCode = null, what, label }: About, { text, value = null, unit = null, period = null, verdict = null, source = null }: Said): Fact {
  return { key: `${section}/${bodyCode ?? 'all'}/${what}`, section, bodyCode, label, value, unit: value === null ? null : unit, period, text, verdict, isKnown: true, source };
}

/** That something is not known is a fact as well, with the reason: never a number, and never none. */
export function notKnown(about: About, why: string, { period, source }: Pick<Said, 'period' | 'source'> = {}): Fact {
  return { ...known(about, { text: why, verdict: 'not-known', ...(period && { period }), ...(source && { source }) }), isKnown: false };
}

interface List {
  nodes: readonly unknown[];
  totalCount: number;
}

/** How many there are in all, of which the answer may hold only the first; that the hub was told of none is not none. */
export function inAll(about: Pick<About, 'section' | 'what'>, { nodes, totalCount }: List, several: string): Fact {
  const named = { ...about, label: `How many ${several} are known` };
  if (totalCount === 0) return notKnown(named, `The hub knows of no ${several}, which does not mean that there are none.`);
  return known(named, { value: totalCount, text: isCut({ nodes, totalCount }) ? `The first ${nodes.length} of ${totalCount} ${several} stand here.` : 'All of them stand here. There may be others of which the hub was not told.' });
}

/** The same, only where the answer does not hold all of them. */
export function whereCut(about: Pick<About, 'section' | 'what'>, list: List, several: string): Fact[] {
  return isCut(list) ? [inAll(about, list, several)] : [];
}

/** Whether the answer holds only the first of a list, so that what is not in it may be there all the same. */
export function isCut({ nodes, totalCount }: List): boolean {
  return totalCount > nodes.length;
}

/** "Derby, Inclusion plan of 2025, page 3". */
export function sourceOf({ publisher, document, source, locator }: EvidenceSourceFragment): string {
  return [publisher.name, document ?? source.title, locator].filter((part) => part !== null && part !== '').join(', ');
}

/** The code of the one body it is of; null where it is of several, or of nobody named. */
export function onlyOne(authorities: readonly { code: string }[]): string | null {
  return authorities.length === 1 ? authorities[0]!.code : null;
}

export function namesOf(authorities: readonly { name: string }[]): string {
  return authorities.length === 0 ? 'nobody named' : listed(authorities.map(({ name }) => name));
}

/** A value of an enumeration as a verdict: NET_IMPORTER is net-importer. */
export function asVerdict(value: string): string {
  return value.toLowerCase().replaceAll('_', '-');
}

/** From a day to a day as a document states them: "2024 to 2026". */
export function fromTo(from: string | null, to: string | null): string | null {
  if (from === null && to === null) return null;
  return to === null ? `from ${from}` : from === null ? `to ${to}` : `${from} to ${to}`;
}

/** Sentences that are told, one after the other. */
export function sentences(...told: readonly (string | null | false | undefined)[]): string {
  return told.filter((sentence) => typeof sentence === 'string' && sentence !== '').join(' ');
}
