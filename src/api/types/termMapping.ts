import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: "What one term by which publishers classify services stands for in the hub." })
export class MappedTerm {
  @Field(() => String, { description: 'The vocabulary it is of, in small letters; "*" for any.' })
  vocabulary!: string;
  @Field(() => String, { description: 'Code, id or name of the term, in small letters.' })
  term!: string;
  @Field(() => String, { description: 'The term in words. Empty where nobody gave any.' })
  label!: string;
  @Field(() => String, { nullable: true, description: 'Code of the theme it stands for. Empty for a term that is meant to be no theme.' })
  themeCode!: string | null;
  @Field(() => String, { description: 'Why, in the words of whoever mapped it. Empty where nobody said.' })
  note!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The mapping of terms of service directories to themes that is in force. The operator of the hub changes it with "npm run hub -- terms"; every version is kept.' })
export class TermMapping {
  @Field(() => Int, { description: 'Its version: 0 for the one that comes with the hub.' })
  version!: number;
  @Field(() => String, { nullable: true, description: 'When it was imported (ISO 8601, UTC). Empty for the one that comes with the hub.' })
  importedAt!: string | null;
  @Field(() => String, { nullable: true, description: 'Who changed it. Empty where nobody said.' })
  importedBy!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was changed. Empty where nobody said.' })
  note!: string | null;
  @Field(() => [MappedTerm], { description: 'Every term that it names, by vocabulary and term.', complexity: 300 })
  terms!: readonly MappedTerm[];
}

@ObjectType({ simpleResolvers: true, description: 'A term that services have, that leads to no theme, and of which nobody said that it is meant to be none: where a theme is missing from the service map.' })
export class UnmappedTerm {
  @Field(() => String, { description: 'The vocabulary it is of. Empty where that is not stated.' })
  vocabulary!: string;
  @Field(() => String, { description: 'Its code or reference in the vocabulary.' })
  term!: string;
  @Field(() => String, { description: 'The term in words; where nobody gave any, its code.' })
  label!: string;
  @Field(() => Int, { description: 'How many services have it.' })
  services!: number;
  @Field(() => Int, { description: 'How many sources these come from.' })
  sources!: number;
}
