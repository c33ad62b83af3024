import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export enum ResponsibilitySubject {
  PRIORITY = 'priority',
  INDICATOR = 'indicator',
  TARGET = 'target',
  THEME = 'theme',
  STRATEGY = 'strategy',
  REPORT = 'report',
}
registerEnumType(ResponsibilitySubject, {
  name: 'ResponsibilitySubject',
  description: 'What sort of thing a group answers for.',
  valuesConfig: {
    PRIORITY: { description: 'A priority of a plan.' },
    INDICATOR: { description: 'An indicator, whatever its target.' },
    TARGET: { description: 'A target, or an indicator with its target.' },
    THEME: { description: 'A theme of the shared taxonomy.' },
    STRATEGY: { description: 'A strategy, named in words.' },
    REPORT: { description: 'A report it receives or prepares.' },
  },
});

export enum ResponsibilityRole {
  LEAD = 'lead',
  SPONSOR = 'sponsor',
  SCRUTINY = 'scrutiny',
  MEMBER = 'member',
}
registerEnumType(ResponsibilityRole, {
  name: 'ResponsibilityRole',
  description: 'In what way a group answers for something.',
  valuesConfig: {
    LEAD: { description: 'It leads, and reports on progress.' },
    SPONSOR: { description: 'It champions the work that another leads.' },
    SCRUTINY: { description: 'It examines the work of others and calls them to account.' },
    MEMBER: { description: 'It contributes.' },
  },
});

export const Responsibility = defineEntity({
  name: 'responsibility',
  tableName: 'responsibility',
  properties: {
    ...recordColumns,
    groupId: p.string().index(),
    subjectKind: p.string(),
    subjectRef: p.text(),
    role: p.string().nullable(),
    text: p.text().nullable(),
  },
});

@ObjectType('Responsibility', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'One thing a governance group answers for, and in what way.',
})
export class ResponsibilityType extends PublishedRecord {
  groupId!: string;
  @Field(() => ResponsibilitySubject, { description: 'What sort of thing it answers for.' })
  subjectKind!: ResponsibilitySubject;
  @Field(() => String, { description: "Which one, by subjectKind: the publisher's own reference of a priority; the code of an indicator, for a target as well (NI 117); the code of a theme (NEET); the reference of a plan, or a title in words, for a strategy or report." })
  subjectRef!: string;
  @Field(() => ResponsibilityRole, { nullable: true, description: 'In what way: leading, sponsoring, scrutinising or contributing. Empty means leading.' })
  role!: ResponsibilityRole | null;
  @Field(() => String, { nullable: true, description: 'The responsibility as the document words it.' })
  text!: string | null;
}
