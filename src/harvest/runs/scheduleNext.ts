import { sql } from 'kysely';
import { nextRun } from '../sources/registration.ts';
import type { Running } from './Running.ts';

/** After so many failures in a row a schedule waits, longer each time, so that a server in trouble is left in peace. */
const patience = { failures: 3, firstHours: 1, mostHours: 24 };

/** When the source is due again: by its schedule, not before its server said it may be asked (`leaveUntil`), and after several failures in a row not before it was left in peace for a while. */
export async function scheduleNext({ harvesting: { write, now } }: { harvesting: Pick<Running['harvesting'], 'write' | 'now'> }, { id, schedule }: { id: string; schedule: string | null }, leaveUntil: Date | null = null): Promise<void> {
  await write(async ({ db }) => {
    const { rows } = await sql<{ failed_runs: number }>`select failed_runs from source where id = ${id}`.execute(db);
    const over = Number(rows[0]?.failed_runs ?? 0) - patience.failures;
    const hours = over < 0 ? 0 : Math.min(patience.firstHours * 2 ** over, patience.mostHours);
    // A server may ask for a year; a day later it is worth another look.
    const asked = Math.min(leaveUntil?.getTime() ?? 0, now().getTime() + patience.mostHours * 3_600_000);
    const after = Math.max(now().getTime() + hours * 3_600_000, asked);
    await sql`update source set next_run_at = ${nextRun(schedule, new Date(after))} where id = ${id} and registration is not null`.execute(db);
  });
}
