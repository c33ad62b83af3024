import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { GroupType } from '../../catalogue/group.ts';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { TargetType } from '../../catalogue/target.ts';
import { connectionOf } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { costOfShortList, costOfWorkedOutPage } from '../cost.ts';
import { describeBasis } from '../read/governance/describeBasis.ts';
import { listExceptions, type ExceptionPage, type ExceptionRow } from '../read/governance/readExceptions.ts';
import { findPlace } from '../read/places.ts';
import { findOne } from '../read/related.ts';
import { Attainment } from '../types/attainment.ts';
import { ExceptionArgs, ExceptionBasis, ExceptionDirection, ExceptionType, ItemPurpose, LeadBasis } from '../types/exception.ts';
import { Place } from '../types/place.ts';

const ExceptionConnection = connectionOf('Exception', () => ExceptionType);

@Resolver(() => ExceptionConnection)
export class ExceptionListResolver {
  @Query(() => ExceptionConnection, { description: 'What is reported by exception, by rules an operator may change: targets missed, unlikely to be met, at risk or exceeded by far, and targets on which no group is known to lead. For an authority, a region or a group: name at least one.', complexity: costOfWorkedOutPage })
  exceptions(@Ctx() context: RequestContext, @Args(() => ExceptionArgs) args: ExceptionArgs): Promise<ExceptionPage> {
    return listExceptions(context, args);
  }

  @FieldResolver(() => ExceptionBasis, { description: 'Of how many targets the answer tells: read this before the exceptions. Asked for a group alone, those of the authorities of the group and of all groups below it.' })
  basis(@Root() page: ExceptionPage, @Ctx() { exceptionRules }: RequestContext): ExceptionBasis {
    return describeBasis(page, exceptionRules.monthsAfterPeriod.months);
  }
}

@Resolver(() => ExceptionType)
export class ExceptionResolver {
  @FieldResolver(() => ExceptionDirection, { description: 'In which way it is one.' })
  direction(@Root() { rule }: ExceptionRow): ExceptionDirection {
    return rule.direction as ExceptionDirection;
  }

  @FieldResolver(() => ItemPurpose, { description: 'What it goes before the groups for.' })
  purpose(@Root() { rule }: ExceptionRow): ItemPurpose {
    return rule.purpose as ItemPurpose;
  }

  @FieldResolver(() => TargetType, { description: 'The target.' })
  target(@Root() { target }: ExceptionRow): TargetType {
    return target;
  }

  @FieldResolver(() => IndicatorType, { nullable: true, description: 'What is measured. Empty only when its publisher withdrew it.' })
  indicator(@Root() { target }: ExceptionRow, @Ctx() context: RequestContext): Promise<IndicatorType | null> {
    return findOne(context, 'indicator', target.indicatorCode);
  }

  @FieldResolver(() => Place, { nullable: true, description: 'The place the target is for. Empty only when its publisher withdrew the place.' })
  area(@Root() { target }: ExceptionRow, @Ctx() context: RequestContext): Promise<object | null> {
    return findPlace(context, target.areaCode);
  }

  @FieldResolver(() => AuthorityType, { description: 'The authority that this place is, or lies in.' })
  authority(@Root() { authority }: ExceptionRow): object {
    return authority;
  }

  @FieldResolver(() => Attainment, { description: 'How the target stands on the day, by the values of periods that were over by then.' })
  attainment(@Root() { attainment }: ExceptionRow): object {
    return attainment;
  }

  @FieldResolver(() => [GroupType], { description: 'The groups that lead on the target, by name. Empty where none is known to.', complexity: costOfShortList(2) })
  ledBy(@Root() { lead }: ExceptionRow): GroupType[] {
    return lead.groups;
  }

  @FieldResolver(() => LeadBasis, { description: 'By what that is known.' })
  ledByBasis(@Root() { lead }: ExceptionRow): LeadBasis {
    return lead.basis as LeadBasis;
  }

  @FieldResolver(() => [GroupType], { description: 'The groups it goes to: those that lead first, then those above them up to the board. Where nobody leads, the executive or, failing one, the board. Empty where the hub knows none: routing says so.', complexity: costOfShortList(4) })
  goesTo(@Root() { goesTo }: ExceptionRow): GroupType[] {
    return goesTo;
  }
}
