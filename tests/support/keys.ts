import { newKey, type KeyAsked } from '../../src/access/newKey.ts';
import { scopesOf, type Role } from '../../src/access/roles.ts';
import { viewerFor, type Viewer } from '../../src/access/viewer.ts';
import type { Hub } from '../../src/hub.ts';

/** A key that a hub knows, as `hub key make` makes it. */
export async function makeKeyOf(hub: Hub, asked: KeyAsked, now = new Date('2025-06-01T12:00:00Z')): Promise<{ id: string; key: string; authorization: string }> {
  const { id, key, kept } = newKey(asked, { madeBy: 'Test', now });
  await hub.acts.keepKey(kept);
  return { id, key, authorization: `Bearer ${key}` };
}

/** Somebody of a role, as if signed in with a key that may all that the role may. */
export function viewerOf(role: Role, { today = '2025-06-01', body = null, region = null, name = role }: { today?: string; body?: string | null; region?: string | null; name?: string } = {}): Viewer {
  return viewerFor({ id: `key-of-${name}`, name, roles: [role], scopes: scopesOf([role]), bodyCode: body, regionCode: region }, today);
}
