import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { ThemeType } from '../../catalogue/theme.ts';
import { markText } from '../../search/markText.ts';
import { columnsOf, SearchKind } from '../../search/searchedTexts.ts';
import { shippedSynonyms } from '../../search/Synonyms.ts';
import { connectionOf } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { costOfSearch, costOfShortList } from '../cost.ts';
import { readNamedThemes } from '../read/namedThemes.ts';
import { PageArgs } from '../read/pageArgs.ts';
import { readDataVersion } from '../read/readDataVersion.ts';
import { readSearch, type Hit, type SearchPage } from '../read/readSearch.ts';
import { suggestText } from '../read/suggestText.ts';
import { SearchFilter, SearchHit, SearchKindCount, SearchMatch, SearchReading, SearchWithFewerWords } from '../types/search.ts';

const SearchConnection = connectionOf('Search', () => SearchHit, 'search hit');

@Resolver(() => SearchConnection)
export class SearchResolver {
  @Query(() => SearchConnection, {
    description:
      'Full text over priorities, services, indicators, actions and recommendations, the closest first. A record is found when it has every word of the text in any form ("offending" finds "offenders", "co-operation" finds "cooperation"), or the field\'s other words for the same ("NEET" finds "not in education, employment or training"): readAs says which. Words in quotation marks must stand together as written, without synonyms; "educat*" finds every word that begins so. Small words ("and", "the", "of" and others that tell nothing apart) count only in quotation marks, within what has other words for the same, or where nothing else is asked.',
    complexity: costOfSearch,
  })
  search(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('text', () => String, { description: 'What to look for: words, "quoted words", or the beginning of a word and a *. Every one that is not small is looked for: AND, OR and NOT neither join words nor leave any out. At most 200 characters.' }) text: string,
    @Arg('kinds', () => [SearchKind], { nullable: true, description: 'Only records of these kinds. Left out, all of them.' }) kinds?: SearchKind[] | null,
    @Arg('filter', () => SearchFilter, { nullable: true, description: 'Whose records, of what time and about what.' }) filter?: SearchFilter,
  ): Promise<SearchPage> {
    return readSearch(context, { ...page, text, kinds: kinds ?? undefined, filter });
  }

  @FieldResolver(() => [SearchReading], { description: 'Words of the text for which others mean the same, with those others. Put words into quotation marks to find them alone.', complexity: costOfShortList(5) })
  readAs(@Root() { question }: SearchPage): object[] {
    return [...question.readings];
  }

  @FieldResolver(() => [ThemeType], {
    description: 'Themes that go by what was asked for: by their code, their label or one of their other names ("truancy"). What such a theme has is often said in other words, which no search for these finds: ask for its statements and overlaps.',
    complexity: costOfShortList(5),
  })
  themes(@Root() { question }: SearchPage, @Ctx() context: RequestContext): Promise<ThemeType[]> {
    return readNamedThemes(context, question);
  }

  @FieldResolver(() => [SearchKindCount], { description: 'How many records of each kind the same text and filter find, whatever kinds were asked for.', complexity: costOfShortList(5) })
  kindCounts(@Root() { kindCounts }: SearchPage): SearchKindCount[] {
    return kindCounts;
  }

  @FieldResolver(() => String, { nullable: true, description: 'When nothing was found: the text with words that no record has (the first three of them) put as those that some record has and that differ by a slip or two. Empty when there is none so near.' })
  async didYouMean(@Root() page: SearchPage, @Ctx() context: RequestContext): Promise<string | null> {
    return (await page.count()) === 0 ? suggestText(context, page.question) : null;
  }

  @FieldResolver(() => [SearchWithFewerWords], {
    description: 'When nothing was found: the text with one word left out, or with words left out that mean one thing together ("mental health"), where that finds anything, the most first; at most five. Empty when something was found.',
    complexity: costOfShortList(5),
  })
  async withFewerWords(@Root() page: SearchPage): Promise<SearchWithFewerWords[]> {
    return (await page.count()) === 0 ? page.withFewerWords() : [];
  }

  @FieldResolver(() => Int, { description: 'Version of the data the answer was made from. It moves whenever anything changes.' })
  dataVersion(@Ctx() context: RequestContext): Promise<number> {
    return readDataVersion(context);
  }
}

@Resolver(() => SearchHit)
export class SearchHitResolver {
  @FieldResolver(() => [SearchMatch], { description: 'The texts in which words were found, the title first, with the hits marked.', complexity: costOfShortList(3) })
  matches(@Root() { kind, record, question }: Hit): SearchMatch[] {
    return columnsOf(kind)
      .map(([field, column]) => ({ field, segments: markText(textOf(record, column), question.clauses, shippedSynonyms()) }))
      .filter(({ segments }) => segments.length > 0);
  }
}

/** The text in a column named as stored, of a row whose properties are named as in code. */
function textOf(record: object, column: string): string {
  const property = column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return (record as Record<string, string | null>)[property] ?? '';
}
