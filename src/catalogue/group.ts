import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { linkTable, PublishedRecord, recordColumns } from './record.ts';

export enum GroupKind {
  BOARD = 'board',
  EXECUTIVE = 'executive',
  AGE = 'age',
  CROSS_CUTTING = 'cross-cutting',
  LOCALITY = 'locality',
  PARTNER = 'partner',
  TEAM = 'team',
  FORUM = 'forum',
}
registerEnumType(GroupKind, {
  name: 'GroupKind',
  description: 'What sort of governance group it is.',
  valuesConfig: {
    BOARD: { description: "A children's trust board or another board that decides or agrees." },
    EXECUTIVE: { description: 'Carries out what the board agreed.' },
    AGE: { description: 'Looks after one age range, for example birth to five.' },
    CROSS_CUTTING: { description: 'Looks after one subject across all ages.' },
    LOCALITY: { description: 'Looks after one locality, district or cluster.' },
    PARTNER: { description: "A partner's own body, outside the trust." },
    TEAM: { description: 'A team of officers.' },
    FORUM: { description: 'Brings people together and advises, without deciding.' },
  },
});

export enum GroupStatus {
  STANDING = 'standing',
  PROPOSED = 'proposed',
  ENDED = 'ended',
}
registerEnumType(GroupStatus, {
  name: 'GroupStatus',
  description: 'Whether a group exists.',
  valuesConfig: {
    STANDING: { description: 'It exists and meets.' },
    PROPOSED: { description: 'It is planned and does not exist yet.' },
    ENDED: { description: 'It has been closed or merged.' },
  },
});

export const Group = defineEntity({
  name: 'governance_group',
  tableName: 'governance_group',
  properties: {
    ...recordColumns,
    ref: p.string(),
    name: p.text(),
    kind: p.string(),
    reportsToId: p.string().nullable().index(),
    status: p.string().nullable(),
    validFrom: p.string().nullable(),
    validTo: p.string().nullable(),
    chairPost: p.text().nullable(),
    contactMailbox: p.string().nullable(),
    termsOfReferenceUrl: p.text().nullable(),
    termsAgreedOn: p.string().nullable(),
    annualPlanAgreedOn: p.string().nullable(),
    ageFrom: p.integer().nullable(),
    ageTo: p.integer().nullable(),
    remit: p.text().nullable(),
  },
});
export const GroupAuthority = linkTable('group_authority');

@ObjectType('Group', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: "A body through which children's services are governed: a trust board, its executive, an age-related, cross-cutting or locality group.",
})
export class GroupType extends PublishedRecord {
  reportsToId!: string | null;
  @Field(() => String, { description: "The publisher's own reference for the group." })
  ref!: string;
  @Field(() => String, { description: 'Name of the group.' })
  name!: string;
  @Field(() => GroupKind, { description: 'What sort of group it is.' })
  kind!: GroupKind;
  @Field(() => GroupStatus, { nullable: true, description: 'Whether it exists. Empty means standing.' })
  status!: GroupStatus | null;
  @Field(() => String, { nullable: true, description: 'Start as stated: a year, a month or a day (ISO 8601).' })
  validFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'End as stated: a year, a month or a day (ISO 8601). Empty when it states none.' })
  validTo!: string | null;
  @Field(() => String, { nullable: true, description: 'Post of whoever chairs it. Never a named person: one officer who leads on several things may stand there as a pseudonym (officer-03).' })
  chairPost!: string | null;
  @Field(() => String, { nullable: true, description: 'Shared mailbox of the group. Never the address of a person.' })
  contactMailbox!: string | null;
  @Field(() => String, { nullable: true, description: 'Address of its terms of reference.' })
  termsOfReferenceUrl!: string | null;
  @Field(() => String, { nullable: true, description: 'When its terms of reference were agreed, as stated: a year, a month or a day (ISO 8601). Empty means not stated: they may be agreed all the same.' })
  termsAgreedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'When its latest annual business plan was agreed, as stated: a year, a month or a day (ISO 8601). Empty means not stated: it may have one all the same.' })
  annualPlanAgreedOn!: string | null;
  @Field(() => Int, { nullable: true, description: 'Youngest age it looks after, in completed years. Empty when it is not bound to an age or does not say.' })
  ageFrom!: number | null;
  @Field(() => Int, { nullable: true, description: 'Oldest age it looks after, in completed years, that year included. Empty when it is not bound to an age or does not say.' })
  ageTo!: number | null;
  @Field(() => String, { nullable: true, description: 'What it is there for, in short.' })
  remit!: string | null;
}
