import type { ProposalContent, TakingPart } from '../../../commissioning/proposals/ProposalContent.ts';
import type { AuthorityType } from '../../../catalogue/authority.ts';
import { HubError } from '../../../errors.ts';
import type { RequestContext } from '../../context.ts';
import { findOverlap, findOverlapEver } from '../listOverlaps.ts';
import type { ScopedOverlap } from '../readOverlaps.ts';
import { findAllOf } from '../related.ts';

/** What a proposal says when it is started: where it names overlaps and leaves title, themes or bodies out, it takes those of the overlaps, of bodies the latest: who is no more agrees to nothing; and whoever starts it for a body takes part. */
export async function startFrom(context: RequestContext, content: ProposalContent): Promise<ProposalContent> {
  const { bodyCode = null, regionCode = null } = context.viewer.holder ?? {};
  const region = content.regionCode ?? regionCode;
  const overlaps = await findOverlaps(context, content.overlapIds, region);
  const sharing = await within(context, [...new Set(overlaps.flatMap(({ latest }) => latest))].sort(), region);
  const bodies = content.bodies.length > 0 ? content.bodies : sharing.map(takingPart);
  const themeCodes = content.themeCodes.length > 0 ? content.themeCodes : [...new Set(overlaps.flatMap(({ themeCodes }) => themeCodes))].sort();
  return {
    ...content,
    title: content.title || overlaps.map(({ title }) => title).join('; '),
    regionCode: region,
    themeCodes,
    bodies: bodyCode === null || bodies.some(({ code }) => code === bodyCode) ? bodies : [...bodies, takingPart(bodyCode)],
  };
}

/** Those of the region, where one is named: an overlap may be shared by others, too. */
async function within(context: RequestContext, codes: readonly string[], region: string | null): Promise<readonly string[]> {
  if (region === null) return codes;
  const authorities = await findAllOf<AuthorityType>(context, 'authority', codes);
  return authorities.filter(({ regionCode }) => regionCode === region).map(({ code }) => code);
}

function takingPart(code: string): TakingPart {
  return { code, name: null, decidingGroupId: null };
}

/** As each looks in the region on the day on which most plans were in force; one that is none there then, as it looks among all and over all time. */
async function findOverlaps(context: RequestContext, ids: readonly string[], region: string | null): Promise<ScopedOverlap[]> {
  const found = await Promise.all(ids.map(async (id) => (await findOverlap(context, id, { minAuthorities: 2, ...(region !== null && { region }) })) ?? findOverlapEver(context, id)));
  const unknown = ids.find((_, index) => found[index] === null);
  if (unknown === undefined) return found as ScopedOverlap[];
  throw new HubError('UNKNOWN_OVERLAP', `overlapIds has "${unknown.slice(0, 80)}", which no overlap has as its id. "overlaps" lists the ids.`);
}
