import type { ProposalContent, TakingPart } from '../../../commissioning/proposals/ProposalContent.ts';
import { HubError } from '../../../errors.ts';
import type { RequestContext } from '../../context.ts';
import { checkCodes } from '../checkCodes.ts';
import { checkThemes } from '../checkThemes.ts';
import { findOverlapEver } from '../listOverlaps.ts';
import { findBody } from '../readBodies.ts';

/** Refuses sections that name what the hub does not know, so that a slip of the pen is not found out only when evidence is missing. Bodies may be partners that publish nothing here, under a name that the proposal gives them. */
export async function checkNamed(context: RequestContext, { themeCodes, overlapIds, bodies, objectives, regionCode }: Partial<ProposalContent>): Promise<void> {
  await checkThemes(context, themeCodes as string[] | undefined);
  await checkCodes(context, 'group', bodies?.flatMap(({ decidingGroupId }) => decidingGroupId ?? []));
  await checkCodes(context, 'indicator', objectives?.flatMap(({ indicatorCode }) => indicatorCode ?? []));
  await checkCodes(context, 'place', objectives?.flatMap(({ areaCode }) => areaCode ?? []));
  await checkCodes(context, 'region', regionCode ? [regionCode] : []);
  await checkBodies(context, bodies ?? []);
  const overlaps = await Promise.all((overlapIds ?? []).map((id) => findOverlapEver(context, id)));
  const unknown = overlapIds?.find((_, index) => overlaps[index] === null);
  if (unknown !== undefined) throw new HubError('UNKNOWN_OVERLAP', `overlapIds has "${unknown.slice(0, 80)}", which no overlap has as its id. "overlaps" lists the ids.`);
}

async function checkBodies(context: RequestContext, bodies: readonly TakingPart[]): Promise<void> {
  const found = await Promise.all(bodies.map(({ code }) => findBody(context, code)));
  // One that is unknown is called by its code. Whoever acts for a body knows it, whatever the hub does.
  const unnamed = bodies.find(({ code, name }, index) => name === null && found[index]!.name === code && code !== context.viewer.holder?.bodyCode);
  if (unnamed) throw new HubError('BAD_ARGUMENT', `bodies has "${unnamed.code.slice(0, 80)}" without a name, and the hub knows no body by that code. "authorities" lists the codes; of a partner that publishes nothing here, send its name too.`);
}
