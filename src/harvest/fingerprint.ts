import { sql, type Kysely } from 'kysely';
import type { HarvestReport } from './harvestReport.ts';

/** Rules that a row may break today and keep tomorrow, because other sources' data decide it. */
const rulesThatLookElsewhere: ReadonlySet<string> = new Set(['UNKNOWN_REFERENCE', 'KEY_OF_ANOTHER_SOURCE', 'NOT_THE_PUBLISHERS', 'RING_THROUGH_HELD', 'IMPLAUSIBLE_FIGURE', 'AUTHORITY_ENDED', 'MISCOUNTED_PRIORITIES', 'PUBLISHER_NAME']);

/**
 * Whether reading a package again would bring nothing: it reads as it last did, and either none of its rows waited
 * for another source's data or no data have changed since.
 */
export async function isUnchanged(db: Kysely<unknown>, sourceId: string, fingerprint: string): Promise<boolean> {
  const { rows } = await sql<{ fingerprint: string | null }>`select fingerprint from source where id = ${sourceId}`.execute(db);
  const last = rows[0]?.fingerprint;
  return last === fingerprint || last === await waitingFingerprint(db, fingerprint);
}

/** Remembers what was read, for `isUnchanged`. A merge may itself have moved what rows were checked against, with what it hangs on: then those that wait are soon looked at again. */
export async function recordFingerprint(db: Kysely<unknown>, sourceId: string, fingerprint: string, { issues, parts }: Pick<HarvestReport, 'issues' | 'parts'>): Promise<void> {
  const isWaiting = issues.some((issue) => rulesThatLookElsewhere.has(issue.rule));
  const isOutdated = parts.hidden + parts.shown > 0;
  await sql`update source set fingerprint = ${isWaiting ? await waitingFingerprint(db, fingerprint, isOutdated ? 1 : 0) : fingerprint} where id = ${sourceId}`.execute(db);
}

/** Whether rows of a source waited for another's data when it was last read, and data have changed since. */
export async function mayReadOtherwise(db: Kysely<unknown>, sourceId: string): Promise<boolean> {
  const { rows } = await sql<{ fingerprint: string | null }>`select fingerprint from source where id = ${sourceId}`.execute(db);
  const [, read] = /^(.*)@\d+$/.exec(rows[0]?.fingerprint ?? '') ?? [];
  return read !== undefined && rows[0]!.fingerprint !== (await waitingFingerprint(db, read));
}

/** Holds until a harvest changes data; what is worked out from the data (overlaps) moves the data version too, and cannot end a wait. */
async function waitingFingerprint(db: Kysely<unknown>, fingerprint: string, versionsBefore = 0): Promise<string> {
  const { rows } = await sql<{ version: number | null }>`select max(data_version) as version from harvest`.execute(db);
  return `${fingerprint}@${Number(rows[0]?.version ?? 0) - versionsBefore}`;
}
