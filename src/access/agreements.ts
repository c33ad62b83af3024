import { sql, type Kysely, type RawBuilder } from 'kysely';
import { HubError } from '../errors.ts';
import { bodyWhich, may, type Viewer } from './viewer.ts';

/** A data-sharing agreement: whose data are opened to whom, on what basis, until when. Exactly one of `withBodyCode` and `withRegionCode` is there. */
export interface NewAgreement {
  id: string;
  publisherCode: string;
  /** The one source of the publisher that it covers; null: all of them. */
  sourceId: string | null;
  what: SharedMatter;
  withBodyCode: string | null;
  withRegionCode: string | null;
  basis: string;
  note: string | null;
  /** First and last ISO date on which it opens anything. */
  validFrom: string;
  validTo: string;
  recordedBy: string;
  /** When (ISO 8601, UTC). */
  recordedAt: string;
}

export interface AgreementEnd {
  id: string;
  endedBy: string;
  /** When (ISO 8601, UTC). */
  endedAt: string;
  endedNote: string;
}

/** What an agreement can open. Of all that is not for everybody, plans under embargo alone are one body's own to share. */
export const sharedMatters = ['unpublished-plans'] as const;
export type SharedMatter = (typeof sharedMatters)[number];

/** Where an agreement stands on a day. */
export type AgreementStanding = 'not-yet' | 'in-force' | 'expired' | 'ended';

export function standingOf({ validFrom, validTo, endedAt }: { validFrom: string; validTo: string; endedAt: string | null }, today: string): AgreementStanding {
  if (endedAt !== null) return 'ended';
  if (today < validFrom) return 'not-yet';
  return today > validTo ? 'expired' : 'in-force';
}

/** The same as a condition, for lists. */
export function isStanding(standing: AgreementStanding, today: string, agreement = 'sharing_agreement'): RawBuilder<boolean> {
  const [from, to, ended] = ['valid_from', 'valid_to', 'ended_at'].map((column) => sql.ref(`${agreement}.${column}`));
  const asSaid = {
    'not-yet': sql<boolean>`(${ended} is null and ${from} > ${today})`,
    'in-force': sql<boolean>`(${ended} is null and ${from} <= ${today} and ${to} >= ${today})`,
    expired: sql<boolean>`(${ended} is null and ${to} < ${today})`,
    ended: sql<boolean>`(${ended} is not null)`,
  };
  return asSaid[standing];
}

/**
 * Whether an agreement opens something to this viewer; null for whoever is nobody's receiver, such as the public. A body receives for those
 * of its keys that read what is unpublished, a region for its analysts, who hold no such scope for want of a body, and for programs that do.
 * Whoever acts for all regions receives for none: it is named in no agreement.
 */
export function isReceivedBy(viewer: Viewer, agreement = 'sharing_agreement'): RawBuilder<boolean> | null {
  const bodyCode = bodyWhich(viewer, 'read:unpublished');
  if (bodyCode !== null) return sql<boolean>`${sql.ref(`${agreement}.with_body_code`)} = ${bodyCode}`;
  const regionCode = may(viewer, 'review') || may(viewer, 'read:unpublished') ? viewer.holder!.regionCode : null;
  return regionCode === null ? null : sql<boolean>`${sql.ref(`${agreement}.with_region_code`)} = ${regionCode}`;
}

/** Whether the viewer is shown the plans of a source by an agreement in force today; null where none could. `source` is what a statement calls the source. */
export function isShared(viewer: Viewer, source: string): RawBuilder<boolean> | null {
  const isReceived = isReceivedBy(viewer, 'shared');
  if (isReceived === null) return null;
  const covers = sql`shared.publisher_code = ${sql.ref(`${source}.publisher_code`)} and (shared.source_id is null or shared.source_id = ${sql.ref(`${source}.id`)})`;
  return sql<boolean>`exists (select 1 from sharing_agreement shared where ${covers} and shared.what = 'unpublished-plans' and ${isReceived} and ${isStanding('in-force', viewer.today, 'shared')})`;
}

/** Whether the viewer acts for one of the two that an agreement is between. */
export function isParty(viewer: Viewer): RawBuilder<boolean> {
  const bodyCode = bodyWhich(viewer, 'read:unpublished') ?? bodyWhich(viewer, 'speak');
  if (bodyCode !== null) return sql<boolean>`(publisher_code = ${bodyCode} or with_body_code = ${bodyCode})`;
  return isReceivedBy(viewer) ?? sql<boolean>`1 = 0`;
}

/** Moves the data version within a transaction. What `access` may use knows nothing of data versions, so it is handed in. */
type MoveData = (db: Kysely<unknown>, committedAt: string) => Promise<unknown>;

/** Records an agreement within the caller's transaction and returns its id: that of the one that stands when the same is recorded twice. */
export async function storeAgreement(db: Kysely<unknown>, agreement: NewAgreement, moveData: MoveData): Promise<string> {
  const { id, publisherCode, sourceId, what, withBodyCode, withRegionCode, basis, note, validFrom, validTo, recordedBy, recordedAt } = agreement;
  const said = { source_id: sourceId, what, with_body_code: withBodyCode, with_region_code: withRegionCode, basis, note, valid_from: validFrom, valid_to: validTo };
  const { rows } = await sql<Record<string, string | null> & { id: string }>`select * from sharing_agreement where publisher_code = ${publisherCode} and ended_at is null order by recorded_at, id`.execute(db);
  const same = rows.find((row) => Object.entries(said).every(([column, value]) => row[column] === value));
  if (same) return same.id;
  await sql`insert into sharing_agreement (id, publisher_code, source_id, what, with_body_code, with_region_code, basis, note, valid_from, valid_to, recorded_by, recorded_at)
    values (${id}, ${publisherCode}, ${sourceId}, ${what}, ${withBodyCode}, ${withRegionCode}, ${basis}, ${note}, ${validFrom}, ${validTo}, ${recordedBy}, ${recordedAt})`.execute(db);
  await moveData(db, recordedAt);
  return id;
}

/** Ends an agreement at once, within the caller's transaction, by a mark that stays. One that is over already stays as it was. */
export async function endAgreement(db: Kysely<unknown>, { id, endedBy, endedAt, endedNote }: AgreementEnd, moveData: MoveData): Promise<void> {
  const { rows } = await sql`select id from sharing_agreement where id = ${id}`.execute(db);
  if (rows.length === 0) throw new HubError('UNKNOWN_RECORD', `No agreement has the id "${id.slice(0, 80)}". "sharingAgreements" lists the ids.`);
  const { numAffectedRows } = await sql`update sharing_agreement set ended_by = ${endedBy}, ended_at = ${endedAt}, ended_note = ${endedNote}
    where id = ${id} and ended_at is null and valid_to >= ${endedAt.slice(0, 10)}`.execute(db);
  if (Number(numAffectedRows ?? 0) > 0) await moveData(db, endedAt);
}
