import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Stance } from '../../../commissioning/proposals/positions.ts';
import type { Progress } from '../../../commissioning/proposals/stages.ts';
import { GraphQLISODate } from '../../scalars.ts';
import { ContentShape } from './content.ts';
import { ProgressEnum } from './judged.ts';
import { DifferencePartType, ProposalType, StanceEnum } from './proposal.ts';

const [which, why] = ['Id of the proposal.', 'At most 2,000 characters. Those who see the proposal see it, so name no person.'];

@InputType({ description: 'A proposal to start.' })
export class StartProposalInput {
  @Field(() => ContentShape, { description: 'What it says so far: a title at least. Started from overlaps (overlapIds), it takes their themes and the authorities that share them, unless it names others.' })
  content!: ContentShape;
  @Field(() => String, { nullable: true, description: `Why it is started. ${why}` })
  note?: string | null;
}

@InputType({ description: 'Sections of a proposal to change.' })
export class ChangeProposalInput {
  @Field(() => ID, { description: which })
  proposal!: string;
  @Field(() => Int, { description: 'Number of the version you read. What others changed since in other sections is kept beside yours.' })
  baseVersion!: number;
  @Field(() => ContentShape, { description: 'The sections that change, each whole.' })
  changes!: ContentShape;
  @Field(() => String, { nullable: true, description: `Why. ${why}` })
  note?: string | null;
}

@InputType({ description: 'A proposal to move on.' })
export class MoveProposalInput {
  @Field(() => ID, { description: which })
  proposal!: string;
  @Field(() => String, { nullable: true, description: `Why; of a review, what it found. ${why}` })
  note?: string | null;
}

@InputType({ description: 'What a body decided.' })
export class TakePositionInput {
  @Field(() => ID, { description: which })
  proposal!: string;
  @Field(() => Int, { description: 'Number of the version it decided on, which must be the one in force.' })
  version!: number;
  @Field(() => Int, { nullable: true, description: 'Number of the evidence it decided on, which must be the latest. Left out: the latest. Send it, so that evidence filled in anew meanwhile is not taken for what the body read.' })
  evidence?: number | null;
  @Field(() => StanceEnum, { description: 'What it says.' })
  stance!: Stance;
  @Field(() => String, { nullable: true, description: `Its conditions, where it supports with conditions. ${why}` })
  conditions?: string | null;
  @Field(() => String, { nullable: true, description: `Its reason; wanted of an objection. ${why}` })
  reason?: string | null;
  @Field(() => String, { nullable: true, description: 'Who decided: a committee, a board or a post. Or name decidingGroup.' })
  decisionTaker?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the group of the hub that decided.' })
  decidingGroup?: string | null;
  @Field(() => GraphQLISODate, { description: 'The day of the decision.' })
  decidedOn!: string;
  @Field(() => Boolean, { description: 'Whether it is a key decision.' })
  isKeyDecision!: boolean;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Last day on which it may be called in; wanted of a key decision.' })
  callInEndsOn?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it was called in, and waits for scrutiny. Record the position again when that changes.' })
  calledIn?: boolean | null;
  @Field(() => String, { description: 'The power relied on, for example "Section 10 of the Children Act 2004".' })
  power!: string;
}

@InputType({ description: 'How far a stage is.' })
export class RecordStageInput {
  @Field(() => ID, { description: which })
  proposal!: string;
  @Field(() => ID, { description: 'Key of the stage, as "stages" of a proposal gives it.' })
  stage!: string;
  @Field(() => ProgressEnum, { description: 'How far it is.' })
  progress!: Progress;
  @Field(() => String, { description: `What was done. ${why}` })
  note!: string;
}

@InputType({ description: 'Something to say about a proposal.' })
export class CommentOnProposalInput {
  @Field(() => ID, { description: which })
  proposal!: string;
  @Field(() => String, { description: `What is said. ${why}` })
  note!: string;
}

@ObjectType('ProposalConflict', { simpleResolvers: true, description: 'A section that somebody else changed since the version you read, in another way than you. Neither is lost: theirs is in force, yours is here.' })
export class ConflictType {
  @Field(() => String, { description: 'The section, as in ProposalContent.' })
  section!: string;
  @Field(() => String, { description: 'The section, in words.' })
  name!: string;
  @Field(() => String, { description: 'What you read, as JSON.' })
  base!: string;
  @Field(() => String, { description: 'What is in force, as JSON.' })
  theirs!: string;
  @Field(() => String, { description: 'What you sent, as JSON.' })
  yours!: string;
  @Field(() => [DifferencePartType], { description: 'What they changed.' })
  changedByThem!: DifferencePartType[];
  @Field(() => [DifferencePartType], { description: 'What you changed.' })
  changedByYou!: DifferencePartType[];
}

@ObjectType('ProposalPayload', { simpleResolvers: true, description: 'What came of an act on a proposal.' })
export class ProposalPayload {
  @Field(() => ProposalType, { description: 'The proposal as it stands now.' })
  proposal!: ProposalType;
  @Field(() => [ConflictType], { description: 'What stood in the way of a change. With any, nothing was changed: bring the two together and send that, on the version now in force.' })
  conflicts!: ConflictType[];
}
