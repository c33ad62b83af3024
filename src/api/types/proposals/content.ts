import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Assumptions, Consulted, Degree, Exempt, Figure, FundingModel, Objective, Option, ProposalContent, ProposalStage, Range, Reliance, Risk, TakingPart } from '../../../commissioning/proposals/ProposalContent.ts';

// What somebody writes is what others read: each class is the shape of both, under two names.

const ProposalStageEnum = { FEASIBILITY: 'feasibility', PROPOSAL: 'proposal' } as const satisfies Record<string, ProposalStage>;
registerEnumType(ProposalStageEnum, {
  name: 'ProposalStage',
  description: 'How far the thought has come.',
  valuesConfig: { FEASIBILITY: { description: 'A study of whether it would serve: who, how, to what specification, funded how.' }, PROPOSAL: { description: 'A proposal to commission together.' } },
});

const FundingModelEnum = { KEEPS_OWN: 'keeps-own', ALIGNED: 'aligned', POOLED: 'pooled', LEAD_RECHARGES: 'lead-recharges' } as const satisfies Record<string, FundingModel>;
registerEnumType(FundingModelEnum, {
  name: 'FundingModel',
  description: 'How the bodies pay.',
  valuesConfig: {
    KEEPS_OWN: { description: 'Each body keeps its own resources, and pays for what it uses. So it is unless they agree otherwise.' },
    ALIGNED: { description: 'Each keeps its own budget, spent to one plan.' },
    POOLED: { description: 'All pay into one pool, by stated shares.' },
    LEAD_RECHARGES: { description: 'The lead pays, and recharges to the others their stated shares.' },
  },
});

const DegreeEnum = { LOW: 'low', MEDIUM: 'medium', HIGH: 'high' } as const satisfies Record<string, Degree>;
registerEnumType(DegreeEnum, { name: 'Degree', description: 'How likely, or how grave.', valuesConfig: { LOW: { description: 'Not likely, or little harm.' }, MEDIUM: { description: 'It may well be, or some harm.' }, HIGH: { description: 'Likely, or great harm.' } } });

const HoldsWhileEnum = { AT_LEAST: 'at-least', AT_MOST: 'at-most', SAME: 'same' } as const satisfies Record<string, Reliance['holdsWhile']>;
registerEnumType(HoldsWhileEnum, {
  name: 'HoldsWhile',
  description: 'While what a conclusion holds.',
  valuesConfig: { AT_LEAST: { description: 'The figure is at least the value.' }, AT_MOST: { description: 'The figure is at most the value.' }, SAME: { description: 'What the fact amounts to (its verdict; else its figure and words) is what it was.' } },
});

const [bodyCode, plain] = ['GSS code of the body.', 'Plain text, at most 20,000 characters. Name posts and no persons.'];

@ObjectType('FigureRange', { simpleResolvers: true, description: 'From the least to the most it may be.' })
@InputType('FigureRangeInput', { description: 'From the least to the most it may be. The same twice where it is known.' })
export class RangeShape implements Range {
  @Field(() => Float, { description: 'The least.' })
  low!: number;
  @Field(() => Float, { description: 'The most.' })
  high!: number;
}

@ObjectType('TakingPart', { simpleResolvers: true, description: 'A body that takes part.' })
@InputType('TakingPartInput', { description: 'A body that takes part: an authority, or a partner such as a health board.' })
export class TakingPartShape implements TakingPart {
  @Field(() => ID, { description: 'Its GSS or ONS code of nine characters, for example E06000016.' })
  code!: string;
  @Field(() => String, { nullable: true, description: 'What it is called, for one that the hub knows no name of.' })
  name!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the group that decides for it, as "groups" gives it. Left out: the board at the top of its groups, where the hub knows one.' })
  decidingGroupId!: string | null;
}

