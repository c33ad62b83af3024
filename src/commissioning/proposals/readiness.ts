import { HubError } from '../../errors.ts';
import { counted } from '../../words.ts';
import { hasShares, makeWhole, totalOfShares } from './checkMoney.ts';
import { allOf, figure, nameIn, noNames, type Names } from './inWords.ts';
import type { ProposalContent } from './ProposalContent.ts';

/** One thing that a proposal should say before it is signed. */
export interface Readiness {
  key: ReadinessKey;
  /** In plain words. */
  question: string;
  isAnswered: boolean;
  /** Whether it must be answered before the proposal may be submitted. Nothing must be before it may be discussed. */
  gatesSubmission: boolean;
  explanation: string;
}

/** What is known of a proposal beside its content. */
export interface KnownBeside {
  hasEvidence: boolean;
  names?: Names;
}

/** A claim, and the sentence that bears it out. */
type Answer = [isAnswered: boolean, explanation: string];

/** The first four are what the learning-set note of 2006 has a feasibility study settle; none of them can be left to be settled after signing. */
const questions = [
  { key: 'who', gates: true, question: 'Who is to undertake the work?', answer: ({ who }) => told(who) },
  { key: 'how', gates: true, question: 'How is the work to be done?', answer: ({ how }) => told(how) },
  { key: 'specification', gates: true, question: 'What must the specification cover?', answer: ({ specification }) => told(specification) },
  { key: 'funding', gates: true, question: 'How is it to be paid for?', answer: ({ funding }) => told(funding) },
  { key: 'evidence', gates: true, question: 'On which evidence does it rest?', answer: (_, { hasEvidence }) => [hasEvidence, hasEvidence ? 'Evidence is frozen with its data version.' : 'No evidence is frozen yet: have the hub fill it in.'] },
  { key: 'bodies', gates: true, question: 'Which bodies take part?', answer: ({ bodies }) => [bodies.length >= 2, bodies.length === 0 ? 'None is named yet; at least 2 are needed.' : `${bodies.length === 1 ? '1 takes part; at least 2 are needed.' : `${bodies.length} take part.`}`] },
  { key: 'lead', gates: true, question: 'Which of them leads?', answer: ({ leadCode, bodies }, { names }) => [leadCode !== null, leadCode === null ? 'No lead is named yet.' : `${nameIn(bodies, names ?? noNames)(leadCode)} leads.`] },
  { key: 'money', gates: true, question: 'Is it clear who bears which part of the costs?', answer: moneyInOrder },
  { key: 'assumptions', gates: false, question: 'What does it cost, on which assumptions?', answer: costsStated },
  { key: 'objectives', gates: false, question: 'What is to be different for children, by which indicator, from where to where?', answer: objectivesMeasured },
  { key: 'options', gates: false, question: 'Which ways are there, doing nothing among them?', answer: optionsWeighed },
  { key: 'timescale', gates: false, question: 'When is what to happen?', answer: ({ timescale }) => told(timescale) },
  { key: 'risks', gates: false, question: 'What could go wrong?', answer: ({ risks }) => [risks.length > 0, risks.length === 0 ? 'No risk is told yet.' : `${counted(risks.length, 'risk')}, ${risks.filter(({ mitigation }) => mitigation.trim() !== '').length} with what is done about it.`] },
  { key: 'equalityImpact', gates: false, question: 'Whom does it serve better or worse than others?', answer: ({ equalityImpact }) => told(equalityImpact) },
  { key: 'consultation', gates: false, question: 'Who was asked, what did they say and what was done about it?', answer: ({ consultation }) => [consultation.length > 0, consultation.length === 0 ? 'No consultation is told yet.' : `${counted(consultation.length, 'group')} asked, ${consultation.filter(({ response }) => response.trim() !== '').length} with what was done about it.`] },
  { key: 'recommendations', gates: false, question: 'What are the bodies asked to decide?', answer: ({ recommendations }) => [recommendations.length > 0, recommendations.length === 0 ? 'No recommendation is made yet.' : `${counted(recommendations.length, 'recommendation')}.`] },
  { key: 'reasons', gates: false, question: 'For which reasons?', answer: ({ reasons }) => told(reasons) },
  { key: 'conclusion', gates: false, question: 'On which facts does the conclusion turn?', answer: ({ reliesOn }) => [reliesOn.length > 0, reliesOn.length === 0 ? 'None is named yet, so the hub cannot tell when the conclusion no longer holds.' : `${counted(reliesOn.length, 'fact')} named.`] },
  { key: 'legal', gates: false, question: 'What does the law allow and ask for?', answer: ({ legal }) => told(legal) },
  { key: 'personnel', gates: false, question: 'What does it mean for staff?', answer: ({ personnel }) => told(personnel) },
  { key: 'corporateObjectives', gates: false, question: 'Which aims of the bodies does it serve?', answer: ({ corporateObjectives }) => told(corporateObjectives) },
  { key: 'wards', gates: false, question: 'Which wards or areas does it touch?', answer: ({ wards }) => told(wards) },
] as const satisfies readonly { key: string; gates: boolean; question: string; answer: (content: ProposalContent, beside: KnownBeside) => Answer }[];

