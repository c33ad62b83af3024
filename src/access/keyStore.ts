import { sql, type Kysely } from 'kysely';
import { HubError } from '../errors.ts';
import { idIn, isKeyOf } from './keys.ts';
import type { KeptKey } from './newKey.ts';
import type { Role, Scope } from './roles.ts';
import type { Holder } from './viewer.ts';

interface KeyRow {
  sha256: string;
  name: string;
  role: Role;
  scopes: string;
  body_code: string | null;
  region_code: string | null;
  expires_on: string;
  revoked_at: string | null;
}

/** Keeps a new key within the caller's transaction. */
export async function storeKey(db: Kysely<unknown>, { id, sha256, name, role, scopes, bodyCode, regionCode, expiresOn, madeBy, madeAt }: KeptKey): Promise<void> {
  await sql`insert into access_key (id, sha256, name, role, scopes, body_code, region_code, expires_on, made_by, made_at)
    values (${id}, ${sha256}, ${name}, ${role}, ${JSON.stringify(scopes)}, ${bodyCode}, ${regionCode}, ${expiresOn}, ${madeBy}, ${madeAt})`.execute(db);
}

/** Keeps the first key of a hub, unless it has any; says whether it did. */
export async function storeFirstKey(db: Kysely<unknown>, key: KeptKey): Promise<boolean> {
  const { rows } = await sql`select id from access_key limit 1`.execute(db);
  if (rows.length > 0) return false;
  await storeKey(db, key);
  return true;
}

export interface Revocation {
  id: string;
  revokedBy: string;
  /** When (ISO 8601, UTC). */
  revokedAt: string;
  /** Refuses to end the last administrator's key in force. Whoever can run commands on the hub's machine needs no such care: another key is made there. */
  sparesLastAdministrator?: boolean;
}

/** Ends a key at once, within the caller's transaction. Ended twice, it stays as it was. */
export async function revokeKey(db: Kysely<unknown>, { id, revokedBy, revokedAt, sparesLastAdministrator = false }: Revocation): Promise<void> {
  const { rows } = await sql`select id from access_key where id = ${id}`.execute(db);
  if (rows.length === 0) throw new HubError('UNKNOWN_RECORD', `No key has the id "${id.slice(0, 40)}". "npm run hub -- key" and "accessKeys" list the keys with their ids.`);
  if (sparesLastAdministrator) await checkNotLast(db, id, revokedAt.slice(0, 10));
  await sql`update access_key set revoked_by = ${revokedBy}, revoked_at = ${revokedAt} where id = ${id} and revoked_at is null`.execute(db);
}

/** Whose key this is; BAD_KEY with why it opens nothing. Looked up at each request, so that a key that was ended opens nothing more. */
export async function holderOfKey(db: Kysely<unknown>, key: string, today: string): Promise<Holder> {
  const id = idIn(key);
  const { rows: [row] } = id === null ? { rows: [] } : await sql<KeyRow>`select sha256, name, role, scopes, body_code, region_code, expires_on, revoked_at from access_key where id = ${id}`.execute(db);
  if (id === null || !row || !isKeyOf(key, row.sha256)) throw new HubError('BAD_KEY', 'The hub does not know this key. Ask its operator for a new one, or leave the Authorization header out to be answered as the public.');
  if (row.revoked_at !== null) throw new HubError('BAD_KEY', `The key ${id} was ended on ${row.revoked_at.slice(0, 10)}. Ask the hub's operator for a new one.`);
  if (row.expires_on < today) throw new HubError('BAD_KEY', `The key ${id} opened the hub until ${row.expires_on}. Ask the hub's operator for a new one.`);
  return { id, name: row.name, roles: [row.role], scopes: JSON.parse(row.scopes) as Scope[], bodyCode: row.body_code, regionCode: row.region_code };
}

async function checkNotLast(db: Kysely<unknown>, id: string, today: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from access_key where scopes like '%"administer"%' and revoked_at is null and expires_on >= ${today} order by id limit 2`.execute(db);
  if (rows.length !== 1 || rows[0]!.id !== id) return;
  throw new HubError('NOT_ALLOWED', `${id} is the last key of an administrator that is in force: without it nobody could make keys over GraphQL any more. Make another one first (makeKey with the role ADMINISTRATOR), or run "npm run hub -- key revoke ${id}" on the hub's machine.`);
}
