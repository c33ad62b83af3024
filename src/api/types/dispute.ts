import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { PriorityType } from '../../catalogue/priority.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import { Body } from './viewer.ts';

export enum DisputeState {
  OPEN = 'open',
  WITHDRAWN = 'withdrawn',
}
registerEnumType(DisputeState, {
  name: 'DisputeState',
  description: 'What has become of a dispute.',
  valuesConfig: {
    OPEN: { description: 'It stands: nobody has decided on it yet.' },
    WITHDRAWN: { description: 'Its body took it back.' },
  },
});

@ObjectType('Dispute', {
  description: "What a publisher says against the hub's reading of one of its own priorities: a theme is wrong, or one is missing. It changes no theme, overlap or strength: that is for a reviewer. It stays when the hub reads the priority again.",
})
export class DisputeType {
  priorityId!: string;
  themeCode!: string | null;
  suggestedThemeCode!: string | null;
  bodyCode!: string;
  @Field(() => ID, { description: 'Stable identifier.' })
  id!: string;
  @Field(() => PriorityType, { description: 'The priority whose reading is disputed.' })
  priority!: PriorityType;
  @Field(() => ThemeType, { nullable: true, description: 'The theme said to be wrong. Empty when one is only said to be missing.' })
  theme!: ThemeType | null;
  @Field(() => ThemeType, { nullable: true, description: 'The theme said to be right in its place, or to be missing. Empty when none was suggested.' })
  suggestedTheme!: ThemeType | null;
  @Field(() => String, { description: "Why, in the publisher's own words. Public as soon as the priority is." })
  note!: string;
  @Field(() => Body, { description: 'The body that says so: the publisher of the priority.' })
  body!: Body;
  @Field(() => DisputeState, { description: 'Whether it stands.' })
  state!: DisputeState;
  @Field(() => String, { description: 'When it was made (ISO 8601, UTC).' })
  madeAt!: string;
  @Field(() => String, { nullable: true, description: 'When it was taken back (ISO 8601, UTC). Empty while it stands.' })
  withdrawnAt!: string | null;
}

@InputType({ description: 'A dispute to make. Give theme for one that is wrong, suggestedTheme for one that is missing, both to say which would be right in its place.' })
export class DisputeCodingInput {
  @Field(() => ID, { description: 'Id of the priority, as "priorities" gives it. Only its publisher may dispute how it is read.' })
  priority!: string;
  @Field(() => ID, { nullable: true, description: 'Code of the theme that is wrong: one of those the hub reads in the priority.' })
  theme?: string;
  @Field(() => ID, { nullable: true, description: 'Code of the theme that would be right, or that is missing: one the hub does not read in the priority.' })
  suggestedTheme?: string;
  @Field(() => String, { description: 'Why, in plain words, at most 2,000 characters. It is shown to everybody who may see the priority, so name no person.' })
  note!: string;
}

@InputType({ description: 'A dispute to take back.' })
export class WithdrawDisputeInput {
  @Field(() => ID, { description: 'Id of the dispute, as "disputes" gives it.' })
  dispute!: string;
}

@ObjectType({ description: 'What came of making a dispute.' })
export class DisputeCodingPayload {
  @Field(() => DisputeType, { description: 'The dispute, as it now stands.' })
  dispute!: DisputeType;
  @Field(() => PriorityType, { description: 'The priority, with its disputes.' })
  priority!: PriorityType;
}

@ObjectType({ description: 'What came of taking a dispute back.' })
export class WithdrawDisputePayload {
  @Field(() => DisputeType, { description: 'The dispute, as it now stands.' })
  dispute!: DisputeType;
  @Field(() => PriorityType, { description: 'The priority, with the disputes that are left.' })
  priority!: PriorityType;
}
