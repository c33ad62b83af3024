import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLISODate } from '../scalars.ts';

export enum OverlapTrend {
  GROWING = 'growing',
  STEADY = 'steady',
  FADING = 'fading',
  NO_CHANGE_SEEN = 'no-change',
  TOO_FEW_TO_SAY = 'too-few',
}
registerEnumType(OverlapTrend, {
  name: 'OverlapTrend',
  description:
    'Whether an overlap grows or fades. Only authorities count that can be followed from one plan to the next of its kind, so a missing plan never looks like fading: a plan that states it is evidence however little of it is held, and one that does not only when it is held whole.',
  valuesConfig: {
    GROWING: { description: 'At least two authorities more took it up than dropped it, and at least one in five of those followed.' },
    STEADY: { description: 'Some took it up or dropped it, and neither outweighs the other so far.' },
    FADING: { description: 'At least two authorities more dropped it than took it up, and at least one in five of those followed.' },
    NO_CHANGE_SEEN: { description: 'Of at least three authorities followed none took it up and none dropped it. Others may have been first seen, or not seen any more: the explanation says how many.' },
    TOO_FEW_TO_SAY: { description: 'Fewer than three authorities can be followed.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A day on which a plan of the authorities came into force, or had ended the day before, and what changed by it.' })
export class OverlapMoment {
  @Field(() => GraphQLISODate, { description: 'The day.' })
  day!: string;
  @Field(() => Int, { description: 'How many of the authorities had an adopted document in force. Read the others beside it.' })
  documented!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How an overlap grew or faded from plan to plan, among the authorities asked about and those they succeeded, until today.' })
export class OverlapHistory {
  @Field(() => OverlapTrend, { description: 'The whole in a word.' })
  trend!: OverlapTrend;
  @Field(() => String, { description: 'The same in a sentence, with the numbers it rests on.' })
  explanation!: string;
  @Field(() => Int, { description: 'How many authorities can be followed from one plan to the next of its kind.' })
  followed!: number;
}
