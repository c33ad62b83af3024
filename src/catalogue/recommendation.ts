import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { linkTable, PublishedRecord, recordColumns } from './record.ts';

export const Recommendation = defineEntity({
  name: 'recommendation',
  tableName: 'recommendation',
  properties: {
    ...recordColumns,
    inspectionId: p.string().nullable().index(),
    planId: p.string().nullable().index(),
    ref: p.string(),
    title: p.text(),
    horizon: p.string().nullable(),
    addressedTo: p.text().nullable(),
    lead: p.text().nullable(),
  },
});
export const RecommendationTheme = linkTable('recommendation_theme');

@ObjectType('Recommendation', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: "What an inspection, or a report laid before a board, said should be done. It is the statement of whoever recommends, not a priority the authority adopted, so it never makes an overlap.",
})
export class RecommendationType extends PublishedRecord {
  inspectionId!: string | null;
  planId!: string | null;
  @Field(() => String, { description: 'Number or reference of the recommendation in the report.' })
  ref!: string;
  @Field(() => String, { description: 'The recommendation as worded.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'By when, as the report puts it: immediate action, over the next six months, longer term.' })
  horizon!: string | null;
  @Field(() => String, { nullable: true, description: 'The body asked to act.' })
  addressedTo!: string | null;
  @Field(() => String, { nullable: true, description: 'Post or organisation that leads on the reply. Never a named person: one officer who leads on several things may stand there as a pseudonym (officer-03).' })
  lead!: string | null;
}
