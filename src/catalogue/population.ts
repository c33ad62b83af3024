import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CountStatus } from './countStatus.ts';
import { periodColumns, periodDescriptions } from './periodColumns.ts';
import { PeriodKind } from './periodKind.ts';
import { PublishedRecord, recordColumns } from './record.ts';

export enum PopulationSex {
  ALL = 'all',
  FEMALE = 'female',
  MALE = 'male',
}
registerEnumType(PopulationSex, {
  name: 'PopulationSex',
  description: 'Who is counted in a population.',
  valuesConfig: {
    ALL: { description: 'Everybody of the age band.' },
    FEMALE: { description: 'Girls and women only: part of everybody, so never added to it.' },
    MALE: { description: 'Boys and men only: part of everybody, so never added to it.' },
  },
});

export const Population = defineEntity({
  name: 'population',
  tableName: 'population',
  properties: {
    ...recordColumns,
    areaCode: p.string().index(),
    ...periodColumns,
    ageFrom: p.integer(),
    ageTo: p.integer(),
    persons: p.integer().nullable(),
    sex: p.string().nullable(),
    status: p.string().nullable(),
  },
});

@ObjectType('Population', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description:
    'How many people of an age band live in a place: what rates, and supply per 1,000, are counted out of. Bands may overlap (0 to 4 and 0 to 19), and two publishers may count the same people: choose one set of bands from one publisher before adding up.',
})
export class PopulationType extends PublishedRecord {
  @Field(() => String, { description: 'Code of the place: an authority, an area within one, a region, or E92000001 for England.' })
  areaCode!: string;
  @Field(() => String, { description: periodDescriptions.period })
  period!: string;
  @Field(() => PeriodKind, { description: periodDescriptions.kind })
  periodKind!: string;
  @Field(() => String, { description: periodDescriptions.from })
  periodFrom!: string;
  @Field(() => String, { description: periodDescriptions.to })
  periodTo!: string;
  @Field(() => Int, { description: 'Youngest age counted, in completed years.' })
  ageFrom!: number;
  @Field(() => Int, { description: 'Oldest age counted, in completed years, that year included.' })
  ageTo!: number;
  @Field(() => Int, { nullable: true, description: 'Number of people. Empty where it is withheld, which status says. Of both sexes unless sex says otherwise. Estimates and censuses are both published so: note and provenance say which.' })
  persons!: number | null;
  @Field(() => CountStatus, { nullable: true, description: 'Why the number is empty. Empty where it is stated.' })
  status!: CountStatus | null;
  @Field(() => PopulationSex, { nullable: true, description: 'Who is counted. Empty means everybody.' })
  sex!: PopulationSex | null;
}
