import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { PlanType } from '../../catalogue/plan.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import { connectionOf } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { costOfOneSummary, costOfOverlaps, costOfPage, costOfShortList } from '../cost.ts';
import { absenceFrom, coverageOf, type AuthorityCoverageRow } from '../read/coverage.ts';
import { findOverlap, listOverlaps, type OverlapPage } from '../read/listOverlaps.ts';
import { PageArgs } from '../read/pageArgs.ts';
import { pageOf } from '../read/pageOf.ts';
import { readDataVersion } from '../read/readDataVersion.ts';
import type { ScopedOverlap } from '../read/readOverlaps.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';
import type { ShownMember } from '../read/sharedIndicators.ts';
import { AuthorityCoverage, ComparedDays } from '../types/coverage.ts';
import { CommissioningWeights } from '../types/commissioningCase.ts';
import { OverlapCore, OverlapCoverage, OverlapFilter, OverlapMember, OverlapOrder, OverlapRing, OverlapType, SharedThrough } from '../types/overlap.ts';
import { isOnlyUncertain } from '../../overlap/isUncertain.ts';
import { areOnePlace } from '../../overlap/successors.ts';
import { jointPlansAbout, sharedCores, type MemberRow } from '../../overlap/summariseOverlap.ts';

const OverlapConnection = connectionOf('Overlap', () => OverlapType);
const OverlapMemberConnection = connectionOf('OverlapMember', () => OverlapMember);

/** Some forty authorities, but once in a list: what stands beside the rows of a list is counted as if each row had it. */
const costOfListCoverage = costOfShortList(8);

@Resolver(() => OverlapConnection)
export class OverlapListResolver {
  @Query(() => OverlapConnection, { description: 'What two or more authorities share: overlaps among their priorities. Opens with what the hub knows of each authority.', complexity: costOfOverlaps })
  overlaps(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => OverlapFilter, { nullable: true, description: 'Which authorities, at what time, and which overlaps of theirs.' }) filter?: OverlapFilter,
    @Arg('orderBy', () => OverlapOrder, { nullable: true, defaultValue: OverlapOrder.STRENGTH, description: 'Order of the list.' }) orderBy?: OverlapOrder | null,
    @Arg('weights', () => CommissioningWeights, { nullable: true, description: 'How much each component of `commissioningCase` counts, in this order and for each overlap of the list.' }) weights?: CommissioningWeights,
  ): Promise<OverlapPage> {
    return listOverlaps(context, filter ?? new OverlapFilter(), page, orderBy ?? OverlapOrder.STRENGTH, weights);
  }

  @FieldResolver(() => ComparedDays, { description: 'The days compared, and how they were chosen.' })
  days(@Root() { scope }: OverlapPage): ComparedDays {
    return scope;
  }

  @FieldResolver(() => [AuthorityCoverage], { description: 'What the hub knows of each authority asked about: read this before the overlaps.', complexity: costOfListCoverage })
  coverage(@Root() { scope, documented }: OverlapPage, @Ctx() context: RequestContext): AuthorityCoverageRow[] {
    return coverageOf(scope, documented, context.today);
  }

  @FieldResolver(() => Int, { description: 'Version of the data the answer was made from. It moves whenever anything changes.' })
  dataVersion(@Ctx() context: RequestContext): Promise<number> {
    return readDataVersion(context);
  }
}

@Resolver(() => OverlapType)
export class OverlapResolver {
  @Query(() => OverlapType, { nullable: true, description: 'One overlap by its id, among all authorities or those asked about, rejected or not; null when none of them shares it.', complexity: costOfOneSummary })
  overlap(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the overlap, as "overlaps" gives it; one that a reviewer merged into another finds that.' }) id: string, @Arg('filter', () => OverlapFilter, { nullable: true, description: 'Which authorities, at what time, and which overlaps of theirs.' }) filter?: OverlapFilter): Promise<ScopedOverlap | null> {
    return findOverlap(context, id, filter ?? new OverlapFilter());
  }

  @FieldResolver(() => ThemeType, { description: 'The theme its members have. Those of an overlap that a reviewer merged into it, or that a reviewer linked to one of them, may have another.' })
  theme(@Root() overlap: ScopedOverlap, @Ctx() context: RequestContext): Promise<ThemeType | null> {
    return findOne(context, 'theme', overlap.themeCode);
  }

  @FieldResolver(() => ComparedDays, { description: 'The days it was looked at on, and how they were chosen.' })
  days(@Root() { scope }: ScopedOverlap): ComparedDays {
    return scope;
  }

  @FieldResolver(() => Boolean, { description: 'Whether its authorities border on one another without a gap.' })
  contiguous(@Root() overlap: ScopedOverlap): boolean {
    return overlap.isContiguous;
  }

  @FieldResolver(() => Boolean, { description: 'Whether plans of at least two of its authorities were in force on the same day. One and another that took its place are not two.' })
  concurrent(@Root() overlap: ScopedOverlap): boolean {
    return overlap.isConcurrent;
  }

  @FieldResolver(() => Boolean, { description: 'False when a statement in it is still under embargo, one of your own or of a plan that is shared with you: others do not see it as you do. Strength and coverage count every document you see, those under embargo among them. Always true for the public.' })
  isPublic(@Root() { adopted, context }: ScopedOverlap): boolean {
    return [...adopted, ...context].every((row) => row.isPublic);
  }

