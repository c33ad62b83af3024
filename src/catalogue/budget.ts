import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { periodColumns, periodDescriptions } from './periodColumns.ts';
import { PeriodKind } from './periodKind.ts';
import { linkTable, PublishedRecord, recordColumns } from './record.ts';

export enum BudgetKind {
  SPEND = 'spend',
  BUDGET = 'budget',
  POOLED = 'pooled',
  ALIGNED = 'aligned',
  SAVING = 'saving',
}
registerEnumType(BudgetKind, {
  name: 'BudgetKind',
  description: 'What kind of money a sum is. Sums of two kinds are never added up.',
  valuesConfig: {
    SPEND: { description: 'What was spent.' },
    BUDGET: { description: 'What is set aside to be spent.' },
    POOLED: { description: 'One budget into which several bodies have paid, and which is spent as one.' },
    ALIGNED: { description: 'Budgets that stay with their bodies and are planned together.' },
    SAVING: { description: 'What is to be saved, or was: stage says which.' },
  },
});

export enum BudgetBasis {
  TOTAL = 'total',
  CHANGE = 'change',
}
registerEnumType(BudgetBasis, {
  name: 'BudgetBasis',
  description: 'What an amount of money means.',
  valuesConfig: {
    TOTAL: { description: 'The whole sum.' },
    CHANGE: { description: 'By how much the sum changes: more is positive, less is negative. The whole is not known from it.' },
  },
});

export enum BudgetStage {
  PLANNED = 'planned',
  ACHIEVED = 'achieved',
}
registerEnumType(BudgetStage, {
  name: 'BudgetStage',
  description: 'Whether a saving is a target or a result.',
  valuesConfig: {
    PLANNED: { description: 'What is to be saved.' },
    ACHIEVED: { description: 'What was saved.' },
  },
});

export const Budget = defineEntity({
  name: 'budget',
  tableName: 'budget',
  properties: {
    ...recordColumns,
    ...periodColumns,
    amount: p.double(),
    basis: p.string().nullable(),
    kind: p.string(),
    stage: p.string().nullable(),
    serviceId: p.string().nullable().index(),
    contributors: p.text().nullable(),
    text: p.text().nullable(),
  },
});
export const BudgetAuthority = linkTable('budget_authority');
export const BudgetTheme = linkTable('budget_theme');

@ObjectType('Budget', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description:
    'A sum of money of one or several authorities for a period: spent, budgeted, pooled, aligned or to be saved. The hub knows only the sums it was told of, and one may be part of another: what is not listed is unknown, not nothing.',
})
export class BudgetType extends PublishedRecord {
  serviceId!: string | null;
  /** JSON array of organisations; published as a list by its resolver. */
  contributors!: string | null;
  @Field(() => String, { description: periodDescriptions.period })
  period!: string;
  @Field(() => PeriodKind, { description: periodDescriptions.kind })
  periodKind!: string;
  @Field(() => String, { description: periodDescriptions.from })
  periodFrom!: string;
  @Field(() => String, { description: periodDescriptions.to })
  periodTo!: string;
  @Field(() => Float, { description: 'Pounds, not thousands, in the prices of the time. The whole sum or a change: see basis. A sum of several authorities is of all of them together, not of each.' })
  amount!: number;
  @Field(() => BudgetBasis, { nullable: true, description: 'What the amount means: the whole sum or a change of it. Empty means the whole sum. Never add the two.' })
  basis!: BudgetBasis | null;
  @Field(() => BudgetKind, { description: 'What kind of money it is.' })
  kind!: BudgetKind;
  @Field(() => BudgetStage, { nullable: true, description: 'For a saving: what was planned or what was achieved. Empty means not stated: neither may be taken for granted.' })
  stage!: BudgetStage | null;
  @Field(() => String, { nullable: true, description: 'What the document says of it, for example how far the figure is an estimate.' })
  text!: string | null;
}
