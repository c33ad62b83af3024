import { expect, test } from 'vitest';
import { holderOfKey } from '../../src/access/keyStore.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub } from '../support/harvest.ts';
import { makeKeyOf, viewerOf } from '../support/keys.ts';

const list = 'query Keys($filter: AccessKeyFilter, $first: Int, $after: String) { accessKeys(filter: $filter, first: $first, after: $after) { totalCount pageInfo { endCursor } nodes { id name role scopes body { code name } region { code name } expiresOn madeBy madeAt revokedAt revokedBy } } }';
const make = 'mutation Make($input: MakeKeyInput!) { makeKey(input: $input) { key accessKey { id name role scopes body { name } expiresOn madeBy } } }';
const revoke = 'mutation Revoke($key: ID!) { revokeKey(input: { key: $key }) { accessKey { id revokedAt revokedBy } } }';

async function openWithAdministrator() {
  const { hub } = await openTestHub();
  const administrator = viewerOf('administrator', { name: 'Administrator of the hub' });
  return { hub, asAdministrator: await apiOver(hub, { as: administrator }) };
}

test('an administrator makes a key over GraphQL, which opens the hub at once and is never shown again', async () => {
  const { hub, asAdministrator } = await openWithAdministrator();
  const { data, errors } = await asAdministrator.query(make, { input: { role: 'OFFICER', body: 'E06000016', name: 'Commissioning officer, Leicester', scopes: ['SPEAK', 'READ_UNPUBLISHED'], expiresOn: '2026-03-31' } });
  expect(errors).toEqual([]);
  const { key, accessKey } = data.makeKey;
  expect(accessKey).toEqual({ id: key.slice(3, 15), name: 'Commissioning officer, Leicester', role: 'OFFICER', scopes: ['READ_UNPUBLISHED', 'SPEAK'], body: { name: 'Leicester' }, expiresOn: '2026-03-31', madeBy: 'Administrator of the hub' });
  expect(await holderOfKey(hub.stored, key, '2025-06-01')).toMatchObject({ scopes: ['read:unpublished', 'speak'], bodyCode: 'E06000016' });
  const listed = JSON.stringify((await asAdministrator.query(list)).data);
  expect(listed).toContain(accessKey.id);
  expect(listed).not.toContain(key.slice(-43));
});

test('what a key cannot be for is refused as on the command line, and nothing is kept', async () => {
  const { asAdministrator } = await openWithAdministrator();
  for (const [input, message] of [
    [{ role: 'OFFICER' }, 'An officer acts for one body, and none is named.'],
    [{ role: 'SERVICE_ACCOUNT', scopes: ['REVIEW'] }, 'The scope "review" is none of a key of the role service-account.'],
    [{ role: 'ANALYST', expiresOn: '2030-01-01' }, 'no key lasts longer than two years'],
  ] as const) {
    const { data, errors } = await asAdministrator.query(make, { input });
    expect(errors).toMatchObject([{ message: expect.stringContaining(message), extensions: { code: 'BAD_ARGUMENT' } }]);
    expect(data.makeKey).toBeNull();
  }
  expect((await asAdministrator.query(list)).data.accessKeys.totalCount).toBe(0);
});

test('keys are listed newest first, page by page, by role, body, region and whether they still open the hub', async () => {
  const { hub, asAdministrator } = await openWithAdministrator();
  const at = (day: string) => new Date(`${day}T12:00:00Z`);
  const old = await makeKeyOf(hub, { role: 'officer', bodyCode: 'E06000018', expiresOn: '2025-05-31' }, at('2025-01-01'));
  const ended = await makeKeyOf(hub, { role: 'officer', bodyCode: 'E06000016' }, at('2025-02-01'));
  const analyst = await makeKeyOf(hub, { role: 'analyst', regionCode: 'E12000004' }, at('2025-03-01'));
  await hub.acts.revokeKey({ id: ended.id, revokedBy: 'Operator', revokedAt: '2025-04-01T12:00:00.000Z' });
  const idsOf = async (variables = {}): Promise<string[]> => (await asAdministrator.query(list, variables)).data.accessKeys.nodes.map(({ id }: { id: string }) => id);
  expect(await idsOf()).toEqual([analyst.id, ended.id, old.id]);
  expect(await idsOf({ filter: { inForce: true } })).toEqual([analyst.id]);
  expect(await idsOf({ filter: { inForce: false } })).toEqual([ended.id, old.id]);
  expect(await idsOf({ filter: { roles: ['OFFICER'], bodies: ['E06000016'] } })).toEqual([ended.id]);
  expect(await idsOf({ filter: { regions: ['E12000004'] } })).toEqual([analyst.id]);
  const first = await asAdministrator.query(list, { first: 1 });
  expect(first.data.accessKeys).toMatchObject({ totalCount: 3, nodes: [{ region: { code: 'E12000004', name: 'East Midlands' }, body: null, scopes: ['READ_PROPOSALS', 'REVIEW', 'PROPOSE'], revokedAt: null, madeBy: 'Test' }] });
  expect(await idsOf({ first: 1, after: first.data.accessKeys.pageInfo.endCursor })).toEqual([ended.id]);
});