  @FieldResolver(() => [AuthorityType], { description: 'The authorities that share it, by name: all that state it, one that is no more beside those that took its place.', complexity: costOfShortList(20) })
  authorities(@Root() { scope, sharing }: ScopedOverlap): object[] {
    return scope.authorities.filter((authority) => sharing.includes(authority.id));
  }

  @FieldResolver(() => OverlapMemberConnection, { description: 'Statements that the authorities adopted: core members first, and among them the core group that most authorities share.', complexity: costOfPage })
  members(@Root() overlap: ScopedOverlap, @Args(() => PageArgs) page: PageArgs, @Arg('ring', () => OverlapRing, { nullable: true, description: 'Only members of this ring.' }) ring?: OverlapRing): Page<ShownMember> {
    return pageOf(oncePerStatement(overlap, overlap.adopted).filter((row) => !ring || row.ring === String(ring)), page, 'members of an overlap', memberKey(overlap.adopted));
  }

  @FieldResolver(() => OverlapMemberConnection, {
    description: "Statements about the same thing that no authority adopted: an inspector's recommendation, a group's remit, a partner's outcome. They make no overlap.",
    complexity: costOfPage,
  })
  context(@Root() overlap: ScopedOverlap, @Args(() => PageArgs) page: PageArgs): Page<ShownMember> {
    return pageOf(oncePerStatement(overlap, overlap.context), page, 'context of an overlap', memberKey(overlap.context));
  }

  @FieldResolver(() => [OverlapCore], { description: 'Core groups that at least two authorities share, by more than one joint plan, and not one with those alone that took its place: what a meeting would be about, most authorities first.', complexity: costOfShortList(5) })
  cores(@Root() { adopted, scope, successors }: ScopedOverlap): object[] {
    return [...sharedCores(adopted, successors)]
      .map(([key, rows]) => ({ key, title: rows[0]!.coreTitle ?? key, authorities: scope.authorities.filter((authority) => rows.some((row) => row.authorityCode === authority.id)) }))
      .sort((a, b) => b.authorities.length - a.authorities.length || (a.key < b.key ? -1 : 1));
  }

  @FieldResolver(() => OverlapCoverage, { description: 'Who shares it, who has a plan without it, and of whom the hub cannot tell.', complexity: costOfShortList(40) })
  coverage(@Root() overlap: ScopedOverlap): object {
    const { scope, sharing, onlyJointly, adopted, successors } = overlap;
    const absent = scope.authorities
      .filter((authority) => !sharing.includes(authority.id))
      .map((authority) => ({ authority, ...absenceFrom(overlap, authority) }));
    return {
      sharing: scope.authorities
        .filter((authority) => sharing.includes(authority.id))
        .map((authority) => ({
          authority,
          through: onlyJointly.includes(authority.id) ? SharedThrough.JOINT_PLAN : SharedThrough.OWN_PLAN,
          statements: adopted.filter((row) => row.authorityCode === authority.id).length,
          isUncertain: isOnlyUncertain(adopted.filter((row) => row.authorityCode === authority.id)),
          countedWith: scope.authorities.filter(({ id }) => sharing.includes(id) && areOnePlace(id, authority.id, successors)),
        })),
      notSharing: absent.filter((entry) => entry.isKnown),
      unknown: absent.filter((entry) => !entry.isKnown),
    };
  }

  @FieldResolver(() => [PlanType], { description: 'Joint plans that already commit several of the authorities asked about to it, of one that is no more those that took its place and share it: a statement in them is core and not uncertain. Of a plan that only touches on it, its statement is a member all the same.', complexity: costOfShortList(3) })
  async jointPlans(@Root() overlap: ScopedOverlap, @Ctx() context: RequestContext): Promise<PlanType[]> {
    const plans = await Promise.all([...jointPlansAbout(overlap)].sort().map((id) => findOne<PlanType>(context, 'plan', id)));
    return plans.filter((plan) => plan !== null);
  }
}

@Resolver(() => AuthorityCoverage)
export class AuthorityCoverageResolver {
  @FieldResolver(() => [PlanType], { description: 'The documents in force, oldest first.', complexity: costOfShortList(5) })
  async plans(@Root() coverage: AuthorityCoverageRow, @Ctx() context: RequestContext): Promise<PlanType[]> {
    const plans = await Promise.all(coverage.plans.map((plan) => findOne<PlanType>(context, 'plan', plan.id)));
    return plans.filter((plan) => plan !== null);
  }
}

/** A statement of a joint plan stands once, however many authorities it has. */
function oncePerStatement(overlap: ScopedOverlap, rows: readonly MemberRow[]): ShownMember[] {
  const cores = sharedCores(overlap.adopted, overlap.successors);
  return [...new Map(rows.map((row) => [row.priorityId, row])).values()].map((row) => ({ ...row, overlap, sharesCore: row.coreKey !== null && cores.has(row.coreKey) }));
}

/** Core members first, those of the core group that most authorities share before others, and each group together. */
function memberKey(rows: readonly MemberRow[]): (row: MemberRow) => (string | number)[] {
  const authoritiesOf = new Map([...Map.groupBy(rows, (row) => row.coreKey)].map(([key, members]) => [key, new Set(members.map((row) => row.authorityCode)).size]));
  return (row) => [row.ring === 'core' ? 0 : 1, -(authoritiesOf.get(row.coreKey) ?? 0), row.coreKey ?? '', row.authorityCode, row.priorityId];
}
