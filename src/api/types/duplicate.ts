import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ServiceType } from '../../catalogue/service.ts';

export enum DuplicateStatus {
  OPEN = 'open',
  SAME = 'same',
  DIFFERENT = 'different',
}
registerEnumType(DuplicateStatus, {
  name: 'DuplicateStatus',
  description: 'Whether people have decided that two services are one.',
  valuesConfig: {
    OPEN: { description: 'Nobody has decided: both count.' },
    SAME: { description: 'They are one, by a decision about the two or by others that lead from the one to the other.' },
    DIFFERENT: { description: 'They are two, by a decision about them or about services that they are one with.' },
  },
});

export enum DuplicateReasonKind {
  NAME = 'name',
  PROVIDER = 'provider',
  WEB = 'web',
  PLACE = 'place',
  DESCRIPTION = 'description',
  AGES = 'ages',
  AUTHORITIES = 'authorities',
  DISTINCTION = 'distinction',
}
registerEnumType(DuplicateReasonKind, {
  name: 'DuplicateReasonKind',
  description: 'What of two services was compared.',
  valuesConfig: {
    NAME: { description: 'The words of their names.' },
    PROVIDER: { description: 'Who provides them.' },
    WEB: { description: 'Their web addresses.' },
    PLACE: { description: 'Where they are given.' },
    DESCRIPTION: { description: 'The words of their descriptions.' },
    AGES: { description: 'The ages they serve.' },
    AUTHORITIES: { description: 'The authorities they are listed for.' },
    DISTINCTION: { description: 'Words by which names tell services apart, such as places, numbers, boys and girls.' },
  },
});

@ObjectType('DuplicateReason', { simpleResolvers: true, description: 'One reason for taking two services for one, or against it.' })
export class DuplicateReason {
  @Field(() => DuplicateReasonKind, { description: 'What was compared.' })
  kind!: DuplicateReasonKind;
  @Field(() => Int, { description: 'Points of the score that it adds or, against, takes away.' })
  points!: number;
  @Field(() => String, { description: 'The reason in a sentence.' })
  explanation!: string;
}

@ObjectType('DuplicateDecision', { description: 'What a reviewer decided of two services, or the undoing of it. It outlives harvests, and nothing of it ever changes.' })
export class DuplicateDecisionType {
  firstId!: string;
  secondId!: string;
  keepId!: string | null;
  undoesId!: string | null;
  kind!: 'same' | 'different' | 'undo';
  @Field(() => ID, { description: 'Stable identifier.' })
  id!: string;
  @Field(() => String, { description: "Why, in the reviewer's own words." })
  note!: string;
  @Field(() => String, { description: 'Who: the name that the operator of the hub gave with the key.' })
  reviewer!: string;
  @Field(() => String, { description: 'When (ISO 8601, UTC).' })
  madeAt!: string;
}

@ObjectType('DuplicateCandidate', { description: 'Two services of different sources that may be one and the same, with what speaks for it and against it.' })
export class DuplicateCandidateType {
  firstId!: string;
  secondId!: string;
  /** JSON as stored. */
  reasons!: string;
  /** JSON as stored. */
  against!: string;
  @Field(() => ID, { description: 'Stable identifier, the same whenever the two are compared.' })
  id!: string;
  @Field(() => Int, { description: 'How likely they are one, in points of 100: the points for, less those against. A hub lists those of 50 or more, unless its rules say otherwise. It is no probability.' })
  score!: number;
  @Field(() => DuplicateStatus, { description: 'Whether people have decided.' })
  status!: DuplicateStatus;
}

@InputType({ description: 'Whether two services are one.' })
export class DecideDuplicateInput {
  @Field(() => [ID], { description: 'Ids of the two services.' })
  services!: string[];
  @Field(() => Boolean, { description: 'True: they are one and the same. False: they are two.' })
  isSame!: boolean;
  @Field(() => ID, { nullable: true, description: 'Of two that are the same, the one that stands for both. Left out, the one whose publisher is the authority it is for, or else the one that says more.' })
  keep?: string;
  @Field(() => String, { description: 'Why, in plain words, at most 2,000 characters. Everybody can read it, so name no person.' })
  note!: string;
}

@InputType({ description: 'A decision about two services to take back.' })
export class UndoDuplicateDecisionInput {
  @Field(() => ID, { description: 'Id of the decision, as "duplicateDecisions" gives it.' })
  decision!: string;
  @Field(() => String, { description: 'Why, in plain words, at most 2,000 characters. Everybody can read it, so name no person.' })
  note!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What came of deciding about two services.' })
export class DuplicateDecisionPayload {
  @Field(() => DuplicateDecisionType, { description: 'The decision, or the undo.' })
  decision!: DuplicateDecisionType;
  @Field(() => [ServiceType], { description: 'The two services as they now stand, those left out that are no longer published.' })
  services!: ServiceType[];
}
