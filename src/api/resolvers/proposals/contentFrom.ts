import { sections, type ProposalContent } from '../../../commissioning/proposals/ProposalContent.ts';
import { HubError } from '../../../errors.ts';
import type { AssumptionsShape, ContentShape } from '../../types/proposals/content.ts';

/** What may be left out of an entry, by section, and stands for "not told". */
const untold: Partial<Record<keyof ProposalContent, object>> = {
  bodies: { name: null, decidingGroupId: null },
  objectives: { indicatorCode: null, areaCode: null, breakdown: null, baseline: null, target: null },
  options: { cost: null },
  risks: { likelihood: null, impact: null },
  reliesOn: { value: null },
};
const untoldCosts = { unitCost: null, oneOffCost: null, economies: null, priceYear: null };
/** Sections that may be emptied by null; of any other, null says nothing. */
const mayBeNull: ReadonlySet<string> = new Set(['regionCode', 'leadCode', 'ages', 'exempt']);

/** The sections that somebody sent, as proposals hold them: plain objects with every field. */
export function contentFrom(sent: ContentShape): Partial<ProposalContent> {
  const plain = JSON.parse(JSON.stringify(sent)) as Record<string, unknown>;
  const given = sections.filter((section) => plain[section] !== undefined);
  const emptied = given.find((section) => plain[section] === null && !mayBeNull.has(section));
  if (emptied !== undefined) throw new HubError('BAD_ARGUMENT', `${emptied} is null. Leave it out to keep it as it is, or send it empty ("" or []).`);
  return Object.fromEntries(given.map((section) => [section, filledIn(section, plain[section])]));
}

/** Assumptions about costs with every field, for a question of what would be. */
export function assumptionsFrom(sent: AssumptionsShape): ProposalContent['assumptions'] {
  return filledIn('assumptions', JSON.parse(JSON.stringify(sent))) as ProposalContent['assumptions'];
}

function filledIn(section: keyof ProposalContent, value: unknown): unknown {
  if (section === 'assumptions') return { ...untoldCosts, ...(value as object) };
  const blanks = untold[section];
  return blanks && Array.isArray(value) ? value.map((entry: object) => ({ ...blanks, ...entry })) : value;
}
