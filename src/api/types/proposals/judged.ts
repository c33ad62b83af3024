import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ConclusionState } from '../../../commissioning/proposals/conclusion.ts';
import { factSections, type FactSection } from '../../../commissioning/proposals/Fact.ts';
import type { MovedPart } from '../../../commissioning/proposals/movedFacts.ts';
import type { FundingModel } from '../../../commissioning/proposals/ProposalContent.ts';
import type { Progress } from '../../../commissioning/proposals/stages.ts';
import { RangeShape } from './content.ts';

const [pounds, sentence] = ['In pounds.', 'The same in a sentence, with what it rests on or what is missing.'];

export const FactSectionEnum = Object.fromEntries(factSections.map((section) => [section.toUpperCase(), section])) as Record<string, FactSection>;
registerEnumType(FactSectionEnum, {
  name: 'FactSection',
  description: 'What part of the evidence a fact belongs to.',
  valuesConfig: {
    PRIORITIES: { description: 'What the plans of the bodies say, in their own words.' },
    COVERAGE: { description: 'What the hub knows of each body, and who shares the theme.' },
    INDICATORS: { description: 'Where each body stands beside the region, England and its target.' },
    CHILDREN: { description: 'How many children it concerns.' },
    SERVICES: { description: 'What is provided now.' },
    CONTRACTS: { description: 'Which contracts end.' },
    USE: { description: 'Who crosses boundaries to be served.' },
    MONEY: { description: 'What is spent, and what a unit costs.' },
    PROTOCOLS: { description: 'What the bodies have agreed already.' },
  },
});

@ObjectType('EvidenceFact', { simpleResolvers: true, description: 'One thing that the evidence says, as the hub said it when the evidence was frozen.' })
export class FactShape {
  @Field(() => ID, { description: 'What is told of, whatever is told: the same on every day.' })
  key!: string;
  @Field(() => FactSectionEnum, { description: 'What part of the evidence it belongs to.' })
  section!: FactSection;
  @Field(() => ID, { nullable: true, description: 'GSS code of the body it is about. Empty for all together.' })
  bodyCode!: string | null;
  @Field(() => String, { description: 'What it is about.' })
  label!: string;
  @Field(() => Float, { nullable: true, description: 'The figure. Empty where it is told in words, or not known.' })
  value!: number | null;
  @Field(() => String, { nullable: true, description: 'Unit of the figure.' })
  unit!: string | null;
  @Field(() => String, { nullable: true, description: 'Period of the figure.' })
  period!: string | null;
  @Field(() => String, { description: 'What is told in words: a priority as its plan puts it, or why a figure is not known.' })
  text!: string;
  @Field(() => String, { nullable: true, description: 'What it amounts to, in a word such as worse, better, shares; of a figure without confidence limits beside its region, higher-but-may-be-chance or lower-but-may-be-chance. Empty where it amounts to nothing by itself.' })
  verdict!: string | null;
  @Field(() => Boolean, { description: 'Whether it is known. What is not known is evidence too.' })
  isKnown!: boolean;
  @Field(() => String, { nullable: true, description: 'Who published it, and in which document.' })
  source!: string | null;
}

@ObjectType('ProposalEvidence', { simpleResolvers: true, description: 'The evidence of a proposal as it was frozen: a question that the hub answered as it answers everybody, on one state of its data, and the answer.' })
export class EvidenceShape {
  @Field(() => Int, { description: '1 for the first that was filled in. Earlier evidence stays.' })
  number!: number;
  @Field(() => String, { description: 'Name of the saved query that asked.' })
  operation!: string;
  @Field(() => String, { description: 'What it asked with, as JSON.' })
  variables!: string;
  @Field(() => Int, { description: 'The data version it was answered from.' })
  dataVersion!: number;
  @Field(() => String, { description: 'SHA-256 of the facts, in hexadecimal digits: whoever has the facts can check that they are these.' })
  sha256!: string;
  @Field(() => String, { description: 'Who had it filled in.' })
  madeBy!: string;
  @Field(() => String, { description: 'When (ISO 8601, UTC).' })
  madeAt!: string;
  facts!: string;
}

const MovedHow = { CHANGED: 'changed', GONE: 'gone', NEW: 'new' } as const;
registerEnumType(MovedHow, { name: 'FactMove', description: 'How a fact moved since it was frozen.', valuesConfig: { CHANGED: { description: 'It says something else.' }, GONE: { description: 'The hub no longer tells of it.' }, NEW: { description: 'It is told of only now.' } } });

const MovedPartEnum = { VALUE: 'value', TEXT: 'text', VERDICT: 'verdict' } as const satisfies Record<string, MovedPart>;
registerEnumType(MovedPartEnum, { name: 'FactPart', description: 'What of a fact changed.', valuesConfig: { VALUE: { description: 'Its figure, unit or period, or whether it is known.' }, TEXT: { description: 'Its words.' }, VERDICT: { description: 'What it amounts to.' } } });

