import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';

enum ConceptStrength {
  NAMES = 'names',
  SUGGESTS = 'suggests',
  HINTS = 'hints',
  AGAINST = 'against',
}
registerEnumType(ConceptStrength, {
  name: 'ConceptStrength',
  description: 'How strongly words of a plan speak for a theme, before anything is learnt from statements and examples.',
  valuesConfig: {
    NAMES: { description: 'They name it: a statement with these words is about the theme.' },
    SUGGESTS: { description: 'They make it likely.' },
    HINTS: { description: 'They make it a little likelier.' },
    AGAINST: { description: 'They make it less likely: the words look like the theme and mean something else.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What a concept says about one theme.' })
export class ConceptSaying {
  @Field(() => ConceptStrength, { description: 'How strongly it speaks for the theme, or that it speaks against it.' })
  strength!: string;
  @Field(() => Float, { description: 'The same in log-odds, where it stands in a title; below 0 it speaks against. What the hub learned from coded statements moves it further.' })
  weight!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A thing that children\'s plans speak of, with the words by which the hub knows it. Many lie below each theme.' })
export class PlanConcept {
  @Field(() => ID, { description: 'Short name, for example school-readiness.' })
  id!: string;
  @Field(() => String, { description: 'What it is called.' })
  label!: string;
  @Field(() => [String], { description: 'Other words by which it is found, in small letters. "…" stands for up to four other words; endings such as -s and -ing make no difference but in abbreviations.', complexity: 20 })
  altLabels!: readonly string[];
  @Field(() => Boolean, { description: 'Whether it is a subject of its own within its theme, for which authorities would hold a meeting of its own. Otherwise it is the theme in general.' })
  isSubject!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'The vocabulary of children\'s plans by which the hub reads priorities: themes, and below them the things that plans speak of.' })
export class PlanVocabulary {
  @Field(() => String, { description: 'Its version, which moves with every change.' })
  version!: string;
}
