import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { costOfShortList } from '../cost.ts';
import { Provision } from './provision.ts';

export enum JointCoverKind {
  AGREEMENT = 'agreement',
  JOINT_SERVICE = 'joint-service',
  JOINT_PLAN = 'joint-plan',
}
registerEnumType(JointCoverKind, {
  name: 'JointCoverKind',
  description: 'What authorities already have together.',
  valuesConfig: {
    AGREEMENT: { description: 'A protocol, or a pooled or aligned budget.' },
    JOINT_SERVICE: { description: 'A service that is for several of the authorities.' },
    JOINT_PLAN: { description: 'A plan of several of them in force on the day or in the period, with a statement that is core in the theme and not uncertain, as for `Overlap.jointPlans`.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Something that several authorities already have together about the theme. Look here before proposing anything.' })
export class JointCover {
  authorityCodes!: string[];
  @Field(() => JointCoverKind, { description: 'What it is.' })
  kind!: JointCoverKind;
  @Field(() => String, { description: 'Its title.' })
  title!: string;
  @Field(() => Int, { nullable: true, description: 'The latest year that it or its source names. Empty when none does.' })
  year!: number | null;
  @Field(() => String, { description: 'Whose word it is, and whether that is recent enough to take it that it holds.' })
  statement!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Units of one kind that are said to be free.' })
export class FreeCapacity {
  @Field(() => String, { description: 'What is counted, for example places.' })
  unit!: string;
  @Field(() => Float, { description: 'How many of them were free.' })
  available!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Two authorities that might look at sharing: one that has capacity, and one within reach that has need. Never more than a suggestion.' })
export class SharingPossibility {
  openServiceIds!: string[];
  @Field(() => Provision, { description: 'The one that has capacity.' })
  from!: Provision;
  @Field(() => Provision, { description: 'The one that has need.' })
  to!: Provision;
  @Field(() => Boolean, { description: 'Whether they border on one another.' })
  areNeighbours!: boolean;
  @Field(() => [FreeCapacity], { description: 'What services of the first alone said was free, in the twelve months before the day. Empty means not stated, or not lately.' })
  free!: FreeCapacity[];
  @Field(() => [JointCover], { description: 'What the two already have together about the theme.', complexity: costOfShortList(2) })
  existing!: JointCover[];
  @Field(() => String, { description: 'Why it is one, in a sentence.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Where sharing could help for a theme.' })
export class SharingPicture {
  @Field(() => [SharingPossibility], { description: 'The first 50 pairs: a provision gap first, then services already open to the other, then more need, then more supply. Empty does not mean that sharing would not help: statement says how much is known.', complexity: costOfShortList(5) })
  possibilities!: SharingPossibility[];
  @Field(() => Int, { description: 'How many pairs there are.' })
  total!: number;
  @Field(() => [Provision], { description: 'Authorities that clearly have more need than the others, the most first, whether or not anybody near has capacity.', complexity: costOfShortList(3) })
  inNeed!: Provision[];
  @Field(() => [JointCover], { description: 'The first 50 of what any of the authorities compared already have together about the theme.', complexity: costOfShortList(5) })
  existing!: JointCover[];
  @Field(() => String, { description: 'How much is known, and what is taken to be within reach, in sentences: read it first.' })
  statement!: string;
  @Field(() => [String], { description: 'What to know of the need and supply it rests on: see provision.' })
  notes!: string[];
}
