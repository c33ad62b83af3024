import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { ObservationType } from '../../catalogue/observation.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import { ServiceType } from '../../catalogue/service.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { costOfOneSummary, costOfShortList } from '../cost.ts';
import { latestObservations, servicesOfTheme } from '../read/behindCell.ts';
import { coverageOf, type AuthorityCoverageRow } from '../read/coverage.ts';
import { readComparison, type CellRow, type ComparedThemeRow, type ComparisonRow } from '../read/readComparison.ts';
import { readDataVersion } from '../read/readDataVersion.ts';
import { findAllOf, findOne } from '../read/related.ts';
import { GraphQLISODate } from '../scalars.ts';
import { AuthorityCoverage, ComparedDays } from '../types/coverage.ts';
import { ComparedTheme, Comparison, ComparisonCell } from '../types/comparison.ts';

const mostCompared = 20;

@Resolver(() => Comparison)
export class ComparisonResolver {
  @Query(() => Comparison, { description: 'Authorities side by side: themes by authority, with the priorities, latest indicator values and services behind each cell.', complexity: costOfOneSummary })
  compare(
    @Ctx() context: RequestContext,
    @Arg('authorities', () => [ID], { description: 'GSS codes of the authorities, two to twenty.' }) authorities: string[],
    @Arg('asAt', () => GraphQLISODate, { nullable: true, description: 'Compare plans in force on this day. Without it the hub takes the latest date on which most of their plans were in force, and says so.' }) asAt?: string,
  ): Promise<ComparisonRow> {
    const codes = [...new Set(authorities)];
    if (codes.length < 2 || codes.length > mostCompared) throw new HubError('BAD_ARGUMENT', `authorities names ${codes.length} ${codes.length === 1 ? 'authority' : 'authorities'}. Allowed: two to ${mostCompared} different ones.`);
    return readComparison(context, { authorities: codes, ...(asAt !== undefined && { asAt }) });
  }

  @FieldResolver(() => ComparedDays, { description: 'The days compared, and how they were chosen.' })
  days(@Root() { scope }: ComparisonRow): ComparedDays {
    return scope;
  }

  @FieldResolver(() => [AuthorityCoverage], { description: 'What the hub knows of each authority: read this before the cells.', complexity: costOfShortList(mostCompared) })
  coverage(@Root() { scope, documented }: ComparisonRow, @Ctx() context: RequestContext): AuthorityCoverageRow[] {
    return coverageOf(scope, documented, context.today);
  }

  @FieldResolver(() => [ComparedTheme], { description: 'The themes any of them states, those that most share first.', complexity: costOfShortList(34) })
  themes(@Root() { themes }: ComparisonRow): ComparedThemeRow[] {
    return themes;
  }

  @FieldResolver(() => Int, { description: 'Version of the data the answer was made from.' })
  dataVersion(@Ctx() context: RequestContext): Promise<number> {
    return readDataVersion(context);
  }
}

@Resolver(() => ComparedTheme)
export class ComparedThemeResolver {
  @FieldResolver(() => ThemeType, { description: 'The theme.' })
  theme(@Root() { themeCode }: ComparedThemeRow, @Ctx() context: RequestContext): Promise<ThemeType | null> {
    return findOne(context, 'theme', themeCode);
  }

  @FieldResolver(() => [ComparisonCell], { description: 'One cell for each authority, in the order of the authorities.', complexity: costOfShortList(6) })
  cells(@Root() { cells }: ComparedThemeRow): CellRow[] {
    return cells;
  }
}

@Resolver(() => ComparisonCell)
export class ComparisonCellResolver {
  @FieldResolver(() => [PriorityType], { description: 'Its adopted statements with the theme.', complexity: costOfShortList(3) })
  priorities(@Root() { adopted }: CellRow, @Ctx() context: RequestContext): Promise<PriorityType[]> {
    return findAllOf(context, 'priority', adopted.map((row) => row.priorityId));
  }

  @FieldResolver(() => [PriorityType], { description: "Statements with the theme that it did not adopt, such as an inspector's recommendation.", complexity: costOfShortList(2) })
  context(@Root() { context: others }: CellRow, @Ctx() context: RequestContext): Promise<PriorityType[]> {
    return findAllOf(context, 'priority', others.map((row) => row.priorityId));
  }

  @FieldResolver(() => [ObservationType], { description: 'The latest value of each indicator of the theme, for all children, from periods that had ended by the last day compared.', complexity: costOfShortList(4) })
  latestObservations(@Root() { themeCode, authority, until }: CellRow, @Ctx() context: RequestContext): Promise<ObservationType[]> {
    return latestObservations(context, { themeCode, authorityCode: authority.id, until });
  }

  @FieldResolver(() => [ServiceType], { description: 'Services with the theme in its area. None listed does not mean that none exists: directories are incomplete.', complexity: costOfShortList(3) })
  services(@Root() { themeCode, authority }: CellRow, @Ctx() context: RequestContext): Promise<ServiceType[]> {
    return servicesOfTheme(context, { themeCode, authorityCode: authority.id });
  }
}
