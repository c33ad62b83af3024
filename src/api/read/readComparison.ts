import { sql } from 'kysely';
import { isNotYetAdopted } from '../../catalogue/planStatus.ts';
import type { RequestContext } from '../context.ts';
import { isOnlyUncertain } from '../../overlap/isUncertain.ts';
import { CellState } from '../types/comparison.ts';
import { absenceOf } from './coverage.ts';
import { inForceDuring, isOneOf } from './conditions.ts';
import { readDocuments, type DocumentedAuthorities } from './readOverlaps.ts';
import { resolveScope, type AuthorityRow, type Scope, type ScopeRequest } from './timeScope.ts';

/** A statement with a theme, once for each authority of its plan that is asked about. */
interface ThemeRow {
  themeCode: string;
  priorityId: string;
  authorityCode: string;
  confidence: number;
  adopted: boolean;
}

export interface CellRow {
  authority: AuthorityRow;
  themeCode: string;
  state: CellState;
  reason: string | null;
  isUncertain: boolean;
  adopted: ThemeRow[];
  context: ThemeRow[];
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
  const byTheme = Map.groupBy(await readThemeRows(context, scope), (row) => row.themeCode);
  const themes = [...byTheme].map(([themeCode, rows]) => ({
    themeCode,
    sharedBy: new Set(rows.filter(({ adopted }) => adopted).map((row) => row.authorityCode)).size,
    cells: scope.authorities.map((authority) => {
      const stated = rows.filter((row) => row.authorityCode === authority.id);
      const own = stated.filter(({ adopted }) => adopted);
      const plans = documented.plans.get(authority.id) ?? [];
      const unadopted = stated.filter(({ adopted }) => !adopted);
      const absence = own.length > 0 ? null : absenceOf(authority.name, plans, unadopted.length > 0);
      const state = absence === null ? CellState.PRESENT : absence.isKnown ? CellState.NOT_STATED : plans.length === 0 ? CellState.NO_DOCUMENT : CellState.UNKNOWN;
      return { authority, themeCode, state, reason: absence?.reason ?? null, isUncertain: isOnlyUncertain(own), adopted: own, context: unadopted, until: scope.to };
    }),
  }));
  themes.sort((a, b) => b.sharedBy - a.sharedBy || (a.themeCode < b.themeCode ? -1 : 1));
  return { scope, documented, authorities: scope.authorities, themes };
}

/** What the statements of these authorities and days are about: by theme, whatever reviewers made of the overlaps. A theme too broad to meet about is left out. */
async function readThemeRows({ db }: RequestContext, scope: Scope): Promise<ThemeRow[]> {
  const rows = await db
    .selectFrom('priority_theme')
    .innerJoin('theme', 'theme.id', 'priority_theme.targetId')
    .innerJoin('priority', 'priority.id', 'priority_theme.ownerId')
    .innerJoin('plan', 'plan.id', 'priority.planId')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'plan.id')
    .select(['theme.id as themeCode', 'priority.id as priorityId', 'plan_authority.targetId as authorityCode', 'priority_theme.confidence', 'priority.adopted', 'plan.status'])
    .where(sql<boolean>`priority_theme.place_evidence is not null`)
    .where(isOneOf('plan_authority.targetId', scope.authorities.map((authority) => authority.id)))
    .where(inForceDuring('plan', scope.from, scope.to))
    .orderBy('theme.id')
    .orderBy('plan_authority.targetId')
    .orderBy('priority.id')
    .execute();
  return rows.map(({ status, ...row }) => ({ ...row, confidence: Number(row.confidence), adopted: Boolean(row.adopted) && !isNotYetAdopted(status) }));
}