@ObjectType('ProposalFigure', { simpleResolvers: true, description: 'A figure with its period.' })
@InputType('ProposalFigureInput', { description: 'A figure with its period.' })
export class FigureShape implements Figure {
  @Field(() => Float, { description: 'The figure, in the unit of the indicator.' })
  value!: number;
  @Field(() => String, { description: 'The period it is of, which says its kind: AY2024/25, FY2024/25, CY2024 …' })
  period!: string;
}

@ObjectType('ProposalObjective', { simpleResolvers: true, description: 'What is to be different for children.' })
@InputType('ProposalObjectiveInput', { description: 'What is to be different for children, tied to an indicator so that it can be told afterwards whether it came about.' })
export class ObjectiveShape implements Objective {
  @Field(() => String, { description: `What is to be different. ${plain}` })
  text!: string;
  @Field(() => ID, { nullable: true, description: 'Code of the indicator by which that is told.' })
  indicatorCode!: string | null;
  @Field(() => ID, { nullable: true, description: 'GSS code of the area it is measured for. Left out: each authority that takes part.' })
  areaCode!: string | null;
  @Field(() => String, { nullable: true, description: 'The group it is measured for, as observations give it. Left out: all children.' })
  breakdown!: string | null;
  @Field(() => FigureShape, { nullable: true, description: 'Where it stands.' })
  baseline!: FigureShape | null;
  @Field(() => FigureShape, { nullable: true, description: 'Where it is to be.' })
  target!: FigureShape | null;
}

@ObjectType('ProposalOption', { simpleResolvers: true, description: 'One way to go about it.' })
@InputType('ProposalOptionInput', { description: 'One way to go about it. Doing nothing is one of them.' })
export class OptionShape implements Option {
  @Field(() => String, { description: 'What it is called.' })
  title!: string;
  @Field(() => Boolean, { defaultValue: false, description: 'Whether it is to do nothing. One option may be.' })
  isDoNothing!: boolean;
  @Field(() => Boolean, { defaultValue: false, description: 'Whether it is the one preferred. One option may be.' })
  isPreferred!: boolean;
  @Field(() => RangeShape, { nullable: true, description: 'Pounds over the years of the proposal.' })
  cost!: RangeShape | null;
  @Field(() => String, { defaultValue: '', description: `What it costs, in words. ${plain}` })
  costs!: string;
  @Field(() => String, { defaultValue: '', description: `What it brings. ${plain}` })
  benefits!: string;
}

@ObjectType('ProposalRisk', { simpleResolvers: true, description: 'What could go wrong.' })
@InputType('ProposalRiskInput', { description: 'What could go wrong.' })
export class RiskShape implements Risk {
  @Field(() => String, { description: `What could go wrong. ${plain}` })
  text!: string;
  @Field(() => DegreeEnum, { nullable: true, description: 'How likely it is. Empty where nobody has said.' })
  likelihood!: Degree | null;
  @Field(() => DegreeEnum, { nullable: true, description: 'How grave it would be. Empty where nobody has said.' })
  impact!: Degree | null;
  @Field(() => String, { defaultValue: '', description: `What is done about it. ${plain}` })
  mitigation!: string;
}

@ObjectType('ProposalConsultation', { simpleResolvers: true, description: 'Who was asked about the proposal, what they said and what was done about it.' })
@InputType('ProposalConsultationInput', { description: 'Who was asked about the proposal, what they said and what was done about it.' })
export class ConsultedShape implements Consulted {
  @Field(() => String, { description: `Who was asked: a group of people. ${plain}` })
  whom!: string;
  @Field(() => String, { defaultValue: '', description: `What they said. ${plain}` })
  said!: string;
  @Field(() => String, { defaultValue: '', description: `What was done about it. ${plain}` })
  response!: string;
}

@ObjectType('BodyShare', { simpleResolvers: true, description: 'Which part of all costs a body bears.' })
@InputType('BodyShareInput', { description: 'Which part of all costs a body bears.' })
export class ShareShape {
  @Field(() => ID, { description: bodyCode })
  bodyCode!: string;
  @Field(() => Float, { description: 'Percent, on the 0 to 100 scale. All together are 100.' })
  percent!: number;
}

