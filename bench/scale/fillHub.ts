import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Hub } from '../../src/hub.ts';
import type { Statement } from '../../src/overlap/engine/Statement.ts';
import type { MadeUpPlan } from './recombine.ts';

/** Writes made-up plans as a harvest would leave them, without reading a package: what is measured begins after it. */
export async function fillHub({ write }: Hub, plans: readonly MadeUpPlan[]): Promise<void> {
  const record = [1, 1, 'priorities.csv', 1];
  await write(async ({ load }) => {
    await load('source', ['id', 'connector', 'title', 'publisher_kind', 'publisher_code', 'publisher_name', 'address'], [['made-up', 'package', 'Made up', 'national', 'E92000001', 'England', 'made up']]);
    await load('plan', ['id', 'source_id', 'harvest_id', 'first_harvest_id', 'file', 'line', 'content_hash', 'ref', 'title', 'kind', 'valid_from', 'in_force_from', 'in_force_to', 'in_force_basis', 'coverage'],
      plans.map(({ authority }) => [authority, 'made-up', ...record, '-', authority, `Plan of ${authority}`, 'cypp', '2025-01-01', '2025-01-01', '2027-12-31', 'stated', 'whole']));
    for (const { authority, statements } of plans) {
      await load('priority', ['id', 'source_id', 'harvest_id', 'first_harvest_id', 'file', 'line', 'content_hash', 'plan_id', 'ref', 'title', 'description', 'kind', 'adopted'],
        statements.map((statement) => [statement.id, 'made-up', ...record, hashOf(statement), authority, statement.id, statement.title, null, 'priority', 1]));
    }
  });
}

/** Each statement of one plan says something else from now on. */
export async function changePlan({ write }: Hub, { statements }: MadeUpPlan): Promise<void> {
  await write(async ({ db }) => {
    for (const { id, title } of statements) {
      const changed = `${title}, from now on`;
      await sql`update priority set title = ${changed}, content_hash = ${hashOf({ id, title: changed })} where id = ${id}`.execute(db);
    }
  });
}

function hashOf({ id, title }: Statement): string {
  return createHash('sha256').update(`${id} ${title}`).digest('base64url').slice(0, 22);
}
