import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Polarity } from './indicator.ts';
import { PublishedRecord, recordColumns } from './record.ts';

export enum PlanIndicatorRole {
  KEY = 'key',
  OBSESSION = 'obsession',
  SUPPORTING = 'supporting',
}
registerEnumType(PlanIndicatorRole, {
  name: 'PlanIndicatorRole',
  description: 'How much weight a plan gives an indicator.',
  valuesConfig: {
    KEY: { description: 'One of the indicators by which the plan as a whole is judged.' },
    OBSESSION: { description: 'One of the very few that the whole partnership puts before all others, as Leeds does with three.' },
    SUPPORTING: { description: 'Watched to understand progress, not to judge the plan.' },
  },
});

export const PlanIndicator = defineEntity({
  name: 'plan_indicator',
  tableName: 'plan_indicator',
  properties: {
    ...recordColumns,
    planId: p.string().index(),
    indicatorCode: p.string().index(),
    outcomeId: p.string().nullable().index(),
    priorityId: p.string().nullable().index(),
    role: p.string(),
    polarity: p.string().nullable(),
    lead: p.text().nullable(),
    sponsor: p.text().nullable(),
    reportingCycle: p.string().nullable(),
  },
});

@ObjectType('PlanIndicator', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'An indicator as one plan uses it: for which outcome or priority, with what weight, led by whom, reported when.',
})
export class PlanIndicatorType extends PublishedRecord {
  planId!: string;
  outcomeId!: string | null;
  priorityId!: string | null;
  @Field(() => String, { description: 'Code of the indicator, for example NI 117.' })
  indicatorCode!: string;
  @Field(() => PlanIndicatorRole, { description: 'How much weight the plan gives it.' })
  role!: PlanIndicatorRole;
  @Field(() => Polarity, { nullable: true, description: "Which direction this plan wants, where it says so. Empty means that the indicator's own polarity holds." })
  polarity!: Polarity | null;
  @Field(() => String, { nullable: true, description: 'Post or organisation that leads on it. Never a named person: one officer who leads on several things may stand there as a pseudonym (officer-03).' })
  lead!: string | null;
  @Field(() => String, { nullable: true, description: 'Post or organisation that champions it at board level. Never a named person: one officer who leads on several things may stand there as a pseudonym (officer-03).' })
  sponsor!: string | null;
  @Field(() => String, { nullable: true, description: 'How often, or in which months, it is reported under this plan.' })
  reportingCycle!: string | null;
}