@ObjectType('BodyVolume', { simpleResolvers: true, description: 'How much a body uses.' })
@InputType('BodyVolumeInput', { description: 'How much a body uses.' })
export class VolumeShape {
  @Field(() => ID, { description: bodyCode })
  bodyCode!: string;
  @Field(() => RangeShape, { description: 'Units a year.' })
  units!: RangeShape;
}

@ObjectType('BodySpend', { simpleResolvers: true, description: 'What a body spends on the same now.' })
@InputType('BodySpendInput', { description: 'What a body spends on the same now.' })
export class SpendShape {
  @Field(() => ID, { description: bodyCode })
  bodyCode!: string;
  @Field(() => Float, { description: 'Pounds a year.' })
  amount!: number;
  @Field(() => String, { description: 'Where that is stated.' })
  source!: string;
}

@ObjectType('CostAssumptions', { simpleResolvers: true, description: 'What the costs rest on.' })
@InputType('CostAssumptionsInput', { description: 'What the costs rest on. What is left out is not known, and makes every total over it not known.' })
export class AssumptionsShape implements Assumptions {
  @Field(() => String, { defaultValue: '', description: 'What one unit is: a place, a child, an hour.' })
  unit!: string;
  @Field(() => RangeShape, { nullable: true, description: 'Pounds for one unit in a year.' })
  unitCost!: RangeShape | null;
  @Field(() => [VolumeShape], { defaultValue: [], description: 'Units a year for each body. Of one that is not listed it is not known.' })
  volumes!: VolumeShape[];
  @Field(() => RangeShape, { nullable: true, description: 'Pounds, once, for all bodies together. 0 to 0 where there are none; left out where nobody has said.' })
  oneOffCost!: RangeShape | null;
  @Field(() => RangeShape, { nullable: true, description: 'Percent of running costs that buying together saves. 0 to 0 where none is expected; left out where nobody has said.' })
  economies!: RangeShape | null;
  @Field(() => [SpendShape], { defaultValue: [], description: 'What each body spends on the same now.' })
  spendNow!: SpendShape[];
  @Field(() => Int, { defaultValue: 1, description: 'Over how many years, 1 to 30.' })
  years!: number;
  @Field(() => String, { nullable: true, description: 'The financial year whose prices they are in, for example FY2026/27.' })
  priceYear!: string | null;
  @Field(() => String, { defaultValue: '', description: `Why these. ${plain}` })
  note!: string;
}

@ObjectType('Reliance', { simpleResolvers: true, description: 'A fact of the evidence on which the conclusion rests.' })
@InputType('RelianceInput', { description: 'A fact of the evidence on which the conclusion rests, so that the hub can tell when it no longer does.' })
export class RelianceShape implements Reliance {
  @Field(() => ID, { description: 'Key of the fact, as the evidence gives it.' })
  factKey!: string;
  @Field(() => HoldsWhileEnum, { description: 'While what the conclusion holds.' })
  holdsWhile!: Reliance['holdsWhile'];
  @Field(() => Float, { nullable: true, description: 'The value, for at least and at most.' })
  value!: number | null;
}

@ObjectType('ExemptPart', { simpleResolvers: true, description: 'What is not for the public.' })
@InputType('ExemptPartInput', { description: 'What is not for the public: only those who shape the proposal read it, agreed or not.' })
export class ExemptShape implements Exempt {
  @Field(() => String, { description: `What it says. ${plain}` })
  text!: string;
  @Field(() => Int, { description: 'The paragraph of Schedule 12A of the Local Government Act 1972 by which it is exempt, 1 to 7.' })
  paragraph!: number;
}

@ObjectType('AgeRange', { simpleResolvers: true, description: 'Ages in whole years, both ends included.' })
@InputType('ProposalAgesInput', { description: 'Ages in whole years, both ends included.' })
export class AgesShape {
  @Field(() => Int, { description: 'The youngest.' })
  from!: number;
  @Field(() => Int, { description: 'The oldest.' })
  to!: number;
}

