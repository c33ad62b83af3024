import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLISODate } from '../scalars.ts';
import { PageArgs } from '../read/pageArgs.ts';

export enum ExceptionDirection {
  DIFFICULTY = 'difficulty',
  EXCEPTIONALLY_GOOD = 'exceptionally-good',
  NO_OWNER = 'no-owner',
}
registerEnumType(ExceptionDirection, {
  name: 'ExceptionDirection',
  description: 'In which way something is an exception.',
  valuesConfig: {
    DIFFICULTY: { description: 'It stands worse than was agreed.' },
    EXCEPTIONALLY_GOOD: { description: 'It stands far better than was agreed.' },
    NO_OWNER: { description: 'No group is known to lead on it.' },
  },
});

export enum ItemPurpose {
  DECISION = 'decision',
  INFORMATION = 'information',
}
registerEnumType(ItemPurpose, {
  name: 'ItemPurpose',
  description: 'What an item comes before a group for.',
  valuesConfig: {
    DECISION: { description: 'The group is asked to decide or agree, so it needs discussion.' },
    INFORMATION: { description: 'The group is told. It is discussed only if a member asks.' },
  },
});

export enum LeadBasis {
  TARGET = 'target',
  INDICATOR = 'indicator',
  PRIORITY = 'priority',
  NOBODY = 'nobody',
}
registerEnumType(LeadBasis, {
  name: 'LeadBasis',
  description: 'By what it is known which group leads on a target.',
  valuesConfig: {
    TARGET: { description: 'The target names the group.' },
    INDICATOR: { description: 'The group is stated to answer, as lead, for the indicator or its target.' },
    PRIORITY: { description: 'The group is stated to answer, as lead, for the priority that the target serves.' },
    NOBODY: { description: 'No group is known to lead. Somebody may all the same.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'By which rule something is reported by exception.' })
export class ExceptionRule {
  @Field(() => String, { description: 'Short name of the rule, for example "missed".' })
  code!: string;
  @Field(() => String, { description: 'The rule in words.' })
  title!: string;
  @Field(() => String, { description: 'Where the rule comes from: a document, or the hub\'s own choice.' })
  source!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Of how many targets an answer about exceptions tells. No exception among targets that cannot be judged does not mean that all is well.' })
export class ExceptionBasis {
  @Field(() => GraphQLISODate, { description: 'The day on which it is judged. Only values of periods that were over by then count: a period is over from the day after its last.' })
  asAt!: string;
  @Field(() => Int, { description: 'How many targets hold on the day.' })
  targets!: number;
  @Field(() => Int, { description: 'How many of them can be judged.' })
  judged!: number;
  @Field(() => Int, { description: 'How many of them cannot be judged: their attainment says why.' })
  notMeasurable!: number;
  @Field(() => Int, { description: 'How many more targets the hub knows that do not hold on the day.' })
  leftOut!: number;
  @Field(() => String, { description: 'The same in sentences, with why targets are left out.' })
  explanation!: string;
}

@ObjectType('Exception', { simpleResolvers: true, description: 'A target that is reported by exception: it stands far from what was agreed, or nobody is known to lead on it; with whom it goes to, and for what.' })
export class ExceptionType {
  @Field(() => ID, { description: 'Stable identifier: the code of the rule and the id of the target.' })
  id!: string;
  @Field(() => ExceptionRule, { description: 'By which rule.' })
  rule!: ExceptionRule;
  @Field(() => String, { description: 'The rule and the numbers it was met by, in a sentence.' })
  explanation!: string;
  @Field(() => String, { description: 'Who leads, by what that is known, and where it goes, in a sentence.' })
  routing!: string;
}

@ArgsType()
export class ExceptionArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'GSS code of an authority: exceptions among its targets and those of areas within it.' })
  authority?: string;
  @Field(() => ID, { nullable: true, description: 'Code of a region: exceptions of all its authorities. With authority, that one must lie in it.' })
  region?: string;
  @Field(() => ID, { nullable: true, description: 'Id of a governance group: only exceptions that go to it.' })
  group?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'The day on which it is judged. Left out: today.' })
  asAt?: string;
}
