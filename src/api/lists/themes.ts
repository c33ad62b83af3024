import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { EcmOutcome } from '../../catalogue/outcome.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { anyContains, anyItemContains, either, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';

export const ThemeConnection = connectionOf('Theme', () => ThemeType);
export const themeList: List = { table: 'theme', orderBy: ['label', 'id'] };

@InputType({ description: 'Narrows a list of themes. Every condition given must hold.' })
export class ThemeFilter {
  @Field(() => [ID], { nullable: true, description: 'Codes: these themes.' })
  codes?: string[];
  @Field(() => ID, { nullable: true, description: 'Code of a wider theme: the themes directly beneath it.' })
  broader?: string;
  @Field(() => [EcmOutcome], { nullable: true, description: 'Themes whose publisher says that they serve any of these Every Child Matters outcomes most. For all themes of an outcome see crosswalk.' })
  outcomes?: EcmOutcome[];
  @Field(() => String, { nullable: true, description: 'Themes whose code, name, other names or definition holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class ThemeArgs extends PageArgs {
  @Field(() => ThemeFilter, { nullable: true, description: 'Which themes. Left out, all of them.' })
  filter?: ThemeFilter;
}

export const readThemes = listReader<ThemeFilter>(themeList, async (context, filter) => {
  await allInOrder([checkThemes(context, filter.codes), checkThemes(context, filter.broader === undefined ? undefined : [filter.broader])]);
  return [
    filter.codes && isOneOf('theme.id', filter.codes),
    filter.broader && isOneOf('theme.broaderCode', [filter.broader]),
    filter.outcomes && isOneOf('theme.outcome', filter.outcomes),
    filter.text && either(anyContains(['theme.code', 'theme.label', 'theme.definition'], filter.text), anyItemContains('theme.altLabels', filter.text)),
  ];
});
