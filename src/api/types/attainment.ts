import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum AttainmentState {
  MET = 'met',
  EXCEEDED_BY_FAR = 'exceeded-by-far',
  MISSED = 'missed',
  ON_COURSE = 'on-course',
  AT_RISK = 'at-risk',
  UNLIKELY = 'unlikely',
  NOT_MEASURABLE = 'not-measurable',
}
registerEnumType(AttainmentState, {
  name: 'AttainmentState',
  description: 'Whether a target was met, or will be.',
  valuesConfig: {
    MET: { description: 'The value of its period reached it.' },
    EXCEEDED_BY_FAR: { description: 'The value of its period was better than it by a tenth of it or more.' },
    MISSED: { description: 'The value of its period fell short of it.' },
    ON_COURSE: { description: 'Its period has no value yet, and the values before it lead to it.' },
    AT_RISK: { description: 'The values before it lead elsewhere, and it is within the 80% limits of where they lead.' },
    UNLIKELY: { description: 'It is outside the 80% limits of where the values before it lead.' },
    NOT_MEASURABLE: { description: 'It cannot be said: explanation says why.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Where the values of a series would be if they went on as they have.' })
export class Projection {
  @Field(() => Float, { description: "Where the straight line through them leads, in the indicator's unit." })
  value!: number;
  @Field(() => Float, { description: 'Lower 80% limit for a single value.' })
  lower!: number;
  @Field(() => Float, { description: 'Upper 80% limit for a single value.' })
  upper!: number;
  @Field(() => Int, { description: 'How many values the line goes through: the latest that follow one another.' })
  points!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Whether a target was met, or will be, and how that was found.' })
export class Attainment {
  @Field(() => AttainmentState, { description: 'Whether it was met, or will be.' })
  state!: AttainmentState;
  @Field(() => Float, { nullable: true, description: "The value to be reached, in the indicator's unit: of a target stated as a change, its baseline and the change. Empty where it cannot be worked out." })
  aim!: number | null;
  @Field(() => Float, { nullable: true, description: "The value of the target's own period. Empty while none is known." })
  actual!: number | null;
  @Field(() => Projection, { nullable: true, description: 'Where the values so far lead by then. Empty where the actual value is known, or too few values are.' })
  projected!: Projection | null;
  @Field(() => String, { description: 'The arithmetic in a sentence, or why it cannot be said.' })
  explanation!: string;
}
