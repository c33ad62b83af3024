import { sql } from 'kysely';
import type { ThemeType } from '../../catalogue/theme.ts';
import { inList } from '../../db/inList.ts';
import { isUncertain } from '../../overlap/isUncertain.ts';
import type { Evidence as Stored } from '../../overlap/engine/CodedStatement.ts';
import type { RequestContext } from '../context.ts';
import { heldLoaderOf } from '../heldReadings.ts';
import type { Evidence, PriorityTheme } from '../types/overlap.ts';
import { findAllOf } from './related.ts';

/**
 * A theme as the hub reads it in a priority. The theme itself comes with it: there are few, and a field that answers for each of a thousand
 * readings would take longer than all else about them. Its evidence, much longer than all the rest, is read for those who ask for it.
 */
export type ThemeReading = Omit<PriorityTheme, 'evidence'> & { priorityId: string; themeCode: string; coreKey: string | null };

/** The themes the hub reads in a priority, main ones first. One statement for all priorities asked at once. */
export function themesOfPriority(context: RequestContext, priorityId: string): Promise<ThemeReading[]> {
  return heldLoaderOf(context, 'themes of priorities', readThemes).load(priorityId);
}

async function readThemes(context: RequestContext, ids: readonly string[]): Promise<ThemeReading[][]> {
  const rows = await context.db
    .selectFrom('priority_theme')
    .innerJoin('theme', 'theme.id', 'priority_theme.targetId')
    .select(['priority_theme.ownerId as priorityId', 'priority_theme.targetId as themeCode', 'priority_theme.rank', 'priority_theme.confidence', 'priority_theme.assignedBy', 'priority_theme.coreKey'])
    .where(sql<boolean>`priority_theme.owner_id in ${inList(ids)}`)
    .orderBy('priority_theme.confidence', 'desc')
    .orderBy('priority_theme.targetId')
    .execute();
  const themes = new Map((await findAllOf<ThemeType>(context, 'theme', [...new Set(rows.map((row) => row.themeCode))])).map((theme) => [theme.id, theme]));
  const readings = rows.map((row) => ({ ...row, theme: themes.get(row.themeCode), isMain: row.rank === 'primary', isUncertain: isUncertain(Number(row.confidence)) }) as unknown as ThemeReading);
  const byPriority = Map.groupBy(readings, (reading) => reading.priorityId);
  return ids.map((id) => (byPriority.get(id) ?? []).sort((a, b) => Number(b.isMain) - Number(a.isMain)));
}

/** Why the hub reads a theme in a priority. One statement for all readings asked at once. */
export function evidenceOfReading(context: RequestContext, { priorityId, themeCode }: ThemeReading): Promise<Evidence[]> {
  return heldLoaderOf(context, 'evidence of readings', readEvidence).load(`${themeCode}\n${priorityId}`);
}

async function readEvidence(context: RequestContext, keys: readonly string[]): Promise<Evidence[][]> {
  const rows = await context.db
    .selectFrom('priority_theme')
    .select(['ownerId', 'targetId', 'evidence'])
    .where(sql<boolean>`owner_id in ${inList(keys.map((key) => key.slice(key.indexOf('\n') + 1)))}`)
    .execute();
  const byKey = new Map(rows.map((row) => [`${row.targetId}\n${row.ownerId}`, row.evidence]));
  return keys.map((key) => evidenceOf(byKey.get(key)));
}

/** Evidence with the decision that it tells of, if it tells of one. */
export type StoredEvidence = Evidence & { decisionId?: string };

/** Stored evidence, those reasons first that counted most; why a member is in no core group before all but a decision. */
export function evidenceOf(...lists: readonly (string | null | undefined)[]): StoredEvidence[] {
  return lists.flatMap((json) => JSON.parse(json ?? '[]') as Stored[]).sort(byImportance).map(toEvidence);
}

function byImportance(a: Stored, b: Stored): number {
  return rankOf(a) - rankOf(b) || Math.abs(b.weight) - Math.abs(a.weight);
}

function rankOf({ kind, weight }: Stored): number {
  if (kind === 'DECISION' && weight !== 0) return 0;
  return kind === 'ONLY_RELATED' ? 1 : 2;
}

/** A member's own evidence, and that of the reading it follows from. */
interface MemberEvidence {
  evidence: string | null;
  ofTheme: string | null;
  ofPlace: string | null;
}

/** Why a priority is a member: as decisions put it, else as it was read, those reasons first that counted most. */
export function evidenceOfMember({ evidence, ofTheme, ofPlace }: MemberEvidence): StoredEvidence[] {
  return evidence === null ? evidenceOf(ofTheme, ofPlace) : evidenceOf(evidence);
}

/** A reason as it is stored, with what it leaves out as empty. */
export function toEvidence(stored: Stored): StoredEvidence {
  const parts = stored.parts ?? [];
  const { place = null, quote = null, code = null, kind, weight, explanation, decisionId } = stored;
  return { kind, weight, explanation, place, quote, code, parts: [...parts], from: parts[0]?.from ?? null, to: parts.at(-1)?.to ?? null, ...(decisionId !== undefined && { decisionId }) } as StoredEvidence;
}
