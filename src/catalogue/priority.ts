import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { linkTable, PublishedRecord, recordColumns } from './record.ts';

export enum PriorityKind {
  PRIORITY = 'priority',
  OUTCOME = 'outcome',
  CROSS_CUTTING = 'cross-cutting',
  PROJECT = 'project',
  REMIT = 'remit',
  RECOMMENDATION = 'recommendation',
  PARTNER_OUTCOME = 'partner-outcome',
  YOUNG_PEOPLE = 'young-people',
  GOVERNMENT = 'government',
}
registerEnumType(PriorityKind, {
  name: 'PriorityKind',
  description: 'What sort of statement a priority is. Together with "adopted" it decides whether the statement may make an overlap.',
  valuesConfig: {
    PRIORITY: { description: 'A priority proper, named as such in the plan.' },
    OUTCOME: { description: 'An outcome or aim that the plan sets out to reach.' },
    CROSS_CUTTING: { description: 'A principle or strand that runs through the whole plan.' },
    PROJECT: { description: 'A project or programme the plan names.' },
    REMIT: { description: 'What a governance group is there for. Context, not a priority of the authority.' },
    RECOMMENDATION: { description: "An inspector's or reviewer's recommendation. Context, unless the authority adopted it." },
    PARTNER_OUTCOME: { description: 'An outcome of a partner, such as an NHS body, not of the authority.' },
    YOUNG_PEOPLE: { description: 'What children and young people themselves said matters most.' },
    GOVERNMENT: { description: 'What a government office or department asked for.' },
  },
});

export const Priority = defineEntity({
  name: 'priority',
  tableName: 'priority',
  properties: {
    ...recordColumns,
    planId: p.string().index(),
    ref: p.string(),
    title: p.text(),
    description: p.text().nullable(),
    outcomeId: p.string().nullable().index(),
    kind: p.string(),
    adopted: p.boolean().nullable(),
    rank: p.integer().nullable(),
    ageFrom: p.integer().nullable(),
    ageTo: p.integer().nullable(),
    targetGroup: p.text().nullable(),
    lead: p.text().nullable(),
    sponsor: p.text().nullable(),
  },
  indexes: [{ properties: ['harvestId'] }],
});
/** Themes as its publisher coded the priority; what the hub or a reviewer made of it is kept apart. */
export const PriorityStatedTheme = linkTable('priority_stated_theme');
export const PriorityIndicator = linkTable('priority_indicator');

@ObjectType('Priority', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'One thing a plan says is to be done or achieved for children and young people.',
})
export class PriorityType extends PublishedRecord {
  planId!: string;
  outcomeId!: string | null;
  @Field(() => String, { description: "The publisher's own reference or number for the priority." })
  ref!: string;
  @Field(() => String, { description: 'The priority as the plan words it, or a short form of a longer statement.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'What the plan says beneath the title.' })
  description!: string | null;
  @Field(() => PriorityKind, { description: 'What sort of statement it is.' })
  kind!: PriorityKind;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True when the authority itself set it. Only what an authority itself adopted makes an overlap; everything else is shown beside it as context. Empty means not stated.',
  })
  adopted!: boolean | null;
  @Field(() => Int, { nullable: true, description: 'Its place where the plan puts its priorities in order; 1 is the first. Empty when the plan does not rank.' })
  rank!: number | null;
  @Field(() => Int, { nullable: true, description: 'Youngest age it is about, in completed years. Empty means that the plan does not say.' })
  ageFrom!: number | null;
  @Field(() => Int, { nullable: true, description: 'Oldest age it is about, in completed years, that year included. Empty means that the plan does not say.' })
  ageTo!: number | null;
  @Field(() => String, { nullable: true, description: 'The children it is about where not all, for example care leavers.' })
  targetGroup!: string | null;
  @Field(() => String, { nullable: true, description: 'Post or organisation that leads on it. Never a named person: one officer who leads on several things may stand there as a pseudonym (officer-03).' })
  lead!: string | null;
  @Field(() => String, { nullable: true, description: 'Post or organisation that champions it at board level. Never a named person: one officer who leads on several things may stand there as a pseudonym (officer-03).' })
  sponsor!: string | null;
}
