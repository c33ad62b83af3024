import { createUnionType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ActionType } from '../../catalogue/action.ts';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import { RecommendationType } from '../../catalogue/recommendation.ts';
import { ServiceType } from '../../catalogue/service.ts';
import { SearchField, SearchKind } from '../../search/searchedTexts.ts';
import { GraphQLISODate } from '../scalars.ts';

registerEnumType(SearchKind, {
  name: 'SearchKind',
  description: 'What a search finds.',
  valuesConfig: {
    PRIORITY: { description: 'Priorities and other statements of plans.' },
    SERVICE: { description: 'Services, and directories, systems and networks.' },
    INDICATOR: { description: 'Indicators, national and local.' },
    ACTION: { description: 'Actions under plans, or in reply to inspections.' },
    RECOMMENDATION: { description: 'Recommendations of inspections and reports.' },
  },
});

registerEnumType(SearchField, {
  name: 'SearchField',
  description: 'The text of a record in which words were found.',
  valuesConfig: {
    TITLE: { description: 'The title, or the name of a service. It counts most.' },
    CODE: { description: 'The code of an indicator, for example NI 117. It counts as a title does.' },
    DESCRIPTION: { description: 'What the plan says beneath the title, or what the service does.' },
    TARGET_GROUP: { description: 'The children it is about where not all.' },
    PROVIDER: { description: 'The organisation that provides a service.' },
    COMMISSIONER: { description: 'The organisation that buys or pays for a service.' },
    NUMERATOR: { description: 'What an indicator counts.' },
    DENOMINATOR: { description: 'Out of whom or what an indicator counts.' },
    SUCCESS_CRITERIA: { description: 'How one will know that an action succeeded.' },
    LEAD: { description: 'The post or organisation that leads on an action.' },
    ADDRESSED_TO: { description: 'The body a recommendation asks to act.' },
  },
});

const typeNames: Readonly<Record<SearchKind, string>> = {
  [SearchKind.PRIORITY]: 'Priority',
  [SearchKind.SERVICE]: 'Service',
  [SearchKind.INDICATOR]: 'Indicator',
  [SearchKind.ACTION]: 'Action',
  [SearchKind.RECOMMENDATION]: 'Recommendation',
};

/** A record as found: a plain row that says of which kind it is. */
export interface FoundRecord {
  searchKind: SearchKind;
  id: string;
}

const SearchResult = createUnionType({
  name: 'SearchResult',
  description: 'A record that a search found, whole: ask on with "... on Priority { title plan { title } }".',
  types: () => [PriorityType, ServiceType, IndicatorType, ActionType, RecommendationType] as const,
  resolveType: (record) => typeNames[(record as unknown as FoundRecord).searchKind],
});

@ObjectType({ description: 'A piece of a text as published.' })
export class TextSegment {
  @Field(() => String, { description: 'The piece. All pieces together, in order, are the text; "…" stands for what is left out of a long one.' })
  text!: string;
  @Field(() => Boolean, { description: 'Whether it is what was looked for, in the words asked or in others for the same.' })
  isHit!: boolean;
}

@ObjectType({ description: 'A text of a record in which words were found.' })
export class SearchMatch {
  @Field(() => SearchField, { description: 'Which text.' })
  field!: SearchField;
  @Field(() => [TextSegment], { description: 'The text, or the part of a long one that has most hits (some 300 characters), in pieces that are hits or not.' })
  segments!: TextSegment[];
}

@ObjectType({ description: 'A record that a search found, how closely, and where.' })
export class SearchHit {
  @Field(() => SearchKind, { description: 'What it is.' })
  kind!: SearchKind;
  @Field(() => ID, { description: 'Id of the record.' })
  id!: string;
  @Field(() => Float, { description: 'How closely it fits: the higher the closer, a title before all else. Good for the order of one answer; scores of two questions cannot be compared.' })
  score!: number;
  @Field(() => SearchResult, { description: 'The record itself.' })
  record!: FoundRecord;
}

@ObjectType({ description: 'Words of the question for which others mean the same, and were looked for as well.' })
export class SearchReading {
  @Field(() => String, { description: 'The words as asked.' })
  written!: string;
  @Field(() => [String], { description: 'Other words for the same.' })
  alsoFound!: string[];
}

@ObjectType({ description: 'How many records of one kind a search finds.' })
export class SearchKindCount {
  @Field(() => SearchKind, { description: 'The kind.' })
  kind!: SearchKind;
  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@ObjectType({ description: 'A text of fewer words, for a search that found nothing.' })
export class SearchWithFewerWords {
  @Field(() => String, { description: 'The text, to be looked for in place of the other.' })
  text!: string;
  @Field(() => Int, { description: 'How many records have all of its words, of the same kinds and within the same filter.' })
  count!: number;
}

@InputType({ description: 'Narrows a search. Every condition given must hold.' })
export class SearchFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: records of its authorities.' })
  region?: string;
  @Field(() => [ID], {
    nullable: true,
    description: 'GSS codes: records of any of these authorities; with region, all of them must lie in it. An indicator counts as theirs when the hub holds a figure of it or a target for one of them, or one of their plans follows it.',
  })
  authorities?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Only what plans in force on this day say. What is part of no plan (services, indicators, replies to an inspection) is kept: it has no such dates.' })
  asAt?: string;
  @Field(() => [ID], { nullable: true, description: 'Theme codes: records of any of these themes. An action has the themes of the priority or recommendation it serves, and a recommendation those that its publisher coded: without any, they are left out.' })
  themes?: string[];
}
