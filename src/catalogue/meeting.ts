import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export enum MeetingPurpose {
  DECISION = 'decision',
  INFORMATION = 'information',
  EXCEPTION = 'exception',
}
registerEnumType(MeetingPurpose, {
  name: 'MeetingPurpose',
  description: 'What an item comes before a meeting for.',
  valuesConfig: {
    DECISION: { description: 'The group is asked to decide or agree.' },
    INFORMATION: { description: 'The group is told, and asked for nothing.' },
    EXCEPTION: { description: 'Reported by exception: unlikely to be met, or exceptionally good.' },
  },
});

export const Meeting = defineEntity({
  name: 'meeting',
  tableName: 'meeting',
  properties: {
    ...recordColumns,
    groupId: p.string().index(),
    date: p.string(),
    papersDue: p.string().nullable(),
    item: p.text().nullable(),
    subjectRef: p.string().nullable(),
    for: p.string().nullable(),
  },
});

@ObjectType('Meeting', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'A meeting of a governance group with one item that comes before it; a meeting with several items is listed once for each.',
})
export class MeetingType extends PublishedRecord {
  groupId!: string;
  @Field(() => String, { description: 'When it meets or met, as published: a day, or only a month or year where no more is known (ISO 8601). Two items with the same month need not be of one meeting.' })
  date!: string;
  @Field(() => String, { nullable: true, description: 'By when papers must be in, as published: a day, a month or a year (ISO 8601). Empty means not stated.' })
  papersDue!: string | null;
  @Field(() => String, { nullable: true, description: 'What comes before it. Empty when only the date is known.' })
  item!: string | null;
  @Field(() => String, { nullable: true, description: "The one thing the item is about: the code of an indicator or theme (NI 117, NEET), or the publisher's own reference of a plan, outcome, priority, consultation, inspection, recommendation, action, group, service or protocol. An item about a target has the code of its indicator. Empty when it has none." })
  subjectRef!: string | null;
  @Field(() => MeetingPurpose, { nullable: true, description: 'What the item is for: decision, information, or a report by exception. Empty means not stated.' })
  for!: MeetingPurpose | null;
}
