import type { ProposalAsItStandsQuery } from '../../api/generated/operations.ts';
import { dateInWords } from '../../commissioning/paper/inWords.ts';
import type { Money, MoneyLine, PaperSource, Position } from '../../commissioning/paper/PaperSource.ts';

/** A proposal as the saved query answers it. */
export type AnsweredProposal = ProposalAsItStandsQuery['proposals']['nodes'][number];
type Content = PaperSource['content'];
type Evidence = NonNullable<PaperSource['evidence']>;
type Standing = AnsweredProposal['standings'][number];
type Costs = AnsweredProposal['money']['total'];

export interface PaperAsked {
  /** GSS code of the body for whose decision it is made; null for all that take part. */
  bodyCode: string | null;
  asAt: string;
  includesExempt: boolean;
}

/** What the paper of a proposal is made of. */
export function paperSourceOf(proposal: AnsweredProposal, { bodyCode, asAt, includesExempt }: PaperAsked): PaperSource {
  const { id, versionNumber, state, conclusion, region, standings, themes, indicators, lead } = proposal;
  const group = standings.find((standing) => standing.bodyCode === bodyCode)?.decidingGroup ?? null;
  return {
    proposalId: id,
    version: versionNumber,
    state: sentence(inWords(state)),
    content: contentFrom(proposal),
    evidence: evidenceFrom(proposal),
    since: conclusion && { dataVersion: conclusion.dataVersion, movedCount: conclusion.movedCount, moved: conclusion.moved.map(({ explanation }) => explanation), conclusion: conclusion.explanation },
    money: moneyFrom(proposal),
    positions: standings.flatMap((standing) => positionFrom(standing, asAt)),
    names: {
      bodies: new Map([['E92000001', 'England'], ...(region ? [[region.code, region.name] as const] : []), ...standings.map((standing) => [standing.bodyCode, standing.name] as const)]),
      themes: new Map(themes.map(({ code, label }) => [code, label])),
      indicators: new Map(indicators.map(({ code, title, unit }) => [code, { title, unit }])),
    },
    reportTo: { bodyCode, group: group?.name ?? null, meetingOn: null, contact: group?.contactMailbox ?? contactOf(proposal, bodyCode ?? lead?.code) },
    asAt,
    includesExempt,
  };
}

/** The mailbox that a body named for the themes, or for all. */
function contactOf({ contacts }: AnsweredProposal, bodyCode: string | undefined): string | null {
  return contacts.find(({ authority, contact }) => authority.code === bodyCode && contact)?.contact?.mailbox ?? null;
}

/** The names of GraphQL for what has few values, as the hub itself writes them: KEEPS_OWN is keeps-own. */
function contentFrom({ content }: AnsweredProposal): Content {
  const { stage, fundingModel, risks, reliesOn, ...rest } = content;
  return {
    ...rest,
    stage: valueOf(stage!),
    fundingModel: valueOf(fundingModel!),
    risks: risks!.map((risk) => ({ ...risk, likelihood: risk.likelihood && valueOf(risk.likelihood), impact: risk.impact && valueOf(risk.impact) })),
    reliesOn: reliesOn!.map((reliance) => ({ ...reliance, holdsWhile: valueOf(reliance.holdsWhile) })),
  } as Content;
}

function evidenceFrom({ evidence }: AnsweredProposal): Evidence | null {
  if (!evidence) return null;
  const facts = evidence.facts.map((fact) => ({ ...fact, section: valueOf(fact.section) }) as Evidence['facts'][number]);
  return { ...evidence, variables: JSON.parse(evidence.variables) as Record<string, unknown>, facts };
}

function moneyFrom({ money: { bodies, total, explanation, recharges, unit }, standings }: AnsweredProposal): Money | null {
  const lineOf = (costs: Costs): MoneyLine => ({ bodyCode: costs.bodyCode ?? null, perYear: costs.runningPerYear.range ?? null, oneOff: costs.oneOff.range ?? null, total: costs.overall.range ?? null, now: costs.spendNow ?? null, difference: costs.change.range ?? null });
  // Before anybody has said what one unit is, there is nothing to reckon with.
  if (unit === '' && bodies.every(({ overall }) => overall.range === null)) return null;
  const nameOf = (code: string): string => standings.find((standing) => standing.bodyCode === code)?.name ?? code;
  const unknown = [total.runningPerYear, total.oneOff, total.overall, total.change].filter(({ range }) => !range).map((estimate) => estimate.explanation);
  const paidBack = recharges.map(({ bodyCode, overall }) => `${nameOf(bodyCode)} pays back to the lead: ${overall.explanation}`);
  return { lines: [...bodies, total].map(lineOf), notes: [explanation, ...new Set(unknown), ...paidBack] };
}

function positionFrom({ bodyCode, position, isOnCurrentEvidence }: Standing, asAt: string): Position[] {
  if (!position) return [];
  const { versionNumber, evidenceNumber, stance, conditions, decisionTaker, decidedOn, isKeyDecision, callInEndsOn, calledIn, power } = position;
  const callIn = callInInWords({ calledIn, callInEndsOn }, asAt);
  return [{ bodyCode, stance: sentence(inWords(stance).replace(' with', ', with')), conditions: conditions || null, decisionTaker: decisionTaker || null, decidedOn, isKeyDecision, callIn, power: power || null, version: versionNumber, evidence: evidenceNumber, isOnEarlierEvidence: !isOnCurrentEvidence }];
}

/** Null where no call-in is stated. */
function callInInWords({ calledIn, callInEndsOn }: { calledIn: boolean; callInEndsOn: string | null }, asAt: string): string | null {
  if (calledIn) return 'called in, and waits for scrutiny';
  if (callInEndsOn === null) return null;
  return asAt > callInEndsOn ? `call-in ended on ${dateInWords(callInEndsOn)}` : `may be called in until ${dateInWords(callInEndsOn)}`;
}

function valueOf<Value extends string>(name: string): Value {
  return name.toLowerCase().replaceAll('_', '-') as Value;
}

function inWords(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