export type ReadinessKey = (typeof questions)[number]['key'];

/** Every question, in the order in which a paper answers them. */
export function readinessOf(content: ProposalContent, beside: KnownBeside): Readiness[] {
  return questions.map(({ key, question, gates, answer }) => {
    const [isAnswered, explanation] = answer(content, beside);
    return { key, question, isAnswered, gatesSubmission: gates, explanation };
  });
}

/** Refuses to submit, or to change what is submitted into, what leaves a gating question open; names all of them. */
export function checkReady(readiness: readonly Readiness[]): void {
  const open = readiness.filter(({ isAnswered, gatesSubmission }) => gatesSubmission && !isAnswered);
  if (open.length === 0) return;
  throw new HubError('BAD_ARGUMENT', `The proposal leaves ${counted(open.length, 'question')} open that must be answered before it is submitted: ${open.map(({ key, question, explanation }) => `${key}: ${question} ${explanation}`).join(' ')} It may be discussed in consultation as it is.`);
}

function told(text: string): Answer {
  const words = text.split(/\s+/).filter(Boolean).length;
  return words === 0 ? [false, 'Not told yet.'] : [true, `Told in ${counted(words, 'word')}.`];
}

function moneyInOrder(content: ProposalContent, { names }: KnownBeside): Answer {
  const { fundingModel, shares, bodies } = content;
  if (!hasShares(fundingModel)) return [true, 'Each body keeps its own resources and bears its own costs.'];
  if (shares.length === 0) return [false, 'No shares are stated; they must total 100 %.'];
  const total = totalOfShares(content);
  if (!makeWhole(total)) return [false, `The shares total ${figure(total)} %, and must total 100 %.`];
  const without = bodies.filter(({ code }) => !shares.some(({ bodyCode }) => bodyCode === code)).map(({ code }) => nameIn(bodies, names ?? noNames)(code));
  return without.length === 0 ? [true, `The shares of ${counted(shares.length, 'body', 'bodies')} total 100 %.`] : [false, `No share is stated of ${allOf(without)}: state 0 where a body bears none.`];
}

function costsStated({ bodies, assumptions: { unitCost, volumes, oneOffCost, economies } }: ProposalContent): Answer {
  const of = bodies.filter(({ code }) => volumes.some(({ bodyCode }) => bodyCode === code)).length;
  const missing = [unitCost === null && 'the unit cost', of < bodies.length && `the volumes of ${bodies.length - of} of ${bodies.length} bodies`, bodies.length === 0 && 'the volumes', oneOffCost === null && 'the one-off cost', economies === null && 'the economies'].filter((part) => part !== false);
  return missing.length === 0 ? [true, 'Unit cost, volumes, one-off cost and economies are stated.'] : [false, `Not stated yet: ${allOf(missing)}.`];
}

function objectivesMeasured({ objectives }: ProposalContent): Answer {
  if (objectives.length === 0) return [false, 'No objective is told yet.'];
  const tied = objectives.filter(({ indicatorCode, baseline, target }) => indicatorCode && baseline !== null && target !== null).length;
  return [tied === objectives.length, `${tied} of ${counted(objectives.length, 'objective')} ${tied === 1 ? 'is' : 'are'} tied to an indicator with baseline and target.`];
}

function optionsWeighed({ options }: ProposalContent): Answer {
  if (options.length === 0) return [false, 'No option is told yet.'];
  const hasNothing = options.some(({ isDoNothing }) => isDoNothing);
  const preferred = options.find(({ isPreferred }) => isPreferred);
  return [options.length >= 2 && hasNothing, `${counted(options.length, 'option')}, doing nothing ${hasNothing ? '' : 'not '}among them; ${preferred === undefined ? 'none is preferred yet' : `“${preferred.title}” is preferred`}.`];
}
