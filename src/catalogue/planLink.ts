import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export const PlanLink = defineEntity({
  name: 'plan_link',
  tableName: 'plan_link',
  properties: {
    ...recordColumns,
    planId: p.string().index(),
    relatedId: p.string().nullable().index(),
    relatedTitle: p.text().nullable(),
    relation: p.text().nullable(),
  },
});

@ObjectType('PlanLink', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'How a plan hangs together with another plan, strategy or agreement, as its own document puts it. The other side need not say the same, or anything.',
})
export class PlanLinkType extends PublishedRecord {
  planId!: string;
  relatedId!: string | null;
  @Field(() => String, { nullable: true, description: 'What the document calls the other plan: its title, or words for it where no title is stated. Empty when the hub holds the plan and its link names no other title.' })
  relatedTitle!: string | null;
  @Field(() => String, { nullable: true, description: 'How the first is related to the other, read from the first: "delivered through", "supported by", "part of" … Words of the documents, not a fixed list. Empty when not stated.' })
  relation!: string | null;
}
