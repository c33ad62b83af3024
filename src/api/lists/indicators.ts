import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { IndicatorMeasure, IndicatorType, Polarity } from '../../catalogue/indicator.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { anyContains, isLinkedTo, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';

export const IndicatorConnection = connectionOf('Indicator', () => IndicatorType);
const indicatorList: List = { table: 'indicator', orderBy: ['code', 'id'] };

@InputType({ description: 'Narrows a list of indicators. Every condition given must hold.' })
export class IndicatorFilter {
  @Field(() => [ID], { nullable: true, description: 'Codes: these indicators, written as published ("NI 117").' })
  codes?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: indicators of any of these themes.' })
  themes?: string[];
  @Field(() => [IndicatorMeasure], { nullable: true, description: 'Indicators measured in any of these ways.' })
  measures?: IndicatorMeasure[];
  @Field(() => [Polarity], { nullable: true, description: 'Indicators of which this direction is better.' })
  polarities?: Polarity[];
  @Field(() => String, { nullable: true, description: 'Indicators whose code or title holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class IndicatorArgs extends PageArgs {
  @Field(() => IndicatorFilter, { nullable: true, description: 'Which indicators. Left out, all of them.' })
  filter?: IndicatorFilter;
}

export const readIndicators = listReader<IndicatorFilter>(indicatorList, async (context, filter) => {
  await allInOrder([checkCodes(context, 'indicator', filter.codes), checkThemes(context, filter.themes)]);
  return [
    filter.codes && isOneOf('indicator.id', filter.codes),
    filter.themes && isLinkedTo('indicator.id', 'indicator_theme', filter.themes),
    filter.measures && isOneOf('indicator.measure', filter.measures),
    filter.polarities && isOneOf('indicator.polarity', filter.polarities),
    filter.text && anyContains(['indicator.code', 'indicator.title'], filter.text),
  ];
});