@ObjectType('MovedFact', { simpleResolvers: true, description: 'A cited fact that is not as it was frozen.' })
export class MovedShape {
  @Field(() => ID, { description: 'Key of the fact.' })
  key!: string;
  @Field(() => MovedHow, { description: 'How it moved.' })
  how!: 'changed' | 'gone' | 'new';
  @Field(() => [MovedPartEnum], { description: 'What of it changed. None where it is gone or new.' })
  what!: readonly MovedPart[];
  @Field(() => FactShape, { nullable: true, description: 'As it was frozen. Empty for one that is new.' })
  before!: FactShape | null;
  @Field(() => FactShape, { nullable: true, description: 'As the hub tells it now. Empty for one that is gone.' })
  after!: FactShape | null;
  @Field(() => String, { description: sentence })
  explanation!: string;
}

const ConclusionStateEnum = { HOLDS: 'holds', IN_DOUBT: 'in-doubt', NO_LONGER: 'no-longer', CANNOT_SAY: 'cannot-say' } as const satisfies Record<string, ConclusionState>;
registerEnumType(ConclusionStateEnum, {
  name: 'ConclusionState',
  description: 'Whether the conclusion still follows from what the hub knows.',
  valuesConfig: {
    HOLDS: { description: 'All that it rests on bears it out, and nothing else turned.' },
    IN_DOUBT: { description: 'Something else turned, or is no longer known, on which nobody said that it rests or not.' },
    NO_LONGER: { description: 'A fact that it rests on does not bear it out any more.' },
    CANNOT_SAY: { description: 'A fact that it rests on is not known now, or no conclusion is told yet.' },
  },
});

@ObjectType('ProposalConclusion', { simpleResolvers: true, description: 'What moved since the evidence was frozen, and whether the conclusion still holds.' })
export class ConclusionShape {
  @Field(() => ConclusionStateEnum, { description: 'Whether it still holds.' })
  state!: ConclusionState;
  @Field(() => String, { description: sentence })
  explanation!: string;
  @Field(() => Int, { description: 'The data version of the evidence.' })
  frozenAt!: number;
  @Field(() => Int, { description: 'The data version it is held against.' })
  dataVersion!: number;
  @Field(() => Int, { description: 'How many facts moved.' })
  movedCount!: number;
  @Field(() => [MovedShape], { description: 'The facts that moved, at most 500.', complexity: ({ childComplexity }: { childComplexity: number }) => 1 + 50 * Math.max(1, childComplexity) })
  moved!: MovedShape[];
}

@ObjectType('ReadinessItem', { simpleResolvers: true, description: 'One thing that a proposal should say before it is signed.' })
export class ReadinessShape {
  @Field(() => String, { description: 'The section it is about.' })
  key!: string;
  @Field(() => String, { description: 'The question it answers, as a committee would ask it.' })
  question!: string;
  @Field(() => Boolean, { description: 'Whether it is answered.' })
  isAnswered!: boolean;
  @Field(() => Boolean, { description: 'Whether it must be answered before the proposal is submitted. Nothing must be before it is discussed.' })
  gatesSubmission!: boolean;
  @Field(() => String, { description: sentence })
  explanation!: string;
}

@ObjectType('MoneyEstimate', { simpleResolvers: true, description: 'An amount as a range, rounded outward to three figures, so that it looks no surer than it is.' })
export class EstimateShape {
  @Field(() => RangeShape, { nullable: true, description: `${pounds} Empty where something is missing, which the explanation names.` })
  range!: RangeShape | null;
  @Field(() => Float, { nullable: true, description: `With every assumption at its middle. ${pounds}` })
  middle!: number | null;
  @Field(() => String, { description: sentence })
  explanation!: string;
}

@ObjectType('BodyMoney', { simpleResolvers: true, description: 'What a body, or all together, would pay.' })
export class BodyMoneyShape {
  @Field(() => ID, { nullable: true, description: 'GSS code of the body. Empty for all together.' })
  bodyCode?: string | null;
  @Field(() => Float, { nullable: true, description: 'Percent of all costs that it bears. Empty where the funding model has no shares, and for all together.' })
  share?: number | null;
  @Field(() => EstimateShape, { description: 'Running costs of a year.' })
  runningPerYear!: EstimateShape;
  @Field(() => EstimateShape, { description: 'Costs that come once.' })
  oneOff!: EstimateShape;
  @Field(() => EstimateShape, { description: 'All years, and what comes once.' })
  overall!: EstimateShape;
  @Field(() => Float, { nullable: true, description: `What is spent on the same in a year now. ${pounds} Empty where it is not stated.` })
  spendNow!: number | null;
  @Field(() => EstimateShape, { description: 'Running costs of a year less what is spent now: below 0 is less than now.' })
  change!: EstimateShape;
}

