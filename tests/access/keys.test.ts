import { describe, expect, test } from 'vitest';
import { holderOfKey, storeFirstKey } from '../../src/access/keyStore.ts';
import { makeKey } from '../../src/access/keys.ts';
import { newKey, type KeyAsked } from '../../src/access/newKey.ts';
import { readViewer } from '../../src/access/readViewer.ts';
import { roleNames } from '../../src/access/roles.ts';
import { reachOf } from '../../src/access/viewer.ts';
import { readConfig } from '../../src/config.ts';
import { openTestHub } from '../support/harvest.ts';
import { makeKeyOf, viewerOf } from '../support/keys.ts';

const today = '2025-06-01';
const now = new Date(`${today}T12:00:00Z`);
const make = (asked: KeyAsked) => newKey(asked, { madeBy: 'Test', now });

async function openHub() {
  const { hub, rows } = await openTestHub();
  const ask = (authorization: string | undefined, day = today) => readViewer(authorization, (key) => holderOfKey(hub.stored, key, day), day);
  return { hub, rows, ask };
}

describe('a caller', () => {
  test('without an Authorization header is the public', async () => {
    const { ask } = await openHub();
    expect(await ask(undefined)).toEqual({ today, holder: null });
  });

  test('with a key is whoever it was made for, whatever the case of "Bearer"', async () => {
    const { hub, ask } = await openHub();
    const { id, key } = await makeKeyOf(hub, { role: 'officer', bodyCode: 'E06000018', name: 'Commissioning officer' });
    const holder = { id, name: 'Commissioning officer', roles: ['officer'], scopes: ['read:unpublished', 'read:proposals', 'speak', 'propose'], bodyCode: 'E06000018', regionCode: null };
    expect(await ask(`Bearer ${key}`)).toEqual({ today, holder });
    expect(await ask(`bearer  ${key} `)).toEqual({ today, holder });
  });

  test('with anything else is refused, never taken for the public, and the key is not repeated', async () => {
    const { hub, ask, rows } = await openHub();
    const { key } = await makeKeyOf(hub, { role: 'analyst' });
    const [{ sha256 }] = (await rows<{ sha256: string }>('select sha256 from access_key')) as [{ sha256: string }];
    const altered = key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const header of [`Bearer ${makeKey().key}`, '', 'Bearer', `Bearer ${key.slice(0, -1)}`, `Bearer ${altered}`, `Bearer ${key} ${key}`, `Basic ${key}`, key, `Bearer ${sha256}`]) {
      await expect(ask(header), header).rejects.toMatchObject({ code: 'BAD_KEY', message: expect.not.stringContaining(key.slice(-43, -1)) });
    }
    expect(await ask(`Bearer ${key}`)).toMatchObject({ holder: { roles: ['analyst'] } });
  });

  test('with a key that was ended, or is past its last day, opens nothing from then on', async () => {
    const { hub, ask } = await openHub();
    const { id, key } = await makeKeyOf(hub, { role: 'analyst', expiresOn: '2025-12-31' });
    expect(await ask(`Bearer ${key}`, '2025-12-31')).toMatchObject({ holder: { id } });
    await expect(ask(`Bearer ${key}`, '2026-01-01')).rejects.toMatchObject({ code: 'BAD_KEY', message: expect.stringContaining('until 2025-12-31') });
    await hub.acts.revokeKey({ id, revokedBy: 'Operator', revokedAt: '2025-06-01T12:00:00.000Z' });
    await expect(ask(`Bearer ${key}`)).rejects.toMatchObject({ code: 'BAD_KEY', message: expect.stringContaining('was ended on 2025-06-01') });
    await expect(hub.acts.revokeKey({ id: 'nobody', revokedBy: 'x', revokedAt: 'y' })).rejects.toMatchObject({ code: 'UNKNOWN_RECORD' });
  });
});

