import { differencesOf, type Difference } from './changes.ts';
import { allOf, nameIn, noNames, type Names } from './inWords.ts';
import { callInInWords, mayBeActedOn, type Position, type Stance } from './positions.ts';
import type { Evidence } from './Fact.ts';
import type { ProposalContent } from './ProposalContent.ts';

/** A numbered text of a proposal. */
export interface Version {
  number: number;
  content: ProposalContent;
}

/** Where a body that takes part stands. */
export interface Standing {
  bodyCode: string;
  name: string;
  isLead: boolean;
  /** Its latest; null where it has taken none. */
  position: Position | null;
  isOnCurrentVersion: boolean;
  /** Whether the latest evidence says what the evidence said on which it decided. */
  isOnCurrentEvidence: boolean;
  /** Whether it has a position that no longer counts, because the text or the evidence is another since. */
  isAskedAgain: boolean;
  /** What changed since the version it decided on; null where it decided on none, or that version is not at hand. */
  differences: Difference[] | null;
  /** Whether its decision was not called in and no longer can be; false where it has taken none. */
  mayBeActedOn: boolean;
  explanation: string;
}

/** What was decided on a proposal until today, and on which texts. */
export interface Taken {
  /** Every position ever taken; of two of one moment, the one that stands later in the list counts. */
  positions: readonly Position[];
  /** At least the one in force, which is that with the highest number, and those that positions were taken on. */
  versions: readonly Version[];
  /** At least the latest, which is that with the highest number, and those that positions were taken on. */
  evidence: readonly Pick<Evidence, 'number' | 'sha256'>[];
  today: string;
  /** Names of bodies as the hub knows them, by code. */
  names?: Names;
}

const stanceInWords: { readonly [S in Stance]: string } = { support: 'supports', 'support-with-conditions': 'supports, with conditions,', abstain: 'abstains on', object: 'objects to' };

/** Each body that takes part in the version in force, in the order in which it names them. */
export function standingsOf({ positions, versions, evidence, today, names = noNames }: Taken): Standing[] {
  const current = versions.toSorted((a, b) => b.number - a.number)[0];
  if (current === undefined) throw new Error('A proposal has at least one version.');
  const latest = evidence.toSorted((a, b) => b.number - a.number)[0];
  const { bodies, leadCode } = current.content;
  const inOrder = positions.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return bodies.map(({ code }): Standing => {
    const name = nameIn(bodies, names)(code);
    const position = inOrder.findLast(({ bodyCode }) => bodyCode === code) ?? null;
    const common = { bodyCode: code, name, isLead: code === leadCode, position };
    if (position === null) return { ...common, isOnCurrentVersion: false, isOnCurrentEvidence: false, isAskedAgain: false, differences: null, mayBeActedOn: false, explanation: `${name} has taken no position yet.` };
    const decidedOn = versions.find(({ number }) => number === position.versionNumber);
    const isOnCurrentVersion = position.versionNumber === current.number;
    const differences = decidedOn === undefined ? null : differencesOf(decidedOn.content, current.content);
    const isOnCurrentEvidence = evidence.find(({ number }) => number === position.evidenceNumber)?.sha256 === latest?.sha256;
    const since = [changedSince(position.versionNumber, current.number, differences), isOnCurrentEvidence ? '' : ` Evidence ${latest?.number} was frozen since, and says otherwise than evidence ${position.evidenceNumber}, on which it decided.`].join('');
    const isAskedAgain = !isOnCurrentVersion || !isOnCurrentEvidence;
    const explanation = `${name} ${stanceInWords[position.stance]} version ${position.versionNumber}, decided on ${position.decidedOn}.${since}${isAskedAgain ? ' It is asked again.' : ''} ${callInInWords(position, today)}`;
    return { ...common, isOnCurrentVersion, isOnCurrentEvidence, isAskedAgain, differences, mayBeActedOn: mayBeActedOn(position, today), explanation };
  });
}

function changedSince(decidedOn: number, current: number, differences: readonly Difference[] | null): string {
  if (decidedOn === current) return '';
  const changed = differences === null ? 'What changed since is not at hand' : differences.length === 0 ? 'Its words are the same' : `Changed since: ${allOf(differences.map(({ name }) => name))}`;
  return ` Version ${current} is in force. ${changed}.`;
}

/** Whether a proposal may be agreed, and what is missing where it may not. */
export interface Agreement {
  mayBeAgreed: boolean;
  /** What stands in the way, a sentence each. */
  missing: string[];
  explanation: string;
}

const leastSupport = 2;

/**
 * A proposal may be agreed when every body that takes part has a position on the version in force and on what the evidence says, none objects,
 * at least two support it, the lead among them, and no decision can still be called in.
 */
export function agreementOf(standings: readonly Standing[]): Agreement {
  const current = standings.filter(({ position, isAskedAgain }) => position !== null && !isAskedAgain);
  const supporting = current.filter(({ position }) => position?.stance === 'support' || position?.stance === 'support-with-conditions');
  const lead = standings.find(({ isLead }) => isLead);
  const missing = [
    standings.length === 0 && 'No body takes part.',
    sentence(standings.filter(({ position }) => position === null), 'has', 'have', 'taken no position yet'),
    sentence(standings.filter(({ position, isOnCurrentVersion }) => position !== null && !isOnCurrentVersion), 'has', 'have', 'a position on an earlier version only'),
    sentence(standings.filter(({ isOnCurrentVersion, isAskedAgain }) => isOnCurrentVersion && isAskedAgain), 'has', 'have', 'a position on earlier evidence only, which said otherwise'),
    sentence(current.filter(({ position }) => position?.stance === 'object'), 'objects', 'object', ''),
    supporting.length < leastSupport && `At least ${leastSupport} bodies must support it; ${supporting.length === 0 ? 'none does' : `only ${supporting[0]!.name} does`}.`,
    lead === undefined ? 'No lead is named.' : !supporting.includes(lead) && `The lead, ${lead.name}, does not support the version in force.`,
    sentence(current.filter((standing) => !standing.mayBeActedOn && standing.position?.calledIn === true), 'waits', 'wait', 'for scrutiny of a decision that was called in'),
    ...current.filter((standing) => !standing.mayBeActedOn && standing.position?.calledIn === false).map(({ name, position }) => `The decision of ${name} may be called in until ${position!.callInEndsOn}.`),
  ].filter((words) => words !== false);
  const mayBeAgreed = missing.length === 0;
  return { mayBeAgreed, missing, explanation: mayBeAgreed ? `It may be agreed: ${standings.length} of ${standings.length} bodies have a position on the version in force, none objects, ${allOf(supporting.map(({ name }) => name))} support it, ${lead!.name} as its lead, and no decision can still be called in.` : `It may not be agreed yet. ${missing.join(' ')}` };
}

function sentence(standings: readonly Standing[], one: string, several: string, rest: string): string | false {
  return standings.length > 0 && `${allOf(standings.map(({ name }) => name))} ${[standings.length === 1 ? one : several, rest].filter(Boolean).join(' ')}.`;
}
