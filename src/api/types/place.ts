import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** The kinds of area, and the two kinds of place that are nouns of their own. */
export enum PlaceKind {
  REGION = 'region',
  AUTHORITY = 'authority',
  COUNTRY = 'country',
  WARD = 'ward',
  LOCALITY = 'locality',
  CLUSTER = 'cluster',
  DISTRICT = 'district',
  OTHER = 'other',
}
registerEnumType(PlaceKind, {
  name: 'PlaceKind',
  description: 'What sort of place a figure or a service is for. Figures of two kinds of place are not added up.',
  valuesConfig: {
    REGION: { description: 'A region of England.' },
    AUTHORITY: { description: 'A local authority as a whole.' },
    COUNTRY: { description: 'A whole country, for example England.' },
    WARD: { description: 'An electoral ward.' },
    LOCALITY: { description: 'A part of an authority that it drew up itself.' },
    CLUSTER: { description: 'A cluster or family of schools, with the neighbourhoods they serve.' },
    DISTRICT: { description: 'A district or borough within a county.' },
    OTHER: { description: 'None of the other kinds; the name says what.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Wherever a figure or a service is for: a country, a region, an authority or an area within one.' })
export class Place {
  @Field(() => ID, { description: 'GSS code, or the code its publisher gave it where it has none.' })
  code!: string;
  @Field(() => String, { description: 'Name of the place.' })
  name!: string;
  @Field(() => PlaceKind, { description: 'What sort of place it is.' })
  kind!: PlaceKind;
}
