import { PlanKind } from '../../catalogue/plan.ts';
import { isNotYetAdopted } from '../../catalogue/planStatus.ts';
import type { MemberRow } from '../../overlap/summariseOverlap.ts';
import type { AuthorityRow, Scope } from './timeScope.ts';
import type { DocumentedAuthorities, PlanOfAuthority, ScopedOverlap } from './readOverlaps.ts';

export enum CoverageState {
  WHOLE = 'whole',
  PARTIAL = 'partial',
  OUTCOMES_ONLY = 'outcomes-only',
  NO_STATEMENT = 'no-statement',
  NONE_REQUIRED = 'none-required',
  NO_DOCUMENT = 'no-document',
  NOT_THEN = 'not-then',
}

export interface AuthorityCoverageRow {
  authority: AuthorityRow;
  state: CoverageState;
  statement: string;
  plans: PlanOfAuthority[];
}

/** From the fullest to the least, which is the order in which an authority's best document is chosen. */
const fullestFirst = [CoverageState.WHOLE, CoverageState.PARTIAL, CoverageState.OUTCOMES_ONLY, CoverageState.NO_STATEMENT, CoverageState.NONE_REQUIRED] as const;

/** Kinds of document that speak of children's lives as a whole, so that what a whole one leaves out is not a priority of the authority. */
export const generalKinds: readonly PlanKind[] = [PlanKind.CYPP, PlanKind.COMMUNITY, PlanKind.CORPORATE, PlanKind.LAA];
const isGeneral = new Set<string>(generalKinds);

/** What the hub knows of each authority asked about: which documents, how much of them, or none. Opens every comparison. */
export function coverageOf(scope: Scope, documented: DocumentedAuthorities, today: string): AuthorityCoverageRow[] {
  const absent = scope.notThen.map((entry) => ({ ...entry, state: CoverageState.NOT_THEN, plans: [] }));
  const present = scope.authorities.map((authority) => {
    const plans = documented.plans.get(authority.id) ?? [];
    const state = fullestFirst.find((candidate) => plans.some((plan) => plan.coverage === String(candidate))) ?? CoverageState.NO_DOCUMENT;
    return { authority, state, plans, statement: stateInWords(authority.name, plans, scope.from > today) };
  });
  return [...present, ...absent];
}

function stateInWords(name: string, plans: PlanOfAuthority[], isToCome: boolean): string {
  if (plans.length === 0) return `${name}: the hub holds no document in force. What the authority ${isToCome ? 'will have then is not known yet' : 'had then is not known'}.`;
  const parts = fullestFirst.flatMap((state) => {
    const count = plans.filter((plan) => plan.coverage === String(state)).length;
    return count === 0 ? [] : [`${count} ${{ whole: 'whole', partial: 'in part', 'outcomes-only': 'by its outcomes only', 'no-statement': 'by its title only, with no statement of it held', 'none-required': 'saying that none was required' }[state]}`];
  });
  const drafts = plans.filter((plan) => isNotYetAdopted(plan.status)).length;
  const ofDrafts = drafts === 0 ? '' : ` ${drafts === plans.length ? (drafts === 1 ? 'It is a draft or consultation' : 'All are drafts or consultations') : `${drafts} of them ${drafts === 1 ? 'is a draft or consultation' : 'are drafts or consultations'}`}, not yet adopted as the hub holds ${drafts === 1 ? 'it' : 'them'}.`;
  return `${name}: ${plans.length} ${plans.length === 1 ? 'document' : 'documents'} in force, known ${parts.join(', ')}.${ofDrafts}`;
}

/** Why an authority asked about is not among those that share an overlap. What the hub is less sure of than was asked for is not said to be missing. */
export function absenceFrom({ documented, context, unsure, narrow }: ScopedOverlap, { id, name }: Pick<AuthorityRow, 'id' | 'name'>): { isKnown: boolean; reason: string } {
  const isIts = (row: MemberRow): boolean => row.authorityCode === id;
  if (unsure.some((row) => isIts(row) && row.adopted) && !context.some(isIts)) return { isKnown: false, reason: `${name} may share it: the hub reads it in a statement there, and is less sure of that than the ${narrow.minConfidence} asked for.` };
  return absenceOf(name, documented.plans.get(id) ?? [], [...context, ...unsure].some(isIts));
}

/** Why an authority is not among those that share something: it has a document that would say so and does not, or the hub cannot tell. */
export function absenceOf(name: string, plans: PlanOfAuthority[], hasUnadopted: boolean): { isKnown: boolean; reason: string } {
  if (hasUnadopted) return { isKnown: false, reason: `${name} has a statement with this theme that it is not known to have adopted: it stands beside the overlap as context.` };
  const general = plans.filter((plan) => plan.coverage === 'whole' && isGeneral.has(plan.kind));
  const telling = general.filter((plan) => !isNotYetAdopted(plan.status));
  if (telling.length > 0) return { isKnown: true, reason: `${name} has ${telling.map((plan) => `"${plan.title}"`).join(' and ')}, held whole, and no statement in it is in this overlap.` };
  if (general.length > 0) return { isKnown: false, reason: `${name} has ${general.map((plan) => `"${plan.title}"`).join(' and ')} as a draft or for consultation, and no statement in it is in this overlap; what it adopted is not known.` };
  if (plans.length === 0) return { isKnown: false, reason: `The hub holds no document of ${name} in force then.` };
  if (plans.every((plan) => plan.coverage === 'no-statement')) {
    const [documents, them, they] = plans.length === 1 ? ['one document', 'it', 'it says'] : [`${plans.length} documents`, 'them', 'they say'];
    return { isKnown: false, reason: `The hub knows ${documents} of ${name} by ${plans.length === 1 ? 'its title' : 'their titles'} only and holds no statement of ${them}, so what ${they} is not known.` };
  }
  const partly = plans.filter((plan) => plan.coverage !== 'whole').length;
  return {
    isKnown: false,
    reason:
      partly === plans.length
        ? `The hub holds ${plans.length === 1 ? 'one document' : `${plans.length} documents`} of ${name} only in part; no statement it holds is in this overlap, and others may be.`
        : `The hub holds no whole general plan of ${name}: what it holds whole is about one field only, and no statement it holds is in this overlap.`,
  };
}
