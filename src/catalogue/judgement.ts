import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export const Judgement = defineEntity({
  name: 'judgement',
  tableName: 'judgement',
  properties: {
    ...recordColumns,
    inspectionId: p.string().index(),
    area: p.text(),
    grade: p.integer(),
    bestGrade: p.integer(),
    kind: p.string().nullable(),
    areaCode: p.string().nullable().index(),
    finding: p.text().nullable(),
  },
});

@ObjectType('Judgement', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: "One grade given by an inspection, for one part of an authority's services.",
})
export class JudgementType extends PublishedRecord {
  inspectionId!: string;
  @Field(() => String, { description: 'What was judged, for example safeguarding or capacity to improve: a part of the service, not a place.' })
  area!: string;
  @Field(() => Int, {
    description: "The grade on this inspection's own scale. When bestGrade is 4: 4 outstanding, 3 good, 2 adequate, 1 inadequate. When bestGrade is 1 the scale runs the other way. Never compare grades without bestGrade.",
  })
  grade!: number;
  @Field(() => Int, { description: 'The best grade this inspection could give, which says which way its scale runs: 4 in Joint Area Reviews, 1 in later Ofsted inspections.' })
  bestGrade!: number;
  @Field(() => String, { nullable: true, description: 'Sort of judgement as published, for example a main grade or an additional investigation.' })
  kind!: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the place judged where it is not the whole authority.' })
  areaCode!: string | null;
  @Field(() => String, { nullable: true, description: 'What the inspectors found, in short.' })
  finding!: string | null;
}
