import { sql, type Kysely, type RawBuilder } from 'kysely';
import { inList } from '../../db/inList.ts';
import { clustersByTheme, type Cluster } from './clusters.ts';
import type { Decision } from './Decision.ts';
import { inForce, settle, type Act } from './inForce.ts';
import { pairedWith } from './pairedWith.ts';
import type { Own } from './splitsLeft.ts';

/** A decision as stored. */
export interface DecisionRow {
  id: string;
  kind: string;
  priority_ids: string;
  theme_code: string | null;
  rank: string | null;
  overlap_id: string | null;
  other_overlap_id: string | null;
  core_keys: string;
  title: string | null;
  undoes_id: string | null;
  note: string;
  reviewer: string;
  made_at: string;
  basis: string;
}

const isStanding = sql`kind <> 'undo' and not exists (select 1 from decision later where later.undoes_id = decision.id)`;
const isAboutTheme = sql`kind in ('set-theme', 'refuse-theme')`;

/** The decisions in force, oldest first. With ids, of those about themes only what touches these priorities and all that is paired with them. */
export async function readInForce(db: Kysely<unknown>, priorityIds?: readonly string[]): Promise<Decision[]> {
  if (priorityIds === undefined) return inForce(await readWhere(db, isStanding));
  const others = await readWhere(db, sql`${isStanding} and not ${isAboutTheme}`);
  const touched = [...priorityIds, ...pairedWith(priorityIds, others)];
  return inForce([...others, ...(await readWhere(db, sql`${isStanding} and ${isAboutTheme} and id in (select owner_id from decision_priority where target_id in ${inList(touched)})`))]);
}

/** What of the decisions in force is the same for all, whoever may see them: it is told by ids. */
export interface SettledIds {
  /** By the id of each decision that a later one about something else overrules, the id of that one. */
  overruled: ReadonlyMap<string, string>;
  /** By theme and priority, the cluster it is in by links that put it somewhere. */
  clusters: ReadonlyMap<string, ReadonlyMap<string, Cluster<Pick<Decision, 'id' | 'priorityIds' | 'madeAt'>>>>;
}

export async function readSettled(db: Kysely<unknown>): Promise<SettledIds> {
  const isLinked = sql`select n.target_id from decision_priority n join decision l on l.id = n.owner_id where l.kind = 'link-priorities'`;
  const { rows } = await sql<Omit<Act, 'priorityIds' | 'coreKeys'> & { priorityIds: string; coreKeys: string }>`
    select id, kind, priority_ids as "priorityIds", theme_code as "themeCode", overlap_id as "overlapId", other_overlap_id as "otherOverlapId", core_keys as "coreKeys", undoes_id as "undoesId", made_at as "madeAt"
    from decision where ${isStanding} and kind <> 'rename-overlap' and (not ${isAboutTheme} or id in (select owner_id from decision_priority where target_id in (${isLinked})))`.execute(db);
  const { counting, overruled } = settle(rows.map((row) => ({ ...row, priorityIds: JSON.parse(row.priorityIds) as string[], coreKeys: JSON.parse(row.coreKeys) as string[] })));
  const placed = await sql<{ priorityId: string; themeCode: string }>`
    select owner_id as "priorityId", target_id as "themeCode" from priority_theme where core_key is not null and place_evidence is not null and owner_id in (${isLinked})`.execute(db);
  const places = new Set(placed.rows.map(({ priorityId, themeCode }) => JSON.stringify([priorityId, themeCode])));
  return { overruled, clusters: clustersByTheme(counting, (...place) => places.has(JSON.stringify(place))) };
}

/** What priorities, those left out that are not there, are in a theme by themselves. */
export async function readOwn(db: Kysely<unknown>, priorityIds: readonly string[], themeCode: string): Promise<Map<string, Own>> {
  const { rows } = await sql<{ id: string; themeCode: string | null; coreKey: string | null }>`
    select priority.id, own.target_id as "themeCode", own.core_key as "coreKey"
    from priority left join priority_theme own on own.owner_id = priority.id and own.target_id = ${themeCode} and own.place_evidence is not null
    where priority.withdrawn_on is null and priority.id in ${inList(priorityIds)}`.execute(db);
  return new Map(rows.map((row) => [row.id, { isRead: row.themeCode !== null, coreKey: row.coreKey }]));
}

/** Decisions as a condition finds them, oldest first. */
export async function readWhere(db: Kysely<unknown>, condition: RawBuilder<unknown>): Promise<Decision[]> {
  const { rows } = await sql<DecisionRow>`
    select id, kind, priority_ids, theme_code, rank, overlap_id, other_overlap_id, core_keys, title, undoes_id, note, reviewer, made_at, basis
    from decision where ${condition} order by made_at, id`.execute(db);
  return rows.map(toDecision);
}

function toDecision(row: DecisionRow): Decision {
  return {
    id: row.id,
    kind: row.kind as Decision['kind'],
    priorityIds: JSON.parse(row.priority_ids) as string[],
    themeCode: row.theme_code,
    rank: row.rank as Decision['rank'],
    overlapId: row.overlap_id,
    otherOverlapId: row.other_overlap_id,
    coreKeys: JSON.parse(row.core_keys) as string[],
    title: row.title,
    undoesId: row.undoes_id,
    note: row.note,
    reviewer: row.reviewer,
    madeAt: row.made_at,
    basis: JSON.parse(row.basis) as Decision['basis'],
  };
}
