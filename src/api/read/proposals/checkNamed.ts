import type { ProposalContent } from '../../../commissioning/proposals/ProposalContent.ts';
import { HubError } from '../../../errors.ts';
import type { RequestContext } from '../../context.ts';
import { checkCodes } from '../checkCodes.ts';
import { checkThemes } from '../checkThemes.ts';
import { findOverlapEver } from '../listOverlaps.ts';

/** Refuses sections that name what the hub does not know, so that a slip of the pen is not found out only when evidence is missing. Bodies may be partners that publish nothing here. */
export async function checkNamed(context: RequestContext, { themeCodes, overlapIds, bodies, objectives, regionCode }: Partial<ProposalContent>): Promise<void> {
  await checkThemes(context, themeCodes as string[] | undefined);
  await checkCodes(context, 'group', bodies?.flatMap(({ decidingGroupId }) => decidingGroupId ?? []));
  await checkCodes(context, 'indicator', objectives?.flatMap(({ indicatorCode }) => indicatorCode ?? []));
  await checkCodes(context, 'place', [...(objectives?.flatMap(({ areaCode }) => areaCode ?? []) ?? []), ...(regionCode ? [regionCode] : [])]);
  const overlaps = await Promise.all((overlapIds ?? []).map((id) => findOverlapEver(context, id)));
  const unknown = overlapIds?.find((_, index) => overlaps[index] === null);
  if (unknown !== undefined) throw new HubError('UNKNOWN_OVERLAP', `overlapIds has "${unknown.slice(0, 80)}", which no overlap has as its id. "overlaps" lists the ids.`);
}
