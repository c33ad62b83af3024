import { newKey, type KeyAsked } from '../access/newKey.ts';
import type { Config } from '../config.ts';
import { openHub, type Hub } from '../hub.ts';
import { openExistingHub } from './openExistingHub.ts';

type Print = (line: string) => void;

const byOperator = 'Operator of the hub';

/** Makes a key and prints it this once. The hub knows it from then on, also while it is running. */
export async function makeKeyFor(config: Config, asked: KeyAsked, print: Print): Promise<number> {
  const { key, kept } = newKey(asked, { madeBy: byOperator, now: new Date() });
  return withHub(await openHub(config), async (hub) => {
    await hub.acts.keepKey(kept);
    const whose = kept.bodyCode ?? kept.regionCode;
    print(`The key ${kept.id} of ${kept.name} (${kept.role}${whose === null ? '' : ` for ${whose}`}), good until ${kept.expiresOn}. It may: ${kept.scopes.join(', ') || 'read what is public'}.`);
    print('It is shown this once and kept nowhere:');
    print('');
    print(`  ${key}`);
    print('');
    print('Its holder sends it as the header "Authorization: Bearer KEY". To end it at once: npm run hub -- key revoke ' + kept.id);
    return 0;
  });
}

/** Every key there ever was, the newest first; never a key itself. */
export async function listKeys(config: Config, print: Print): Promise<number> {
  return withHub(await openExistingHub(config), async ({ rows }) => {
    const keys = await rows.selectFrom('access_key').selectAll().orderBy('madeAt', 'desc').orderBy('id').execute();
    if (keys.length === 0) print('The hub has no keys. "npm run hub -- key make analyst" makes one; the first start of "npm run hub -- serve" makes one for an administrator.');
    const uses = await rows.selectFrom('audit_entry').select((eb) => ['who', eb.fn.max('until').as('until')]).where('who', 'is not', null).groupBy('who').execute();
    const lastUse = new Map(uses.map(({ who, until }) => [who, until]));
    for (const { id, name, role, scopes, bodyCode, regionCode, expiresOn, madeBy, madeAt, revokedAt, revokedBy } of keys) {
      const isOver = expiresOn < new Date().toISOString().slice(0, 10);
      const state = revokedAt ? `ended on ${revokedAt.slice(0, 10)} by ${revokedBy}` : isOver ? `expired after ${expiresOn}` : `good until ${expiresOn}`;
      print(`${id}: ${name}, ${role}${bodyCode || regionCode ? ` for ${bodyCode ?? regionCode}` : ''}, ${state}`);
      print(`  made on ${madeAt.slice(0, 10)} by ${madeBy}; may ${(JSON.parse(scopes) as string[]).join(', ') || 'read what is public'}; ${lastUse.has(id) ? `last used on ${lastUse.get(id)!.slice(0, 10)}` : 'not used yet'}`);
    }
    return 0;
  });
}

/** Ends a key at once, on every hub of this database. */
export async function endKey(config: Config, id: string, print: Print): Promise<number> {
  return withHub(await openExistingHub(config), async (hub) => {
    await hub.acts.revokeKey({ id, revokedBy: byOperator, revokedAt: new Date().toISOString() });
    print(`The key ${id} opens nothing more.`);
    return 0;
  });
}

async function withHub(hub: Hub, work: (hub: Hub) => Promise<number>): Promise<number> {
  try {
    return await work(hub);
  } finally {
    await hub.close();
  }
}
