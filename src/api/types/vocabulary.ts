import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { PlanType } from '../../catalogue/plan.ts';
import type { PriorityType } from '../../catalogue/priority.ts';

enum MappingRelation {
  EXACT_MATCH = 'exactMatch',
  CLOSE_MATCH = 'closeMatch',
  BROAD_MATCH = 'broadMatch',
  NARROW_MATCH = 'narrowMatch',
  RELATED_MATCH = 'relatedMatch',
}
registerEnumType(MappingRelation, {
  name: 'MappingRelation',
  description: 'How a concept of another vocabulary stands to one, by the mapping relations of SKOS.',
  valuesConfig: {
    EXACT_MATCH: { description: 'They mean the same.' },
    CLOSE_MATCH: { description: 'They mean nearly the same: one may stand for the other for most ends.' },
    BROAD_MATCH: { description: 'The other is the wider one.' },
    NARROW_MATCH: { description: 'The other is the narrower one.' },
    RELATED_MATCH: { description: 'They touch each other, and neither may stand for the other: this is no counterpart.' },
  },
});

enum PlacedThrough {
  OUTCOME = 'outcome',
  THEME = 'theme',
}
registerEnumType(PlacedThrough, {
  name: 'PlacedThrough',
  description: 'By what a priority was put under an outcome of another vocabulary.',
  valuesConfig: {
    OUTCOME: { description: 'By the outcome under which its plan puts it, which its publisher maps to a shared vocabulary.' },
    THEME: { description: 'By the main theme that the hub reads in it, because the plan puts it under no outcome that leads there.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One outcome of a vocabulary.' })
export class VocabularyConcept {
  @Field(() => ID, { description: 'Its vocabulary and its own name, joined by ":", for example leeds:have-fun; in the column "concept" of outcomes.csv a publisher says so.' })
  code!: string;
  @Field(() => String, { description: 'What it is called.' })
  label!: string;
  @Field(() => [String], { description: 'What else it is called, or was.' })
  altLabels!: string[];
  @Field(() => String, { description: 'What belongs to it.' })
  definition!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A set of outcomes in which plans of a time speak: the five of Every Child Matters, an authority\'s own, a national framework, or the hub\'s themes.' })
export class Vocabulary {
  @Field(() => ID, { description: 'Short name, for example ecm.' })
  id!: string;
  @Field(() => String, { description: 'What it is called.' })
  title!: string;
  @Field(() => String, { description: 'Who made it.' })
  publisher!: string;
  @Field(() => String, { description: 'When it came into use: a year, a month or a day.' })
  validFrom!: string;
  @Field(() => String, { nullable: true, description: 'When it went out of use: a year, a month or a day. Empty while it is in use.' })
  validTo!: string | null;
  @Field(() => String, { description: 'The document it stands in.' })
  source!: string;
  @Field(() => String, { description: 'What a reader must know about it.' })
  note!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How one concept leads to one of another vocabulary, and what is lost on the way.' })
export class ConceptMapping {
  @Field(() => MappingRelation, { description: 'How the second stands to the first.' })
  relation!: string;
  @Field(() => String, { description: 'What is lost by putting the second in the place of the first.' })
  lost!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How one vocabulary leads to another: what people read, in one version, with the loss. The same crosswalk serves both directions, each with its own loss.' })
export class Crosswalk {
  @Field(() => Vocabulary, { description: 'Where it starts.' })
  from!: Vocabulary;
  @Field(() => Vocabulary, { description: 'Where it leads.' })
  to!: Vocabulary;
  @Field(() => String, { description: 'Its version. A newer one begins where this one ends.' })
  version!: string;
  @Field(() => String, { description: 'From when it holds: a year, a month or a day.' })
  validFrom!: string;
  @Field(() => String, { nullable: true, description: 'Until when it holds. Empty while no other took its place.' })
  validTo!: string | null;
  @Field(() => String, { description: 'When it was last read against the definitions of both vocabularies.' })
  reviewedOn!: string;
  @Field(() => String, { description: 'What is lost on the whole.' })
  note!: string;
  @Field(() => Boolean, { description: 'Whether it was written the other way round. Broader and narrower have then changed places.' })
  isReversed!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What an outcome of a plan is in another vocabulary.' })
export class OutcomeCounterparts {
  @Field(() => Vocabulary, { description: 'The vocabulary asked about.' })
  vocabulary!: Vocabulary;
  @Field(() => String, { description: 'The answer in a sentence, with what is lost, or why there is none.' })
  statement!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A priority under an outcome of the vocabulary in which plans are compared.' })
export class PlacedPriority {
  @Field(() => PlacedThrough, { description: 'By what it was put there.' })
  through!: string;
  @Field(() => MappingRelation, { description: 'How the outcome stands to what the priority was placed by.' })
  relation!: string;
  @Field(() => String, { description: 'What is lost by it.' })
  lost!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A priority for which the vocabulary has no outcome.' })
export class UnplacedPriority {
  @Field(() => String, { description: 'Why, in a sentence.' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The priorities of one plan under one outcome.' })
export class OutcomeCell {
  @Field(() => PlanType, { description: 'The plan.' })
  plan!: PlanType;
}

@ObjectType({ simpleResolvers: true, description: 'One outcome, across the plans compared.' })
export class ComparedOutcome {
  @Field(() => VocabularyConcept, { description: 'The outcome.' })
  concept!: VocabularyConcept;
}

@ObjectType({ simpleResolvers: true, description: 'What a plan loses when its priorities are read by the outcomes of the vocabulary.' })
export class PlanLoss {
  @Field(() => PlanType, { description: 'The plan.' })
  plan!: PlanType;
  @Field(() => String, { description: 'How many of its priorities have an outcome there, by what, and how many have none.' })
  statement!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Plans of different times side by side by the outcomes of one vocabulary, with what is lost.' })
export class OutcomeComparison {
  @Field(() => Vocabulary, { description: 'In whose outcomes they are compared.' })
  vocabulary!: Vocabulary;
}

/** Rows behind PlacedPriority and UnplacedPriority. */
export interface WithPriority {
  priority: PriorityType;
}
