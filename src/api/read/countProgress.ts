import type { ActionType } from '../../catalogue/action.ts';
import type { RecommendationType } from '../../catalogue/recommendation.ts';
import type { RequestContext } from '../context.ts';
import { actionList } from '../lists/actions.ts';
import { recommendationList } from '../lists/recommendations.ts';
import { ProgressState, type ActionsProgress, type HorizonProgress, type ProgressCount, type RecommendationProgress } from '../types/progress.ts';
import { latestState, progressOfAction } from './readProgress.ts';
import type { Parent } from './readPage.ts';
import { findAllChildren } from './related.ts';

/** How far the actions of a plan, an inspection or a recommendation are on a day, by state. */
export async function progressOfActions(context: RequestContext, parent: Parent, asAt: string): Promise<ActionsProgress> {
  return countStates(context, await findAllChildren<ActionType>(context, actionList, parent), asAt);
}

export async function progressOfRecommendation(context: RequestContext, { id }: RecommendationType, asAt: string): Promise<RecommendationProgress> {
  return { report: await latestState(context, 'recommendation', id, asAt), actions: await progressOfActions(context, { id, column: 'recommendationId' }, asAt) };
}

/** How far an inspection's recommendations are on a day, horizon by horizon, in the order in which its publisher first names each. */
export async function progressByHorizon(context: RequestContext, inspectionId: string, asAt: string): Promise<HorizonProgress[]> {
  const recommendations = await findAllChildren<RecommendationType>(context, recommendationList, { id: inspectionId, column: 'inspectionId' });
  return Promise.all([...Map.groupBy(recommendations, ({ horizon }) => horizon)].map(async ([horizon, own]) => {
    const replies = await Promise.all(own.map(({ id }) => findAllChildren<ActionType>(context, actionList, { id, column: 'recommendationId' })));
    const reports = await Promise.all(own.map(({ id }) => latestState(context, 'recommendation', id, asAt)));
    return {
      horizon,
      recommendations: own.length,
      done: reports.filter((report) => String(report?.state) === 'done').length,
      withoutActions: replies.filter((actions) => actions.length === 0).length,
      actions: await countStates(context, replies.flat(), asAt),
    };
  }));
}

async function countStates(context: RequestContext, actions: readonly ActionType[], asAt: string): Promise<ActionsProgress> {
  const states = await Promise.all(actions.map(async (action) => (await progressOfAction(context, action, asAt)).state));
  const byState = Object.values(ProgressState).map((state): ProgressCount => ({ state, count: states.filter((own) => own === state).length }));
  return { total: actions.length, byState: byState.filter(({ count }) => count > 0) };
}
