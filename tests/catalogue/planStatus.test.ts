import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { isNotYetAdopted, isNotYetAdoptedIn, tellsWhetherAdopted } from '../../src/catalogue/planStatus.ts';
import { openTestHub } from '../support/harvest.ts';

const drafts = ['draft', 'Draft', 'DRAFT v2', 'Draft for consultation', 'Final draft', 'Consultation', 'Consultation draft', 'Out for consultation', 'proposed', 'Proposal', 'Pending approval', 'Awaiting sign-off', 'Not yet approved', 'In development', 'Rejected'];
const adopted = ['approved', 'Approved after consultation', 'Adopted', 'Published', 'final', 'In force', 'superseded'];
const unclear = ['In progress', 'Redrafted', 'Version 3', 'Overdraft'];

test('what nobody has agreed to is known by how its status begins, in whatever letters', () => {
  for (const status of drafts) expect([status, isNotYetAdopted(status), tellsWhetherAdopted(status)]).toEqual([status, true, true]);
  for (const status of adopted) expect([status, isNotYetAdopted(status), tellsWhetherAdopted(status)]).toEqual([status, false, true]);
  for (const status of unclear) expect([status, isNotYetAdopted(status), tellsWhetherAdopted(status)]).toEqual([status, false, false]);
  expect(isNotYetAdopted(null)).toBe(false);
});

test('the database says the same', async () => {
  const { hub } = await openTestHub();
  for (const status of [...drafts, ...adopted, ...unclear, null]) {
    const { rows } = await sql<{ is: unknown }>`select case when ${isNotYetAdoptedIn(sql`cast(${status} as text)`)} then 1 else 0 end as "is"`.execute(hub.stored);
    expect([status, Number(rows[0]!.is)]).toEqual([status, isNotYetAdopted(status) ? 1 : 0]);
  }
});
