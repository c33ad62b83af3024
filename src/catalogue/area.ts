import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export enum AreaKind {
  COUNTRY = 'country',
  WARD = 'ward',
  LOCALITY = 'locality',
  CLUSTER = 'cluster',
  DISTRICT = 'district',
  OTHER = 'other',
}
registerEnumType(AreaKind, {
  name: 'AreaKind',
  description: 'What sort of place an area is.',
  valuesConfig: {
    COUNTRY: { description: 'A whole country, for example England: what national figures are given for.' },
    WARD: { description: 'An electoral ward. Wards are redrawn from time to time.' },
    LOCALITY: { description: "A part of the authority that it drew up itself, for its children's services." },
    CLUSTER: { description: 'A cluster or family of schools, with the neighbourhoods they serve.' },
    DISTRICT: { description: 'A district or borough within a county.' },
    OTHER: { description: 'None of the other kinds; the name says what.' },
  },
});

export const Area = defineEntity({
  name: 'area',
  tableName: 'area',
  properties: {
    ...recordColumns,
    code: p.string().index(),
    name: p.string(),
    kind: p.string(),
    parentCode: p.string().nullable().index(),
    validFrom: p.string().nullable(),
    validTo: p.string().nullable(),
  },
});

@ObjectType('Area', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'A place for which figures or services are given and which is neither a region nor an authority: a ward, district, locality or cluster of schools, or the country. Local areas need not add up to the whole authority.',
})
export class AreaType extends PublishedRecord {
  @Field(() => String, { description: "GSS code of the area, or its publisher's own code where it has none." })
  code!: string;
  @Field(() => String, { description: 'Name of the area.' })
  name!: string;
  @Field(() => AreaKind, { description: 'What sort of place it is.' })
  kind!: AreaKind;
  @Field(() => String, { nullable: true, description: 'Code of the authority, region or larger area it lies in. Empty for a country.' })
  parentCode!: string | null;
  @Field(() => String, { nullable: true, description: 'First day of the area under this code, as published (ISO 8601). Empty when not stated.' })
  validFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'Last day of the area under this code, as published (ISO 8601). Empty while it exists or when not stated.' })
  validTo!: string | null;
}
