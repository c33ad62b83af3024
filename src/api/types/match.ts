import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { PriorityType } from '../../catalogue/priority.ts';
import { OverlapType } from './overlap.ts';

export enum MatchVerdict {
  SAME_CORE = 'same-core',
  RELATED = 'related',
  SAME_AUTHORITY = 'same-authority',
  CONTEXT = 'context',
  DIFFERENT = 'different',
  SAME_STATEMENT = 'same-statement',
}
registerEnumType(MatchVerdict, {
  name: 'MatchVerdict',
  description: 'What two priorities are to each other.',
  valuesConfig: {
    SAME_CORE: { description: 'In one core group of an overlap: these two would sit in one meeting, had their plans been in force at the same time; where they never were, the summary says so.' },
    RELATED: { description: 'In one overlap, and in no core group together: each would want to know of the other.' },
    SAME_AUTHORITY: { description: 'About the same thing, and of one authority, be it by one plan, by a plan and the one that replaced it, or by a joint plan; or of authorities that joint plans tie into one party with all that share it. They make no overlap with each other.' },
    CONTEXT: { description: 'About the same thing, and at least one is not adopted by its authority: it stands beside the overlap and makes none.' },
    DIFFERENT: { description: 'In no overlap together, or only in one that a reviewer rejected.' },
    SAME_STATEMENT: { description: 'Both ids are of one statement.' },
  },
});

export enum MatchAspect {
  THEME = 'THEME',
  SUBJECT = 'SUBJECT',
  GROUP = 'GROUP',
  AGES = 'AGES',
  RING = 'RING',
  AIM = 'AIM',
  INDICATOR = 'INDICATOR',
  AUTHORITY = 'AUTHORITY',
  PLAN = 'PLAN',
  ADOPTION = 'ADOPTION',
  TIME = 'TIME',
  DECISION = 'DECISION',
}
registerEnumType(MatchAspect, {
  name: 'MatchAspect',
  description: 'What a reason compares.',
  valuesConfig: {
    THEME: { description: 'What the hub reads them to be about.' },
    SUBJECT: { description: 'The narrower subject within the theme, such as school attendance.' },
    GROUP: { description: 'The group of children.' },
    AGES: { description: 'The ages, where they are narrow enough to set a statement apart.' },
    RING: { description: 'Whether the theme is their main one.' },
    AIM: { description: 'How each sets out to reach its aim, such as to prevent or to provide.' },
    INDICATOR: { description: 'What they are measured by.' },
    AUTHORITY: { description: 'Whose they are.' },
    PLAN: { description: 'The plans they stand in.' },
    ADOPTION: { description: 'Whether their authorities adopted them.' },
    TIME: { description: 'When their plans were in force.' },
    DECISION: { description: 'What reviewers decided of the two, of their themes, or of their overlaps: who, when and why.' },
  },
});

export enum MatchLevel {
  OVERLAP = 'overlap',
  CORE = 'core',
  NOTHING = 'nothing',
}
registerEnumType(MatchLevel, {
  name: 'MatchLevel',
  description: 'What a reason decides.',
  valuesConfig: {
    OVERLAP: { description: 'Whether they make an overlap together.' },
    CORE: { description: 'Whether, within it, they are in one core group.' },
    NOTHING: { description: 'Nothing: it is there for a person to judge by.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One reason for or against two priorities being together.' })
export class MatchReason {
  @Field(() => MatchAspect, { description: 'What is compared.' })
  aspect!: MatchAspect;
  @Field(() => MatchLevel, { description: 'What it decides.' })
  decides!: MatchLevel;
  @Field(() => Float, { description: 'From -1 to 1: above 0 speaks for their being together, below 0 against. Of a theme, how sure the hub is: the less sure of its two readings, or of its not being there. 0 where it decides nothing.' })
  weight!: number;
  @Field(() => String, { description: 'The reason in a sentence. "The first" is a, "the second" is b.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Why two priorities are, or are not, in one overlap.' })
export class MatchExplanation {
  @Field(() => MatchVerdict, { description: 'What they are to each other.' })
  verdict!: MatchVerdict;
  @Field(() => String, { description: 'The same in a sentence.' })
  summary!: string;
  @Field(() => PriorityType, { description: 'The first.' })
  a!: PriorityType;
  @Field(() => PriorityType, { description: 'The second.' })
  b!: PriorityType;
  @Field(() => [OverlapType], { description: 'Overlaps that both are in, among all authorities and over all time, but for those that a reviewer rejected; two statements of one authority may both be in an overlap that it shares with others.' })
  overlaps!: OverlapType[];
  @Field(() => [MatchReason], { description: 'What speaks for and against it: first what decides whether they make an overlap, then what decides on a core group, then what decides nothing; the weightiest first.' })
  reasons!: MatchReason[];
  @Field(() => [String], { description: 'What would have to be different for them to be closer, in sentences. Empty when they are as close as can be.' })
  wouldChange!: string[];
}
