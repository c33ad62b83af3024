import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { InspectionType } from '../../catalogue/inspection.ts';
import { JudgementType } from '../../catalogue/judgement.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { ActionArgs, ActionConnection, readActions } from '../lists/actions.ts';
import { InspectionArgs, InspectionConnection, readInspections } from '../lists/inspections.ts';
import { JudgementArgs, JudgementConnection, judgementList, readJudgements } from '../lists/judgements.ts';
import { readRecommendations, RecommendationArgs, RecommendationConnection } from '../lists/recommendations.ts';
import { findPlace } from '../read/places.ts';
import type { Page } from '../read/readPage.ts';
import { findChildren, findOne } from '../read/related.ts';
import { Place } from '../types/place.ts';

@Resolver(() => InspectionType)
export class InspectionResolver {
  @Query(() => InspectionConnection, { description: 'Inspections and reviews, by title.', complexity: costOfPage })
  inspections(@Ctx() context: RequestContext, @Args(() => InspectionArgs) args: InspectionArgs): Promise<Page> {
    return readInspections(context, args);
  }

  @Query(() => InspectionType, { nullable: true, description: 'One inspection by its id, or null when the hub has none.' })
  inspection(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the inspection, as "inspections" gives it.' }) id: string): Promise<InspectionType | null> {
    return findOne(context, 'inspection', id);
  }

  @FieldResolver(() => AuthorityType, { nullable: true, description: 'The authority inspected. Empty only when its publisher withdrew it.' })
  authority(@Root() inspection: InspectionType, @Ctx() context: RequestContext): Promise<AuthorityType | null> {
    return findOne(context, 'authority', inspection.authorityCode);
  }

  @FieldResolver(() => [JudgementType], { description: 'The grades given, as its publisher lists them. Read each with its bestGrade.', complexity: costOfShortList(20) })
  judgements(@Root() inspection: InspectionType, @Ctx() context: RequestContext): Promise<JudgementType[]> {
    return findChildren(context, judgementList, { id: inspection.id, column: 'inspectionId' });
  }

  @FieldResolver(() => RecommendationConnection, { description: 'What it said should be done, as its publisher lists it.', complexity: costOfPage })
  recommendations(@Root() inspection: InspectionType, @Ctx() context: RequestContext, @Args(() => RecommendationArgs) args: RecommendationArgs): Promise<Page> {
    return readRecommendations(context, args, { id: inspection.id, column: 'inspectionId' });
  }

  @FieldResolver(() => ActionConnection, { description: 'What is to be done in reply, as its publisher lists it.', complexity: costOfPage })
  actions(@Root() inspection: InspectionType, @Ctx() context: RequestContext, @Args(() => ActionArgs) args: ActionArgs): Promise<Page> {
    return readActions(context, args, { id: inspection.id, column: 'inspectionId' });
  }
}

@Resolver(() => JudgementType)
export class JudgementResolver {
  @Query(() => JudgementConnection, { description: 'Grades given by inspections, inspection by inspection. Read each with its bestGrade.', complexity: costOfPage })
  judgements(@Ctx() context: RequestContext, @Args(() => JudgementArgs) args: JudgementArgs): Promise<Page> {
    return readJudgements(context, args);
  }

  @FieldResolver(() => InspectionType, { nullable: true, description: 'The inspection that gave it. Empty only when its publisher withdrew it.' })
  inspection(@Root() judgement: JudgementType, @Ctx() context: RequestContext): Promise<InspectionType | null> {
    return findOne(context, 'inspection', judgement.inspectionId);
  }

  @FieldResolver(() => Place, { nullable: true, description: 'The place judged, where it is not the whole authority.' })
  place(@Root() judgement: JudgementType, @Ctx() context: RequestContext): Promise<object | null> {
    return findPlace(context, judgement.areaCode);
  }
}
