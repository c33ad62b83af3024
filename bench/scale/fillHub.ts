import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Writer } from '../../src/db/Database.ts';
import type { Hub } from '../../src/hub.ts';
import { loadThemeLabels } from '../../src/overlap/engine/MeetingKit.ts';
import type { MadeUpPlan } from './recombine.ts';

const harvestColumns = ['id', 'source_id', 'started_at', 'finished_at', 'status', 'rows_read', 'rows_refused', 'added', 'changed', 'unchanged', 'withdrawn', 'trigger'];
const recordColumns = ['id', 'source_id', 'harvest_id', 'first_harvest_id', 'file', 'line', 'content_hash'];
const harvestOf = (id: number, authority: string): unknown[] => [id, authority, '2026-11-27', '2026-11-27', 'succeeded', 0, 0, 0, 0, 0, 0, 'import'];

/** Writes made-up plans as harvests of a source for each authority would leave them, without reading a package: what is measured begins after it. */
export async function fillHub({ write }: Hub, plans: readonly MadeUpPlan[]): Promise<void> {
  await write(async ({ load }) => {
    await load('source', ['id', 'connector', 'title', 'publisher_kind', 'publisher_code', 'publisher_name', 'address'], plans.map(({ authority }) => [authority, 'package', 'Made up', 'authority', authority, authority, 'made up']));
    await load('harvest', harvestColumns, plans.map(({ authority }, index) => harvestOf(index + 1, authority)));
    await load('theme', [...recordColumns, 'code', 'label'], [...loadThemeLabels()].map(([code, label]) => [...recordOf(code, plans[0]!.authority, 1, 'themes.csv'), code, label]));
    await load('authority', [...recordColumns, 'code', 'name', 'kind'], plans.map(({ authority }, index) => [...recordOf(authority, authority, index + 1, 'authorities.csv'), authority, authority, 'unitary']));
    await load('plan', [...recordColumns, 'ref', 'title', 'kind', 'valid_from', 'in_force_from', 'in_force_to', 'in_force_basis', 'coverage'],
      plans.map(({ authority }, index) => [...recordOf(authority, authority, index + 1, 'plans.csv'), authority, `Plan of ${authority}`, 'cypp', '2025-01-01', '2025-01-01', '2027-12-31', 'stated', 'whole']));
    await load('plan_authority', ['owner_id', 'target_id'], plans.map(({ authority }) => [authority, authority]));
    for (const [index, plan] of plans.entries()) await loadStatements(load, plan, index + 1);
  });
}

async function loadStatements(load: Writer['load'], { authority, statements }: MadeUpPlan, harvestId: number): Promise<void> {
  const headings = [...new Set(statements.flatMap(({ outcome }) => outcome ?? []))];
  const idOf = (heading: string): string => `${authority}/heading-${headings.indexOf(heading) + 1}`;
  await load('outcome', [...recordColumns, 'plan_id', 'ref', 'title'], headings.map((heading) => [...recordOf(idOf(heading), authority, harvestId, 'outcomes.csv'), authority, idOf(heading), heading]));
  await load('priority', [...recordColumns, 'plan_id', 'outcome_id', 'ref', 'title', 'kind', 'adopted'],
    statements.map(({ id, title, outcome }) => [id, authority, harvestId, harvestId, 'priorities.csv', 1, hashOf(title), authority, outcome ? idOf(outcome) : null, id, title, 'priority', 1]));
}

function recordOf(id: string, sourceId: string, harvestId: number, file: string): unknown[] {
  return [id, sourceId, harvestId, harvestId, file, 1, '-'];
}

/** Each statement of one plan says something else from its next harvest on. Returns the plan as it then is. */
export async function changePlan({ write }: Hub, { authority, statements }: MadeUpPlan): Promise<MadeUpPlan> {
  const changed = statements.map((statement) => ({ ...statement, title: `${statement.title}, from now on` }));
  await write(async ({ db, load }) => {
    const next = await sql<{ id: number }>`select max(id) + 1 as id from harvest`.execute(db);
    const { id: harvestId } = next.rows[0]!;
    await load('harvest', harvestColumns, [harvestOf(harvestId, authority)]);
    for (const { id, title } of changed) await sql`update priority set title = ${title}, content_hash = ${hashOf(title)}, harvest_id = ${harvestId} where id = ${id}`.execute(db);
  });
  return { authority, statements: changed };
}

function hashOf(title: string): string {
  return createHash('sha256').update(title).digest('base64url').slice(0, 22);
}
