import type { RequestContext } from '../context.ts';
import { isOnlyUncertain } from '../../overlap/isUncertain.ts';
import type { MemberRow } from '../../overlap/summariseOverlap.ts';
import { CellState } from '../types/comparison.ts';
import { absenceOf } from './coverage.ts';
import { readDocuments, readOverlaps, type DocumentedAuthorities } from './readOverlaps.ts';
import { resolveScope, type AuthorityRow, type Scope, type ScopeRequest } from './timeScope.ts';

export interface CellRow {
  authority: AuthorityRow;
  themeCode: string;
  state: CellState;
  reason: string | null;
  isUncertain: boolean;
  adopted: MemberRow[];
  context: MemberRow[];
  /** Last day compared: figures of later periods are left out. */
  until: string;
}

export interface ComparedThemeRow {
  themeCode: string;
  sharedBy: number;
  cells: CellRow[];
}

export interface ComparisonRow {
  scope: Scope;
  documented: DocumentedAuthorities;
  authorities: AuthorityRow[];
  themes: ComparedThemeRow[];
}

/** Themes by authority: those that most have come first. Themes that no statement of any of them has are left out. */
export async function readComparison(context: RequestContext, request: ScopeRequest): Promise<ComparisonRow> {
  const scope = await resolveScope(context, request);
  const documented = await readDocuments(context, scope);
  const overlaps = await readOverlaps(context, scope, {}, { withContextOnly: true });
  const themes = overlaps.map(({ themeCode, sharing, adopted, context: others }) => ({
    themeCode,
    sharedBy: sharing.length,
    cells: scope.authorities.map((authority) => {
      const own = adopted.filter((row) => row.authorityCode === authority.id);
      const plans = documented.plans.get(authority.id) ?? [];
      const unadopted = others.filter((row) => row.authorityCode === authority.id);
      const absence = own.length > 0 ? null : absenceOf(authority.name, plans, unadopted.length > 0);
      const state = absence === null ? CellState.PRESENT : absence.isKnown ? CellState.NOT_STATED : plans.length === 0 ? CellState.NO_DOCUMENT : CellState.UNKNOWN;
      return { authority, themeCode, state, reason: absence?.reason ?? null, isUncertain: isOnlyUncertain(own), adopted: own, context: unadopted, until: scope.to };
    }),
  }));
  themes.sort((a, b) => b.sharedBy - a.sharedBy || (a.themeCode < b.themeCode ? -1 : 1));
  return { scope, documented, authorities: scope.authorities, themes };
}
