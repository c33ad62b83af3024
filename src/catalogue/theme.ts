import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { EcmOutcome } from './outcome.ts';
import { PublishedRecord, recordColumns } from './record.ts';

export const Theme = defineEntity({
  name: 'theme',
  tableName: 'theme',
  properties: {
    ...recordColumns,
    code: p.string().index(),
    label: p.string(),
    definition: p.text().nullable(),
    altLabels: p.text().nullable(),
    broaderCode: p.string().nullable().index(),
    outcome: p.string().nullable(),
  },
});

@ObjectType('Theme', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'A code of the shared taxonomy: the language in which priorities, indicators and services of different authorities meet.',
})
export class ThemeType extends PublishedRecord {
  @Field(() => String, { description: 'Short code of the theme, for example NEET or TEENPREG.' })
  code!: string;
  @Field(() => String, { description: 'Name of the theme in plain words.' })
  label!: string;
  @Field(() => String, { nullable: true, description: 'What belongs to the theme, so that two people code the same priority alike.' })
  definition!: string | null;
  /** JSON array of other words for the theme; published as a list by its resolver. */
  altLabels!: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the wider theme this one is part of. Empty for a theme at the top.' })
  broaderCode!: string | null;
  @Field(() => EcmOutcome, { nullable: true, description: 'The Every Child Matters outcome the theme serves most. Empty when it serves several or none, or its publisher does not say: crosswalk relates all themes to outcomes.' })
  outcome!: EcmOutcome | null;
}
