import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export enum EcmOutcome {
  BE_HEALTHY = 'be-healthy',
  STAY_SAFE = 'stay-safe',
  ENJOY_AND_ACHIEVE = 'enjoy-and-achieve',
  POSITIVE_CONTRIBUTION = 'positive-contribution',
  ECONOMIC_WELL_BEING = 'economic-well-being',
}
registerEnumType(EcmOutcome, {
  name: 'EcmOutcome',
  description: 'The five outcomes of Every Child Matters, to which every authority\'s own outcomes are mapped.',
  valuesConfig: {
    BE_HEALTHY: { description: 'Be healthy.' },
    STAY_SAFE: { description: 'Stay safe.' },
    ENJOY_AND_ACHIEVE: { description: 'Enjoy and achieve.' },
    POSITIVE_CONTRIBUTION: { description: 'Make a positive contribution.' },
    ECONOMIC_WELL_BEING: { description: 'Achieve economic well-being.' },
  },
});

export const Outcome = defineEntity({
  name: 'outcome',
  tableName: 'outcome',
  properties: {
    ...recordColumns,
    planId: p.string().index(),
    ref: p.string(),
    title: p.text(),
    ecmOutcome: p.string().nullable(),
    /** Vocabulary and concept of src/overlap/crosswalk that its publisher says it is, joined by ":"; published by its resolver. */
    concept: p.string().nullable(),
  },
});

@ObjectType('Outcome', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'What a plan wants to be true of children and young people, in its own words: the heading under which its priorities stand.',
})
export class OutcomeType extends PublishedRecord {
  planId!: string;
  @Field(() => String, { description: "The publisher's own reference for the outcome." })
  ref!: string;
  @Field(() => String, { description: 'The outcome as the plan words it.' })
  title!: string;
  @Field(() => EcmOutcome, { nullable: true, description: 'The Every Child Matters outcome it comes nearest to. Empty when its publisher mapped it to none.' })
  ecmOutcome!: EcmOutcome | null;
  concept!: string | null;
}
