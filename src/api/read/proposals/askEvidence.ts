import type { Fact } from '../../../commissioning/proposals/Fact.ts';
import type { ProposalContent } from '../../../commissioning/proposals/ProposalContent.ts';
import { HubError } from '../../../errors.ts';
import { ProposalEvidenceDocument, type ProposalEvidenceQueryVariables } from '../../generated/operations.ts';
import type { AskAsPublic } from '../../context.ts';
import { england } from '../places.ts';
import { factsOf } from './factsOf.ts';

/** How old the figures of evidence may be, as for the case for commissioning, and how far ahead contracts are looked for: by the year, or each day something would come in or fall out. */
const [yearsBack, yearsAhead] = [5, 5];
const [mostAuthorities, mostThemes] = [20, 5];

/** The evidence of a proposal: what the hub says to the question on the day on which `ask` asks it, fact by fact. Whoever asks is answered as `ask` answers. */
export async function askEvidence(ask: AskAsPublic, variables: ProposalEvidenceQueryVariables, today: string): Promise<Fact[]> {
  return factsOf(await ask(ProposalEvidenceDocument, variables), today);
}

/** What the evidence of a proposal is asked with. Bodies other than local authorities publish nothing here, so they are not asked about. */
export function variablesOf({ bodies, themeCodes, overlapIds, ages, regionCode }: Pick<ProposalContent, 'bodies' | 'themeCodes' | 'overlapIds' | 'ages' | 'regionCode'>, today: string): ProposalEvidenceQueryVariables {
  const authorities = [...new Set(bodies.map(({ code }) => code).filter(isAuthority))].sort();
  const themes = [...new Set(themeCodes.length > 0 ? themeCodes : overlapIds.map(themeOfOverlap))].sort();
  refuseUnlessFew('bodies', 'a local authority', authorities, mostAuthorities);
  refuseUnlessFew('themeCodes', 'a theme, or the overlap it starts from', themes, mostThemes);
  return {
    authorities,
    themes,
    ages: ages && { from: ages.from, to: ages.to },
    comparators: [...(regionCode === null ? [] : [regionCode]), england],
    since: `${yearFrom(today, -yearsBack)}-01-01`,
    today,
    contracts: { from: today, to: `${yearFrom(today, yearsAhead)}-12-31` },
  };
}

function yearFrom(day: string, years: number): string {
  return String(Number(day.slice(0, 4)) + years).padStart(4, '0');
}

/** English local authorities have codes that begin with the letter of their country and 06 to 10. */
function isAuthority(code: string): boolean {
  return /^E(?:0[6-9]|10)\d{6}$/.test(code);
}

/** An id is that of the theme's overlap, or of a part that reviewers split from it: see overlapIdOf and partIdOf. */
function themeOfOverlap(id: string): string {
  const code = /^overlap-(.+?)(?:-[0-9a-f]{12})?$/.exec(id)?.[1];
  if (code === undefined) throw new HubError('BAD_ARGUMENT', `overlapIds has ${JSON.stringify(id)}, which is the id of no overlap. Give one as "overlaps" gives it, for example overlap-SEND, or say in themeCodes what the proposal is about.`);
  return code;
}

function refuseUnlessFew(section: string, missing: string, found: readonly string[], most: number): void {
  if (found.length === 0) throw new HubError('BAD_ARGUMENT', `The proposal names none in ${section} that evidence could be about. Add to it first: ${missing}.`);
  if (found.length > most) throw new HubError('BAD_ARGUMENT', `The proposal names ${found.length} in ${section} that evidence could be about. Evidence is of ${most} at most: leave some out, or make two proposals.`);
}