@ObjectType('MoneyRecharge', { simpleResolvers: true, description: 'What one body pays back to a lead that pays first.' })
export class RechargeShape {
  @Field(() => ID, { description: 'GSS code of the body.' })
  bodyCode!: string;
  @Field(() => EstimateShape, { description: 'Of running costs of a year.' })
  runningPerYear!: EstimateShape;
  @Field(() => EstimateShape, { description: 'Of costs that come once.' })
  oneOff!: EstimateShape;
  @Field(() => EstimateShape, { description: 'Of the costs over all years.' })
  overall!: EstimateShape;
}

@ObjectType('MoneySensitivity', { simpleResolvers: true, description: 'How much one assumption matters: the costs over all years with it at its least and at its most, the others at their middle.' })
export class SensitivityShape {
  @Field(() => String, { description: 'The assumption, in words.' })
  name!: string;
  @Field(() => Float, { nullable: true, description: `With it at its least. ${pounds}` })
  atLow!: number | null;
  @Field(() => Float, { nullable: true, description: `With it at its most. ${pounds}` })
  atHigh!: number | null;
  @Field(() => Float, { nullable: true, description: `How far apart the two are. ${pounds}` })
  swing!: number | null;
  @Field(() => String, { description: sentence })
  explanation!: string;
}

@ObjectType('MoneyShift', { simpleResolvers: true, description: 'By how much costs over all years change under other assumptions.' })
export class ShiftShape {
  @Field(() => ID, { nullable: true, description: 'GSS code of the body. Empty for all together.' })
  bodyCode!: string | null;
  @Field(() => Float, { nullable: true, description: `The least. ${pounds}` })
  low!: number | null;
  @Field(() => Float, { nullable: true, description: `The middle. ${pounds}` })
  middle!: number | null;
  @Field(() => Float, { nullable: true, description: `The most. ${pounds}` })
  high!: number | null;
  @Field(() => String, { description: sentence })
  explanation!: string;
}

@ObjectType('ProposalMoney', { simpleResolvers: true, description: 'What a proposal would cost, by its assumptions or by others.' })
export class MoneyShape {
  fundingModel!: FundingModel;
  @Field(() => String, { description: 'How the costs are borne, and how sure the figures are.' })
  explanation!: string;
  @Field(() => String, { description: 'What one unit is.' })
  unit!: string;
  @Field(() => Int, { description: 'Over how many years.' })
  years!: number;
  @Field(() => String, { nullable: true, description: 'The financial year whose prices they are in.' })
  priceYear!: string | null;
  @Field(() => [BodyMoneyShape], { description: 'Each body that takes part.', complexity: ({ childComplexity }: { childComplexity: number }) => 1 + 10 * Math.max(1, childComplexity) })
  bodies!: BodyMoneyShape[];
  @Field(() => BodyMoneyShape, { description: 'All together.' })
  total!: BodyMoneyShape;
  @Field(() => [RechargeShape], { description: 'What each body pays back to the lead. None unless the lead recharges.' })
  recharges!: RechargeShape[];
  @Field(() => [ShiftShape], { description: 'Asked with other assumptions: the change to each body and to all together. None otherwise.' })
  shifts!: ShiftShape[];
}

const ProgressEnum = { NOT_BEGUN: 'not-begun', UNDER_WAY: 'under-way', DONE: 'done' } as const satisfies Record<string, Progress>;
registerEnumType(ProgressEnum, { name: 'StageState', description: 'How far a stage is.', valuesConfig: { NOT_BEGUN: { description: 'Not begun, or nobody has told.' }, UNDER_WAY: { description: 'Under way.' }, DONE: { description: 'What it asks for is done.' } } });
export { ProgressEnum };

@ObjectType('CommissioningStage', { simpleResolvers: true, description: 'One of the nine stages of the joint planning and commissioning framework of 2006, and how far it is.' })
export class StageShape {
  @Field(() => ID, { description: 'Its key, as recordStage takes it.' })
  key!: string;
  @Field(() => String, { description: 'Its name.' })
  name!: string;
  @Field(() => String, { description: 'What is done in it.' })
  description!: string;
  @Field(() => ProgressEnum, { description: 'How far it is.' })
  progress!: Progress;
  @Field(() => String, { description: 'The latest word on it.' })
  note!: string;
  @Field(() => String, { nullable: true, description: 'Who said so. Empty where nobody did.' })
  by!: string | null;
  @Field(() => String, { nullable: true, description: 'When (ISO 8601, UTC). Empty where nobody did.' })
  at!: string | null;
}