test('however many keys are listed, it takes the same few statements', async () => {
  const { hub, asAdministrator } = await openWithAdministrator();
  const statements = async () => (await asAdministrator.query(list)).statements;
  await makeKeyOf(hub, { role: 'officer', bodyCode: 'E06000018' });
  const one = await statements();
  for (const bodyCode of ['E06000016', 'E06000017', 'E06000018']) await makeKeyOf(hub, { role: 'publisher', bodyCode });
  expect(await statements()).toBe(one);
});

test('an administrator ends a key with its name beside it, and of two keys of administrators one stays', async () => {
  const { hub, asAdministrator } = await openWithAdministrator();
  const [first, second] = [await makeKeyOf(hub, { role: 'administrator' }), await makeKeyOf(hub, { role: 'administrator' })];
  const expired = await makeKeyOf(hub, { role: 'administrator', expiresOn: '2025-05-31' }, new Date('2025-01-01T12:00:00Z'));
  const powerless = await makeKeyOf(hub, { role: 'administrator', scopes: [] });
  const officer = await makeKeyOf(hub, { role: 'officer', bodyCode: 'E06000016' });
  const done = await asAdministrator.query(revoke, { key: first.id });
  expect(done.data.revokeKey.accessKey).toEqual({ id: first.id, revokedAt: '2025-06-01T12:00:00.000Z', revokedBy: 'Administrator of the hub' });
  await expect(holderOfKey(hub.stored, first.key, '2025-06-01')).rejects.toMatchObject({ code: 'BAD_KEY' });
  // Neither one that is past its day nor one that may nothing could take its place.
  const refused = await asAdministrator.query(revoke, { key: second.id });
  expect(refused.errors).toMatchObject([{ message: expect.stringMatching(/is the last key of an administrator that is in force.*Make another one first/), extensions: { code: 'NOT_ALLOWED' } }]);
  expect(await holderOfKey(hub.stored, second.key, '2025-06-01')).toMatchObject({ id: second.id });
  for (const { id } of [first, expired, powerless, officer]) expect((await asAdministrator.query(revoke, { key: id })).errors).toEqual([]);
  // The operator of the hub, who can make another key on its machine, may.
  await hub.acts.revokeKey({ id: second.id, revokedBy: 'Operator', revokedAt: '2025-06-01T12:00:00.000Z' });
  expect((await asAdministrator.query(revoke, { key: 'nobody' })).errors[0]).toMatchObject({ message: expect.stringContaining('No key has the id "nobody".'), extensions: { code: 'UNKNOWN_RECORD' } });
});

test('nobody but an administrator sees keys, makes them or ends them', async () => {
  const { hub } = await openWithAdministrator();
  const { id } = await makeKeyOf(hub, { role: 'analyst' });
  const others = [viewerOf('analyst'), viewerOf('officer', { body: 'E06000016' }), viewerOf('approver', { body: 'E06000016' }), viewerOf('publisher', { body: 'E06000016' }), viewerOf('service-account', { region: 'E12000004' })];
  for (const as of [undefined, ...others]) {
    const api = await apiOver(hub, as ? { as } : {});
    for (const [query, variables] of [[list, {}], [make, { input: { role: 'ADMINISTRATOR' } }], [revoke, { key: id }]] as const) {
      const { data, errors } = await api.query(query, variables);
      expect(errors).toMatchObject([{ message: expect.stringContaining('Only an administrator of this hub may see keys'), extensions: { code: as ? 'NOT_ALLOWED' : 'NOT_SIGNED_IN' } }]);
      expect(JSON.stringify(data)).not.toContain('cg_');
    }
  }
  expect(await hub.rows.selectFrom('access_key').select(['id', 'revokedAt']).execute()).toEqual([{ id, revokedAt: null }]);
});
