import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export const StatisticalNeighbour = defineEntity({
  name: 'statistical_neighbour',
  tableName: 'statistical_neighbour',
  properties: {
    ...recordColumns,
    model: p.string(),
    authorityCode: p.string().index(),
    rank: p.integer(),
    neighbourCode: p.string().index(),
    closeness: p.string().nullable(),
    validFrom: p.string().nullable(),
  },
});

@ObjectType('StatisticalNeighbour', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description:
    'An authority that a published model finds alike in its population and circumstances, wherever it lies. Not a neighbour on the map, and not mutual: A may be like B without being among the ten that B is most like.',
})
export class StatisticalNeighbourType extends PublishedRecord {
  @Field(() => String, { description: 'The model and its edition. Neighbours of two editions are never mixed in one comparison.' })
  model!: string;
  @Field(() => String, { description: 'GSS code of the authority whose neighbours are listed.' })
  authorityCode!: string;
  @Field(() => Int, { description: '1 is the most alike.' })
  rank!: number;
  @Field(() => String, { description: 'GSS code of the authority that is like it.' })
  neighbourCode!: string;
  @Field(() => String, { nullable: true, description: 'How alike, in the words of the model: extremely close, very close, close, somewhat close, not close.' })
  closeness!: string | null;
  @Field(() => String, { nullable: true, description: 'Date from which this edition of the model applies (ISO 8601).' })
  validFrom!: string | null;
}
