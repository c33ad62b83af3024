import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { inList } from '../../db/inList.ts';
import { confidenceShown } from '../../overlap/engine/confidenceShown.ts';
import { LEAST_LIKELY } from '../../overlap/engine/decideThemes.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { Evidence } from '../types/overlap.ts';
import type { RunnerUp } from '../types/reading.ts';
import { evidenceOf } from './readThemes.ts';

/** A theme that was nearly read. Its reasons, much longer than all the rest, are read for those who ask for it. */
export type RunnerUpRow = Omit<RunnerUp, 'theme' | 'separation' | 'evidence'>;

/** The themes the hub nearly read in a priority, surest first. One statement for all priorities asked at once. */
export function runnersUpOf(context: RequestContext, priorityId: string): Promise<RunnerUpRow[]> {
  return loaderOf(context, 'runners-up of priorities', () => new DataLoader((ids: readonly string[]) => readRunnersUp(context, ids))).load(priorityId);
}

async function readRunnersUp(context: RequestContext, ids: readonly string[]): Promise<RunnerUpRow[][]> {
  const rows = await context.db
    .selectFrom('priority_runner_up as missed')
    .innerJoin('theme', 'theme.id', 'missed.targetId')
    .select(['missed.ownerId as priorityId', 'missed.targetId as themeCode', 'missed.confidence', 'missed.threshold'])
    .where(sql<boolean>`missed.owner_id in ${inList(ids)}`)
    // What somebody has given it since is no runner-up.
    .where(sql<boolean>`not exists (select 1 from priority_theme given where given.owner_id = missed.owner_id and given.target_id = missed.target_id)`)
    .orderBy('missed.confidence', 'desc')
    .orderBy('missed.targetId')
    .execute();
  const missed = rows.map((row) => ({ ...row, confidence: Number(row.confidence), threshold: Number(row.threshold) }));
  const byPriority = Map.groupBy(missed, (row) => row.priorityId);
  return ids.map((id) => (byPriority.get(id) ?? []).map((row) => ({ ...row, explanation: thresholdInWords(row, 'read') })));
}

/** Which threshold would have let a reading in, rounded down so that it is true. One so low that it would let in anything is none. */
export function thresholdInWords({ confidence, threshold }: { confidence: number; threshold: number }, letIn: string): string {
  if (confidence < LEAST_LIKELY) return `It is far from being ${letIn}: that takes ${threshold.toFixed(2)}, and the hub is less than ${LEAST_LIKELY.toFixed(2)} sure of it.`;
  return `With a threshold of ${confidenceShown(confidence)} instead of ${threshold.toFixed(2)} it would be ${letIn}.`;
}

interface Why {
  separation: string;
  evidence: Evidence[];
}

/** Why the hub nearly read a theme in a priority, and why it did not. One statement for all asked at once. */
export function whyNearlyRead(context: RequestContext, { priorityId, themeCode }: { priorityId: string; themeCode: string }): Promise<Why> {
  return loaderOf(context, 'why runners-up', () => new DataLoader((keys: readonly string[]) => readWhy(context, keys))).load(`${themeCode}\n${priorityId}`);
}

async function readWhy(context: RequestContext, keys: readonly string[]): Promise<Why[]> {
  const rows = await context.db
    .selectFrom('priority_runner_up')
    .select(['ownerId', 'targetId', 'separation', 'evidence'])
    .where(sql<boolean>`owner_id in ${inList(keys.map((key) => key.slice(key.indexOf('\n') + 1)))}`)
    .execute();
  const byKey = new Map(rows.map((row) => [`${row.targetId}\n${row.ownerId}`, row]));
  return keys.map((key) => ({ separation: byKey.get(key)?.separation ?? '', evidence: evidenceOf(byKey.get(key)?.evidence) }));
}
