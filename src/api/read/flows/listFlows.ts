import { flowsOf, type Flow } from '../../../performance/flows/flowsOf.ts';
import { placementsOf, type PlacementGroup } from '../../../performance/flows/placementsOf.ts';
import type { RequestContext } from '../../context.ts';
import type { PlacementArgs } from '../../types/placement.ts';
import type { ServiceFlowArgs } from '../../types/serviceFlow.ts';
import { ServiceUseBasis } from '../../../catalogue/serviceUse.ts';
import { checkPage } from '../pageArgs.ts';
import { pageOf } from '../pageOf.ts';
import type { Page } from '../readPage.ts';
import { findUse, type FoundUse } from './findUse.ts';

export type FlowPage = Page<Flow> & FoundUse;
export type PlacementPage = Page<PlacementGroup> & FoundUse;

/** One page of the matrix of who lives where and is served where, the largest numbers first. */
export async function listFlows(context: RequestContext, { filter = {}, ...page }: ServiceFlowArgs): Promise<FlowPage> {
  checkPage(page);
  const found = await findUse(context, filter, { alsoAsPlace: true });
  return { ...found, ...pageOf(flowsOf(found.uses, found.asked), page, `serviceFlows ${found.basis.period}`, ({ users, home, place }) => [-users, home, place]) };
}

/** One page of placements outside the home authority, by kind, provider and payer, the largest numbers first. */
export async function listPlacements(context: RequestContext, { filter = {}, ...page }: PlacementArgs): Promise<PlacementPage> {
  checkPage(page);
  const found = await findUse(context, { ...filter, bases: [ServiceUseBasis.PLACEMENT] }, { alsoAsPlace: false });
  return { ...found, ...pageOf(placementsOf(found.uses, found.asked), page, `placements ${found.basis.period}`, ({ users, id }) => [-users, id]) };
}
