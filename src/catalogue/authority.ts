import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { linkTable, PublishedRecord, recordColumns } from './record.ts';

export enum AuthorityKind {
  UNITARY = 'unitary',
  COUNTY = 'county',
  METROPOLITAN = 'metropolitan',
  LONDON_BOROUGH = 'london-borough',
  CITY_CORPORATION = 'city-corporation',
  DISTRICT = 'district',
}
registerEnumType(AuthorityKind, {
  name: 'AuthorityKind',
  description: 'What sort of local authority it is.',
  valuesConfig: {
    UNITARY: { description: 'One council with all duties, for example Leicester.' },
    COUNTY: { description: 'A county council with districts beneath it, for example Leicestershire.' },
    METROPOLITAN: { description: 'A metropolitan borough or city, for example Leeds.' },
    LONDON_BOROUGH: { description: 'A London borough.' },
    CITY_CORPORATION: { description: 'The City of London.' },
    DISTRICT: { description: "A district without children's-services duties; it is here because a document names it." },
  },
});

export const Authority = defineEntity({
  name: 'authority',
  tableName: 'authority',
  properties: {
    ...recordColumns,
    code: p.string().index(),
    name: p.string(),
    kind: p.string(),
    regionCode: p.string().nullable().index(),
    validFrom: p.string().nullable(),
    validTo: p.string().nullable(),
  },
});
export const AuthoritySuccessor = linkTable('authority_successor');
export const AuthorityNeighbour = linkTable('authority_neighbour');

@ObjectType('Authority', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: "A local authority with children's-services duties. Codes change with boundaries, so an authority has a first and a last day, and may have successors.",
})
export class AuthorityType extends PublishedRecord {
  @Field(() => String, { description: 'GSS code, for example E06000016 for Leicester.' })
  code!: string;
  @Field(() => String, { description: 'Name without "Council", for example Leicester (the city) or Leicestershire (the county without it).' })
  name!: string;
  @Field(() => AuthorityKind, { description: 'What sort of authority it is.' })
  kind!: AuthorityKind;
  @Field(() => String, { nullable: true, description: 'GSS code of the region it lies in. Empty when its publisher did not say.' })
  regionCode!: string | null;
  @Field(() => String, { nullable: true, description: 'First day of the authority under this code, as published: a year, a month or a day (ISO 8601). Empty when not stated.' })
  validFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'Last day of the authority under this code, as published (ISO 8601): Northamptonshire ended on 31 March 2021. Empty while it exists.' })
  validTo!: string | null;
}
