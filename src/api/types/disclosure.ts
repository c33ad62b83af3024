import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { SourceType } from './source.ts';

export enum DisclosureStatedIn {
  PACKAGE = 'package',
  HUB = 'hub',
}
registerEnumType(DisclosureStatedIn, {
  name: 'DisclosureStatedIn',
  description: 'Where it was said how small numbers of a source are protected.',
  valuesConfig: {
    PACKAGE: { description: 'In the data package, by its publisher.' },
    HUB: { description: 'Here, by the publisher or the administrator of the hub.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What somebody said of how small numbers of a source are to be protected. Of each place in which it can be said the latest counts, and of the two places the stricter.' })
export class DisclosureStatement {
  @Field(() => DisclosureStatedIn, { description: 'In the data package, or here.' })
  kind!: DisclosureStatedIn;
  @Field(() => Int, { description: 'Counts of people from 1 to this were to be hidden; 0: none.' })
  threshold!: number;
  @Field(() => Boolean, { description: 'Whether more was to be hidden where a hidden count could be worked out from a total.' })
  secondary!: boolean;
  @Field(() => Int, { nullable: true, description: 'Counts were to be rounded to multiples of this. Empty: not at all.' })
  rounding!: number | null;
  @Field(() => String, { nullable: true, description: 'Why. Empty where it was not said.' })
  reason!: string | null;
  @Field(() => String, { description: 'Who said it: a post, or the publisher.' })
  setBy!: string;
  @Field(() => String, { description: 'When (ISO 8601, UTC).' })
  setAt!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How small numbers of a source are protected. It is done when the source is read: what is hidden is nowhere in the hub, so no list, filter, order, sum, search or file can tell it.' })
export class DisclosurePolicy {
  @Field(() => Int, { description: 'Counts of people from 1 to this are hidden, and rates that rest on them; 0: none.' })
  threshold!: number;
  @Field(() => Boolean, { description: 'Whether more is hidden where a hidden count could be worked out from a total.' })
  secondary!: boolean;
  @Field(() => Int, { nullable: true, description: 'Counts are rounded to multiples of this. Empty: not at all.' })
  rounding!: number | null;
  @Field(() => String, { description: 'The same in words.' })
  explanation!: string;
  @Field(() => [DisclosureStatement], { description: 'What was said of it, the newest first, fifty at most.' })
  statements!: DisclosureStatement[];
}

@InputType({ description: 'How small numbers of a source are to be protected from now on. It takes the place of what was set here before.' })
export class SetDisclosurePolicyInput {
  @Field(() => ID, { description: "Id of the source: the publisher's code and the name of its package." })
  source!: string;
  @Field(() => Int, { description: 'Counts of people from 1 to this are hidden, for example 5; 0 hides none.' })
  threshold!: number;
  @Field(() => Boolean, { nullable: true, description: 'True: hide more where a hidden count could be worked out from a total. Left out: no.' })
  secondary?: boolean;
  @Field(() => Int, { nullable: true, description: 'Round counts to multiples of this, for example 5. Left out: no.' })
  rounding?: number;
  @Field(() => String, { description: 'Why, in at most 2,000 characters. It is shown to everybody: name posts, no persons.' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What came of setting how small numbers of a source are protected.' })
export class DisclosurePayload {
  @Field(() => SourceType, { description: 'The source as it stands now: see disclosure.' })
  source!: SourceType;
  @Field(() => Int, { description: 'Rows of figures hidden at once because they are small. Those hidden before are not counted.' })
  hiddenSmall!: number;
  @Field(() => Int, { description: 'Rows hidden at once so that those do not follow from totals.' })
  hiddenBeside!: number;
}
