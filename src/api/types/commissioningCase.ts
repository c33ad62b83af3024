import { Field, Float, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { defaultWeights } from '../../commissioning/weighCase.ts';

export enum CommissioningComponentName {
  COVERAGE = 'coverage',
  MATCH = 'match',
  NEED = 'need',
  SPECIALISM = 'specialism',
  CONTIGUITY = 'contiguity',
  FRAGMENTATION = 'fragmentation',
  AGREEMENTS = 'agreements',
}
registerEnumType(CommissioningComponentName, {
  name: 'CommissioningComponentName',
  description: 'What speaks for commissioning an overlap together. Of each, more makes a stronger case.',
  valuesConfig: {
    COVERAGE: { description: 'How many of the authorities with a document share it.' },
    MATCH: { description: 'How sure the hub is, and how many would sit in one meeting.' },
    NEED: { description: "How often the sharing authorities' indicators of the theme are worse than their region (England where it has no figure) or their own target. A region's figure must lie outside their 95% limits, published or worked out from counts; where there are none the plain difference counts." },
    SPECIALISM: { description: 'Whether few children are concerned, or few places there, in each authority, and more together.' },
    CONTIGUITY: { description: 'How many of the sharing authorities hang together through shared borders.' },
    FRAGMENTATION: { description: 'How many pairs of them have no service or provider of the theme in common.' },
    AGREEMENTS: { description: 'How many pairs of them no agreement about the theme ties together yet: the fewer exist, the more is to be gained.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One component of the case for commissioning together.' })
export class CommissioningComponent {
  @Field(() => CommissioningComponentName, { description: 'Which component it is.' })
  name!: CommissioningComponentName;
  @Field(() => Float, { nullable: true, description: 'From 0 to 1, where more makes a stronger case. Empty when not known, which is not 0.' })
  value!: number | null;
  @Field(() => Float, { description: 'How much it counts beside the others.' })
  weight!: number;
  @Field(() => String, { description: 'The same in a sentence with the numbers it rests on, or why it is not known.' })
  explanation!: string;
}

@ObjectType('CommissioningCase', { simpleResolvers: true, description: 'How much speaks for commissioning what an overlap is about together, and on what grounds. It puts overlaps in an order for people to look at; it decides nothing.' })
export class CommissioningCaseType {
  @Field(() => Float, { nullable: true, description: 'From 0 to 1: the mean of the components that are known, by their weights. Empty when none is known. Two scores compare only as far as `knownWeight` is alike.' })
  score!: number | null;
  @Field(() => Float, { description: 'From 0 to 1: the share of all weight that the known components carry.' })
  knownWeight!: number;
  @Field(() => Boolean, { description: 'Whether at least two thirds of the weight is known. In the order COMMISSIONING_CASE the others come after these, whatever their score.' })
  isComparable!: boolean;
  @Field(() => String, { description: 'How the score came about, and what is not known, in a sentence.' })
  explanation!: string;
  @Field(() => [CommissioningComponent], { description: 'The components, the known and the unknown.' })
  components!: CommissioningComponent[];
}

const meant = 'Only its proportion to the others counts; 0 leaves it out. From 0 to 1000.';

@InputType({ description: 'How much each component of the case for commissioning together counts.' })
export class CommissioningWeights {
  @Field(() => Float, { nullable: true, defaultValue: defaultWeights.coverage, description: `Weight of COVERAGE. ${meant}` })
  coverage!: number;
  @Field(() => Float, { nullable: true, defaultValue: defaultWeights.match, description: `Weight of MATCH. ${meant}` })
  match!: number;
  @Field(() => Float, { nullable: true, defaultValue: defaultWeights.need, description: `Weight of NEED. ${meant}` })
  need!: number;
  @Field(() => Float, { nullable: true, defaultValue: defaultWeights.specialism, description: `Weight of SPECIALISM. ${meant}` })
  specialism!: number;
  @Field(() => Float, { nullable: true, defaultValue: defaultWeights.contiguity, description: `Weight of CONTIGUITY. ${meant}` })
  contiguity!: number;
  @Field(() => Float, { nullable: true, defaultValue: defaultWeights.fragmentation, description: `Weight of FRAGMENTATION. ${meant}` })
  fragmentation!: number;
  @Field(() => Float, { nullable: true, defaultValue: defaultWeights.agreements, description: `Weight of AGREEMENTS. ${meant}` })
  agreements!: number;
}