describe('a new key', () => {
  test('has 256 random bits beside its id, and is kept as a hash', async () => {
    const { hub, rows } = await openHub();
    const { id, key } = await makeKeyOf(hub, { role: 'publisher', bodyCode: 'E06000016' });
    expect(key).toMatch(new RegExp(`^cg_${id}_`));
    expect(Buffer.from(key.slice(-43), 'base64url')).toHaveLength(32);
    expect(key).not.toBe(makeKey().key);
    expect(JSON.stringify(await rows('select * from access_key'))).not.toContain(key.slice(-43));
  });

  test('may all that its role may, or what of it is asked for; a service account only what is named', () => {
    expect(make({ role: 'analyst' }).kept.scopes).toEqual(['read:proposals', 'review', 'propose']);
    expect(make({ role: 'analyst', scopes: ['review'] }).kept.scopes).toEqual(['review']);
    expect(make({ role: 'service-account' }).kept.scopes).toEqual([]);
    expect(make({ role: 'service-account', regionCode: 'E12000004', scopes: ['read:proposals'] }).kept).toMatchObject({ scopes: ['read:proposals'], regionCode: 'E12000004' });
  });

  test.each<[string, KeyAsked]>([
    ['The role is "boss"', { role: 'boss' }],
    ['An officer acts for one body', { role: 'officer' }],
    ['The body is "Leicester"', { role: 'officer', bodyCode: 'Leicester' }],
    ['An analyst acts for no body, and E06000016 is named as one. Name a region in its place (--region E12000004, for example), leave it out', { role: 'analyst', bodyCode: 'E06000016' }],
    ['An analyst acts for no body, and E12000004 is named as one. It is a region: name it as one (--region E12000004).', { role: 'analyst', bodyCode: 'E12000004' }],
    ['An administrator acts for no region, and E12000004 is named as one. Leave it out', { role: 'administrator', regionCode: 'E12000004' }],
    ['Both a body', { role: 'service-account', bodyCode: 'E06000016', regionCode: 'E12000004' }],
    ['none of a key of the role service-account', { role: 'service-account', scopes: ['review'] }],
    ['none of a key of the role officer', { role: 'officer', bodyCode: 'E06000016', scopes: ['approve'] }],
    ['Expected a day from 2025-06-01 to 2027-06-01', { role: 'analyst', expiresOn: '2030-01-01' }],
    ['Expected a day from 2025-06-01 to 2027-06-01', { role: 'analyst', expiresOn: '2027-02-30' }],
    ['Expected a day from', { role: 'analyst', expiresOn: 'soon' }],
    ['Expected a day from', { role: 'analyst', expiresOn: '2025-05-31' }],
  ])('is refused, saying “%s …”', (message, asked) => {
    expect(() => make(asked)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT', message: expect.stringContaining(message) }));
  });

  test.each(['', ' ', ' Analyst', 'Analyst ', 'A;B', 'A:B', 'A"B', '$(id)', '<b>', 'A\nB', 'A\u202eB', 'x'.repeat(81), '-A'])('%j is no name of a post', (name) => {
    expect(() => make({ role: 'analyst', name })).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
  });
});

test('the first start makes one key of an administrator, and no other start does', async () => {
  const { hub, rows } = await openHub();
  const first = () => hub.write(({ inTransaction }) => inTransaction((db) => storeFirstKey(db, make({ role: 'administrator' }).kept)));
  expect(await Promise.all([first(), first()])).toEqual([true, false]);
  expect(await rows('select role from access_key')).toEqual([{ role: 'administrator' }]);
});

test('viewers of one reach see the same, whatever they are called', () => {
  const analyst = (name: string, region: string | null = null) => viewerOf('analyst', { name, region });
  expect(reachOf(analyst('One'))).toBe(reachOf(analyst('Other')));
  const all = [{ today, holder: null }, analyst('One'), analyst('One', 'E12000004'), ...['E06000016', 'E06000018'].flatMap((body) => (['officer', 'approver', 'publisher'] as const).map((role) => viewerOf(role, { body }))), viewerOf('administrator'), viewerOf('service-account', { body: 'E06000016' })];
  // A publisher, an officer and an approver of one body differ in what they may.
  expect(new Set(all.map(reachOf)).size).toBe(all.length);
  expect(roleNames).toHaveLength(6);
});

test('a setting that held keys once is refused, so that nobody is locked out without knowing why', () => {
  expect(() => readConfig({ PUBLISHER_KEYS: 'E06000016:abc' })).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION', message: expect.stringContaining('npm run hub -- key make') }));
});
