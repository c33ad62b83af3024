import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { ObservationType } from '../../catalogue/observation.ts';
import { costOfShortList } from '../cost.ts';
import { AbsentAuthority } from './overlap.ts';

export enum TiedBy {
  STATEMENT = 'statement',
  THEME = 'theme',
}
registerEnumType(TiedBy, {
  name: 'TiedBy',
  description: 'What ties an indicator to an overlap.',
  valuesConfig: {
    STATEMENT: { description: 'A plan names it for a statement in the overlap.' },
    THEME: { description: 'It is an indicator of the theme; no statement in the overlap names it.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'How many children of the ages that its statements are for live in one authority.' })
export class AuthorityChildren {
  @Field(() => AuthorityType, { description: 'The authority.' })
  authority!: AuthorityType;
  @Field(() => Int, { description: 'How many children of these ages live there.' })
  children!: number;
  @Field(() => String, { description: 'The ages counted, in completed years: 0 to 17, or 0 to 4 and 16 to 18. Where a statement names none, those that its theme is about (early years: 0 to 5, or 0 to 4 where only that is counted), and for a theme of all ages all under 18, or under 20 where only that is counted.' })
  ages!: string;
  @Field(() => String, { description: 'When they were counted, for example CY2024.' })
  period!: string;
  @Field(() => String, { description: 'Whose count it is: the title of the source, and its publisher.' })
  source!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How many children one indicator counts in the authorities that share an overlap.' })
export class IndicatorChildren {
  indicatorCode!: string;
  @Field(() => IndicatorType, { description: 'The indicator: its title and numerator say which children.' })
  indicator!: IndicatorType;
  @Field(() => TiedBy, { description: 'What ties it to the overlap.' })
  tiedBy!: TiedBy;
  @Field(() => Int, { description: 'How many children it counts in the authorities that have a value, added up. See explanation for how many those are.' })
  children!: number;
  @Field(() => String, { description: 'The same in a sentence: how many, in how many of the authorities, and when.' })
  explanation!: string;
  @Field(() => [ObservationType], { description: 'The values added up: for each authority the latest whose period had ended by the last day asked about.' })
  observations!: ObservationType[];
  @Field(() => [AuthorityType], { description: 'Authorities that share the overlap and have no such value. One whose children are counted with another’s is not among them: one that is no more, or a district.', complexity: costOfShortList(8) })
  notKnown!: AuthorityType[];
}

@ObjectType({ simpleResolvers: true, description: 'How many children an overlap concerns, as far as populations and indicators tell. A number stands beside how many authorities it covers, so that no gap is hidden in it.' })
export class ChildrenConcerned {
  @Field(() => Int, { nullable: true, description: 'How many children of the ages that its statements are for live in the authorities counted: whom it may concern, not how many are in need. Empty when no authority could be counted.' })
  children!: number | null;
  @Field(() => Int, { description: 'How many of the authorities that share it are in that number.' })
  authoritiesCounted!: number;
  @Field(() => Int, { description: 'How many authorities share it.' })
  authoritiesSharing!: number;
  @Field(() => String, { description: 'The same in a sentence, or why it is not known.' })
  explanation!: string;
  @Field(() => [AuthorityChildren], { description: 'Each authority counted.', complexity: costOfShortList(8) })
  counted!: AuthorityChildren[];
  @Field(() => [AbsentAuthority], { description: 'Each authority that shares it and is not in the number, and why.', complexity: costOfShortList(8) })
  notCounted!: AbsentAuthority[];
  @Field(() => [IndicatorChildren], { description: 'What indicators of its statements, and of its theme, count in children: those first that a statement names. One of the theme that is of a group alone, such as children in care, is here only where a statement, or the theme, is about that group, as in the case for commissioning. Two indicators may count the same children, so they are never added up.' })
  byIndicator!: IndicatorChildren[];
}
