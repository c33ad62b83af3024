import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Hub } from '../../src/hub.ts';
import type { Statement } from '../../src/overlap/engine/Statement.ts';
import type { MadeUpPlan } from './recombine.ts';

const harvestColumns = ['id', 'source_id', 'started_at', 'finished_at', 'status', 'rows_read', 'rows_refused', 'added', 'changed', 'unchanged', 'withdrawn', 'trigger'];
const harvestOf = (id: number, authority: string): unknown[] => [id, authority, '2026-11-27', '2026-11-27', 'succeeded', 0, 0, 0, 0, 0, 0, 'import'];

/** Writes made-up plans as harvests of a source for each authority would leave them, without reading a package: what is measured begins after it. */
export async function fillHub({ write }: Hub, plans: readonly MadeUpPlan[]): Promise<void> {
  await write(async ({ load }) => {
    await load('source', ['id', 'connector', 'title', 'publisher_kind', 'publisher_code', 'publisher_name', 'address'], plans.map(({ authority }) => [authority, 'package', 'Made up', 'authority', authority, authority, 'made up']));
    await load('harvest', harvestColumns, plans.map(({ authority }, index) => harvestOf(index + 1, authority)));
    await load('plan', ['id', 'source_id', 'harvest_id', 'first_harvest_id', 'file', 'line', 'content_hash', 'ref', 'title', 'kind', 'valid_from', 'in_force_from', 'in_force_to', 'in_force_basis', 'coverage'],
      plans.map(({ authority }, index) => [authority, authority, index + 1, index + 1, 'plans.csv', 1, '-', authority, `Plan of ${authority}`, 'cypp', '2025-01-01', '2025-01-01', '2027-12-31', 'stated', 'whole']));
    for (const [index, { authority, statements }] of plans.entries()) {
      await load('priority', ['id', 'source_id', 'harvest_id', 'first_harvest_id', 'file', 'line', 'content_hash', 'plan_id', 'ref', 'title', 'description', 'kind', 'adopted'],
        statements.map((statement) => [statement.id, authority, index + 1, index + 1, 'priorities.csv', 1, hashOf(statement), authority, statement.id, statement.title, null, 'priority', 1]));
    }
  });
}

/** Each statement of one plan says something else from its next harvest on. */
export async function changePlan({ write }: Hub, { authority, statements }: MadeUpPlan): Promise<void> {
  await write(async ({ db, load }) => {
    const next = await sql<{ id: number }>`select max(id) + 1 as id from harvest`.execute(db);
    const { id: harvestId } = next.rows[0]!;
    await load('harvest', harvestColumns, [harvestOf(harvestId, authority)]);
    for (const { id, title } of statements) {
      const changed = `${title}, from now on`;
      await sql`update priority set title = ${changed}, content_hash = ${hashOf({ id, title: changed })}, harvest_id = ${harvestId} where id = ${id}`.execute(db);
    }
  });
}

function hashOf({ id, title }: Statement): string {
  return createHash('sha256').update(`${id} ${title}`).digest('base64url').slice(0, 22);
}