/** A section, which an edit may leave out and a version always has. */
function section(type: () => object, description: string): PropertyDecorator & MethodDecorator {
  return Field(type as never, { nullable: true, description });
}

@ObjectType('ProposalContent', { simpleResolvers: true, description: 'All that a version of a proposal says, section by section. A text that is empty is not told yet.' })
@InputType('ProposalChanges', { description: 'Sections of a proposal to change, each whole. One that is left out stays as it is.' })
export class ContentShape implements Partial<ProposalContent> {
  @section(() => String, 'What it is called, at most 200 characters.')
  title!: string;
  @section(() => ProposalStageEnum, 'A feasibility study, or a proposal.')
  stage!: ProposalStage;
  @section(() => String, `What is proposed, in a paragraph. ${plain}`)
  summary!: string;
  @section(() => [ID], 'Ids of the overlaps it starts from.')
  overlapIds!: string[];
  @section(() => ID, 'GSS code of the region it is for: its analysts see it.')
  regionCode!: string | null;
  @section(() => [TakingPartShape], 'The bodies that take part. Each takes a position, and sees the proposal from the first draft.')
  bodies!: TakingPartShape[];
  @section(() => ID, 'GSS code of the body that leads.')
  leadCode!: string | null;
  @section(() => [ID], 'Codes of the themes it is about.')
  themeCodes!: string[];
  @section(() => AgesShape, 'The ages it is for. Empty: not told, or all.')
  ages!: AgesShape | null;
  @section(() => [String], 'Groups of children and young people it is for, in words.')
  groups!: string[];
  @section(() => String, 'The area it is for, in words.')
  area!: string;
  @section(() => String, `First of the four questions: who should undertake the work? ${plain}`)
  who!: string;
  @section(() => String, `Second: how should it be done? ${plain}`)
  how!: string;
  @section(() => String, `Third: what must the specification cover? ${plain}`)
  specification!: string;
  @section(() => String, `Fourth: how is it to be funded? ${plain}`)
  funding!: string;
  @section(() => [ObjectiveShape], 'What is to be different for children.')
  objectives!: ObjectiveShape[];
  @section(() => [OptionShape], 'The ways to go about it, doing nothing among them.')
  options!: OptionShape[];
  @section(() => String, `When what happens. ${plain}`)
  timescale!: string;
  @section(() => [RiskShape], 'What could go wrong.')
  risks!: RiskShape[];
  @section(() => String, `Whom it serves better or worse than others. ${plain}`)
  equalityImpact!: string;
  @section(() => [ConsultedShape], 'Who was asked, and what they said.')
  consultation!: ConsultedShape[];
  @section(() => FundingModelEnum, 'How the bodies pay.')
  fundingModel!: FundingModel;
  @section(() => [ShareShape], 'Which part of all costs each body bears: for POOLED and LEAD_RECHARGES alone, 100 in all.')
  shares!: ShareShape[];
  @section(() => AssumptionsShape, 'What the costs rest on.')
  assumptions!: AssumptionsShape;
  @section(() => [String], `What the bodies are asked to decide. ${plain}`)
  recommendations!: string[];
  @section(() => String, `For which reasons. ${plain}`)
  reasons!: string;
  @section(() => String, `What follows from the evidence. ${plain}`)
  conclusion!: string;
  @section(() => [RelianceShape], 'On which facts of the evidence that rests.')
  reliesOn!: RelianceShape[];
  @section(() => String, `Legal implications. ${plain}`)
  legal!: string;
  @section(() => String, `Implications for staff. ${plain}`)
  personnel!: string;
  @section(() => String, `Which aims of the bodies it serves. ${plain}`)
  corporateObjectives!: string;
  @section(() => String, `Wards or areas it touches. ${plain}`)
  wards!: string;
  @section(() => ExemptShape, 'What is not for the public. Its text is empty for whoever may not read it.')
  exempt!: ExemptShape | null;
}
