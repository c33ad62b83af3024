import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { ActionType } from '../../catalogue/action.ts';
import { AuthorityType } from '../../catalogue/authority.ts';
import { GroupType } from '../../catalogue/group.ts';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import { TargetType } from '../../catalogue/target.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { readTargets, TargetArgs, TargetConnection } from '../lists/targets.ts';
import { findAttainment } from '../read/readAttainment.ts';
import { findPlace } from '../read/places.ts';
import type { Page } from '../read/readPage.ts';
import { findLinked, findOne } from '../read/related.ts';
import { Attainment } from '../types/attainment.ts';
import { Place } from '../types/place.ts';

@Resolver(() => TargetType)
export class TargetResolver {
  @Query(() => TargetConnection, { description: 'What indicators are meant to reach, by indicator and place.', complexity: costOfPage })
  targets(@Ctx() context: RequestContext, @Args(() => TargetArgs) args: TargetArgs): Promise<Page> {
    return readTargets(context, args);
  }

  @Query(() => TargetType, { nullable: true, description: 'One target by its id, or null when the hub has none.' })
  target(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the target, as "targets" gives it.' }) id: string): Promise<TargetType | null> {
    return findOne(context, 'target', id);
  }

  @FieldResolver(() => IndicatorType, { nullable: true, description: 'What is measured, with its unit and polarity. Empty only when its publisher withdrew it.' })
  indicator(@Root() target: TargetType, @Ctx() context: RequestContext): Promise<IndicatorType | null> {
    return findOne(context, 'indicator', target.indicatorCode);
  }

  @FieldResolver(() => Place, { nullable: true, description: 'The place it is for. Empty only when its publisher withdrew the place.' })
  area(@Root() target: TargetType, @Ctx() context: RequestContext): Promise<object | null> {
    return findPlace(context, target.areaCode);
  }

  @FieldResolver(() => AuthorityType, { nullable: true, description: 'The authority it is for. Empty when it is for a country, a region or an area within an authority.' })
  authority(@Root() target: TargetType, @Ctx() context: RequestContext): Promise<AuthorityType | null> {
    return findOne(context, 'authority', target.areaCode);
  }

  @FieldResolver(() => PriorityType, { nullable: true, description: 'The priority it serves. Empty when the document does not say.' })
  priority(@Root() target: TargetType, @Ctx() context: RequestContext): Promise<PriorityType | null> {
    return findOne(context, 'priority', target.priorityId);
  }

  @FieldResolver(() => GroupType, { nullable: true, description: 'The governance group that leads on it. Empty when the document does not say.' })
  group(@Root() target: TargetType, @Ctx() context: RequestContext): Promise<GroupType | null> {
    return findOne(context, 'governance_group', target.groupId);
  }

  @FieldResolver(() => Attainment, { description: 'Whether it was met, or will be. What a plan proposed or superseded is judged like any other target: see status.' })
  attainment(@Root() target: TargetType, @Ctx() context: RequestContext): Promise<Attainment> {
    return findAttainment(context, target);
  }

  @FieldResolver(() => [ActionType], { description: 'Actions by which it is to be reached.', complexity: costOfShortList(2) })
  actions(@Root() target: TargetType, @Ctx() context: RequestContext): Promise<ActionType[]> {
    return findLinked(context, { table: 'action', through: 'target_action', from: 'owner', asListed: true }, target.id);
  }
}
