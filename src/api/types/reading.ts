import { Field, Float, ObjectType } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import { Evidence } from './overlap.ts';

@ObjectType({ simpleResolvers: true, description: 'How sure the hub must be, from 0 to 1, to read a theme in a priority, and to call what it reads sure. Below these it says that it is uncertain instead of guessing.' })
export class ReadingThresholds {
  @Field(() => Float, { description: 'Every theme this likely is read.' })
  read!: number;
  @Field(() => Float, { description: 'Where no theme is that likely, the likeliest alone is read from here on, unless one word that is not in the vocabulary is all that speaks for it. Below it no theme is read, and the priority is in no overlap.' })
  readAlone!: number;
  @Field(() => Float, { description: 'Readings below this are marked isUncertain: a person should look first.' })
  sure!: number;
  @Field(() => Float, { description: 'No reading is surer than this: people disagree about labels, and new plans have new words.' })
  ceiling!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A theme that the hub nearly read in a priority, and did not.' })
export class RunnerUp {
  priorityId!: string;
  themeCode!: string;
  @Field(() => ThemeType, { description: 'The theme.' })
  theme!: ThemeType;
  @Field(() => Float, { description: 'How sure the hub is of it, from 0 to 1.' })
  confidence!: number;
  @Field(() => Float, { description: 'The threshold it missed: from this confidence on it would have been read.' })
  threshold!: number;
  @Field(() => String, { description: 'What sets it apart from the theme that was read, in a sentence with the weights (in log-odds) of the words that make most of the difference.' })
  separation!: string;
  @Field(() => String, { description: 'What threshold would have let it in, in a sentence.' })
  explanation!: string;
  @Field(() => [Evidence], { description: 'What speaks for it and against it, those reasons first that counted most.' })
  evidence!: Evidence[];
}

@ObjectType({ simpleResolvers: true, description: 'A statement that just failed to be in an overlap.' })
export class NearestMiss {
  priorityId!: string;
  themeCode!: string;
  @Field(() => PriorityType, { description: 'The statement, in its own words.' })
  priority!: PriorityType;
  @Field(() => [AuthorityType], { description: 'Authorities that would share the overlap with it and do not now, among those asked about. Empty when all of its authorities share the overlap by other statements, or count as one with those that do because one took the place of the other.' })
  wouldAdd!: AuthorityType[];
  @Field(() => Float, { description: 'How sure the hub is that it has the theme, from 0 to 1.' })
  confidence!: number;
  @Field(() => Float, { description: 'The threshold it missed.' })
  threshold!: number;
  @Field(() => String, { description: 'What threshold would let it in, in a sentence.' })
  explanation!: string;
  @Field(() => String, { description: 'What sets the theme apart from the one that the hub read in it, in a sentence with the weights (in log-odds) of the words that make most of the difference.' })
  separation!: string;
  @Field(() => [Evidence], { description: 'What speaks for it and against it, those reasons first that counted most.' })
  evidence!: Evidence[];
}
