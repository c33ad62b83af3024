import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export const Region = defineEntity({
  name: 'region',
  tableName: 'region',
  properties: {
    ...recordColumns,
    code: p.string().index(),
    name: p.string(),
  },
});

@ObjectType('Region', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'One of the nine regions of England, the patch of a government office: for example the East Midlands.',
})
export class RegionType extends PublishedRecord {
  @Field(() => String, { description: 'GSS code of the region, for example E12000004 for the East Midlands.' })
  code!: string;
  @Field(() => String, { description: 'Name of the region.' })
  name!: string;
}
