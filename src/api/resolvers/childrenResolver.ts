import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { ObservationType } from '../../catalogue/observation.ts';
import type { RequestContext } from '../context.ts';
import { costOfFirst } from '../cost.ts';
import { checkPage, largestPage } from '../read/pageArgs.ts';
import { agesOfThemeInWords, childrenByAuthority, type ChildrenOfAuthority, type UncountedChildren } from '../read/readChildren.ts';
import { indicatorCountsOf, type IndicatorCount } from '../read/readIndicatorChildren.ts';
import type { ScopedOverlap } from '../read/readOverlaps.ts';
import { findOne } from '../read/related.ts';
import { ChildrenConcerned, IndicatorChildren } from '../types/children.ts';
import { OverlapType } from '../types/overlap.ts';

@Resolver(() => OverlapType)
export class OverlapChildrenResolver {
  @FieldResolver(() => ChildrenConcerned, { description: 'How many children it concerns, as far as populations and indicators tell; and of which authorities that is not known, and why.' })
  async childrenConcerned(@Root() overlap: ScopedOverlap, @Ctx() context: RequestContext): Promise<object> {
    const [byAuthority, byIndicator] = await Promise.all([childrenByAuthority(context, overlap), indicatorCountsOf(context, overlap)]);
    const counted = byAuthority.filter((entry) => 'children' in entry);
    return {
      children: counted.length === 0 ? null : counted.reduce((sum, { children }) => sum + children, 0),
      authoritiesCounted: counted.length,
      authoritiesSharing: byAuthority.length,
      explanation: childrenInWords(byAuthority),
      counted,
      notCounted: byAuthority.filter((entry) => 'reason' in entry),
      byIndicator: byIndicator.map((count) => toIndicatorChildren(count, overlap)),
    };
  }
}

const mostCounts = 50;
const defaultCounts = 10;
const defaultValues = 25;

@ArgsType()
class CountArgs {
  @Field(() => Int, { nullable: true, defaultValue: defaultCounts, description: 'How many indicators to give, at most 50.' })
  first?: number;
}

@ArgsType()
class ValueArgs {
  @Field(() => Int, { nullable: true, defaultValue: defaultValues, description: 'How many values to give, at most 500: one for each authority that has one.' })
  first?: number;
}

@Resolver(() => ChildrenConcerned)
export class ChildrenConcernedResolver {
  @FieldResolver(() => [IndicatorChildren], {
    description: 'What indicators of its statements, and of its theme, count in children: those first that a statement names. One of the theme that is of a group alone, such as children in care, is here only where a statement, or the theme, is about that group, as in the case for commissioning. Two indicators may count the same children, so they are never added up.',
    complexity: costOfFirst(mostCounts, defaultCounts),
  })
  byIndicator(@Root() { byIndicator }: ChildrenConcerned, @Args(() => CountArgs) { first = defaultCounts }: CountArgs): IndicatorChildren[] {
    checkPage({ first }, mostCounts);
    return byIndicator.slice(0, first);
  }
}

@Resolver(() => IndicatorChildren)
export class IndicatorChildrenResolver {
  @FieldResolver(() => IndicatorType, { description: 'The indicator: its title and numerator say which children.' })
  indicator(@Root() { indicatorCode }: IndicatorChildren, @Ctx() context: RequestContext): Promise<IndicatorType | null> {
    return findOne(context, 'indicator', indicatorCode);
  }

  @FieldResolver(() => [ObservationType], { description: 'The values added up, by the code of the authority: for each the latest whose period had ended by the last day asked about.', complexity: costOfFirst(largestPage, defaultValues) })
  observations(@Root() { observations }: IndicatorChildren, @Args(() => ValueArgs) { first = defaultValues }: ValueArgs): ObservationType[] {
    checkPage({ first });
    return observations.slice(0, first);
  }
}

function childrenInWords(byAuthority: readonly ChildrenOfAuthority[]): string {
  const counted = byAuthority.filter((entry) => 'children' in entry);
  const rest = missingInWords(byAuthority.filter((entry) => 'reason' in entry));
  if (counted.length === 0) return `Not known for any of the ${byAuthority.length} authorities that share it: ${rest}.`;
  const children = counted.reduce((sum, entry) => sum + entry.children, 0);
  const told = `${children.toLocaleString('en-GB')} children of the ages that its statements are for live in ${counted.length} of the ${byAuthority.length} authorities that share it (ages ${listed(counted.map(({ ages }) => ages))}${counted.some(({ hasAgesOfTheme }) => hasAgesOfTheme) ? `: ${agesOfThemeInWords}` : ''}; counted in ${listed(counted.map(({ period }) => period))})`;
  return rest === '' ? `${told}.` : `${told}. The others are not in this number: ${rest}.`;
}

/** Of how many authorities what is missing. */
function missingInWords(missing: readonly UncountedChildren[]): string {
  const parts: Record<UncountedChildren['why'], (count: string, entries: readonly UncountedChildren[]) => string> = {
    'no-count': (count, entries) => `of ${count} the hub holds no count of people of just the ages ${listed(entries.flatMap(({ ages }) => ages ?? []), ', for others ')} within five years of the day looked at`,
    'of-a-group': (count) => `what ${count} of them ${count === 'one' ? 'states' : 'state'} is about a group of children, whom no population counts`,
    'of-adults': (count) => `what ${count} of them ${count === 'one' ? 'states' : 'state'} is about adults alone`,
    'counted-elsewhere': (count) => `the children of ${count} are counted with another authority’s`,
  };
  const byWhy = Map.groupBy(missing, ({ why }) => why);
  return [...byWhy].map(([why, entries]) => parts[why](entries.length === 1 ? 'one' : String(entries.length), entries)).join('; ');
}

function toIndicatorChildren({ indicator, tiedBy, counts, counting }: IndicatorCount, { scope, sharing }: ScopedOverlap): object {
  const children = counts.reduce((sum, count) => sum + count.children, 0);
  const having = new Set(counts.map(({ observation }) => observation.areaCode));
  const elsewhere = sharing.length - counting.size;
  return {
    indicatorCode: indicator.id,
    tiedBy,
    children,
    explanation: `${indicator.title}: ${children.toLocaleString('en-GB')} in ${having.size} of the ${sharing.length} authorities that share it, ${listed(counts.map(({ observation }) => observation.period))}.${elsewhere === 0 ? '' : ` The children of ${elsewhere === 1 ? 'one' : elsewhere} are counted with another authority’s.`}`,
    observations: counts.map(({ observation }) => observation),
    notKnown: scope.authorities.filter(({ id }) => counting.has(id) && !having.has(id)),
  };
}

/** Each once, in order; where there are many, the first and the last. */
function listed(texts: readonly string[], between = ', '): string {
  const each = [...new Set(texts)].sort();
  return each.length > 3 ? `${each[0]} … ${each.at(-1)}` : each.join(between);
}
