import { Field, ObjectType } from 'type-graphql';
import { DecisionType } from './decision.ts';
import { OverlapReviewState } from './overlap.ts';

@ObjectType({ simpleResolvers: true, description: 'What a reviewer found of an overlap.' })
export class OverlapReview {
  @Field(() => OverlapReviewState, { description: 'Proposed by the hub alone, confirmed, or rejected.' })
  state!: OverlapReviewState;
  @Field(() => String, { nullable: true, description: 'Who found so. Empty while it is only proposed.' })
  reviewer!: string | null;
  @Field(() => String, { nullable: true, description: 'When (ISO 8601, UTC). Empty while it is only proposed.' })
  madeAt!: string | null;
  @Field(() => String, { nullable: true, description: "Why, in the reviewer's own words. Empty while it is only proposed." })
  note!: string | null;
  @Field(() => DecisionType, { nullable: true, description: 'The decision. Empty while it is only proposed.' })
  decision!: DecisionType | null;
}
