import { expect, test } from 'vitest';
import { refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver, type TestApi } from '../support/api.ts';
import { everyValue, openOfLeicester as open, openOfNottingham as nottingham, secretOfLeicester, zebra as marker } from '../support/embargoed.ts';
import { queryOf } from '../support/everyField.ts';
import { openTestHub, publishers } from '../support/harvest.ts';

/** A hub with the public packages, and with the secret one if wanted. */
async function openHubWith({ secretToo }: { secretToo: boolean }): Promise<Hub> {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles(open, { name: 'open', title: 'Open' });
  await harvestFiles(nottingham, { name: 'plans', title: 'Nottingham', publisher: publishers.nottingham });
  await refreshOverlaps(hub);
  if (!secretToo) return hub;
  await harvestFiles(secretOfLeicester(), { name: 'secret', title: 'Another package' });
  await refreshOverlaps(hub);
  await hub.acts.disputeCoding({ id: 'Zebra-dispute', priorityId: 'E06000016/Zebra-p1', themeCode: 'LAC', suggestedThemeCode: null, note: 'Zebra note', bodyCode: 'E06000016', madeAt: '2025-06-01T12:00:00Z' });
  const decision = { rank: null, overlapId: null, otherOverlapId: null, coreKeys: [], title: null, basis: {}, overrule: false, reviewer: 'Zebra reviewer', madeAt: '2025-06-01T12:00:00.000Z' } as const;
  await hub.acts.decide({ ...decision, id: 'Zebra-decision', kind: 'set-theme', priorityIds: ['E06000016/Zebra-p1'], themeCode: 'SEND', note: 'Zebra why' });
  await hub.acts.decide({ ...decision, id: 'Zebra-link', kind: 'unlink-priorities', priorityIds: ['E06000018/p1', 'E06000016/Zebra-p2'], themeCode: null, note: 'Zebra apart' });
  const referral = { title: 'Zebra item', purpose: 'decision', targetId: null, indicatorCode: null, priorityId: null, meetingDate: null, note: 'Zebra why', bodyCode: 'E06000016', by: 'Leicester', groupId: 'E06000016/board', madeAt: '2025-06-01T12:00:00.000Z' };
  await hub.acts.refer({ ...referral, id: 'Zebra-referral', priorityId: 'E06000016/Zebra-p1' });
  await hub.acts.refer({ ...referral, id: 'Zebra-referral-2', targetId: (await hub.rows.selectFrom('target').select('id').executeTakeFirstOrThrow()).id });
  return hub;
}

/** Refused to all others, as tests/api/audit.test.ts and tests/api/accessKeys.test.ts show. */
const forAdministrators = new Set(['auditEntries', 'accessKeys']);
// Runs, sources and versions tell of the hub's work, and are tried on their own below.
const tellsOfRuns = new Set(['provenance', 'dataVersion', 'harvest', 'harvests', 'lastHarvest', 'source', 'sources', 'issues', 'records']);

test('a plan under embargo shows to nobody but its publisher, through whatever field of the root, in words or in numbers', async () => {
  const [plain, full] = [await openHubWith({ secretToo: false }), await openHubWith({ secretToo: true })];
  const over = (hub: Hub, asPublisher?: string): Promise<TestApi> => apiOver(hub, { today: '2025-06-30', limits: { maxCost: 1e12, maxDepth: 30, maxTokens: 1e6, maxAliases: 10_000 }, ...(asPublisher && { asPublisher }) });
  const [without, asPublic, asLeicester, asNottingham] = [await over(plain), await over(full), await over(full, publishers.leicester.code), await over(full, publishers.nottingham.code)];
  const seenByPublisher: string[] = [];
  for (const field of Object.values(without.schema.getQueryType()!.getFields())) {
    if (forAdministrators.has(field.name)) continue;
    const query = queryOf(field, { values: everyValue, without: tellsOfRuns });
    const answers = [await without.query(query), await asPublic.query(query), await asNottingham.query(query), await asLeicester.query(query)] as const;
    for (const { errors } of answers) expect(errors, field.name).toEqual([]);
    const [before, forPublic, forNottingham, forLeicester] = answers.map(({ data }) => JSON.stringify(data)) as [string, string, string, string];
    expect(forPublic, field.name).not.toContain(marker);
    expect(forNottingham, field.name).not.toContain(marker);
    if (!tellsOfRuns.has(field.name)) expect(forPublic, field.name).toBe(before);
    if (!tellsOfRuns.has(field.name) && field.name !== 'viewer') expect(forNottingham, field.name).toBe(before);
    if (forLeicester.includes(marker)) seenByPublisher.push(field.name);
  }
  // The control: the same questions bring it to light for the publisher.
  expect(seenByPublisher).toEqual(expect.arrayContaining(['plans', 'plan', 'priorities', 'priority', 'overlaps', 'overlap', 'compare', '_entities', 'actions', 'targets', 'issues', 'authority', 'theme', 'groups', 'governance']));

  // Its package is known by name, as every source is; what is in it is not.
  const ofSource = '{ source(id: "E06000016/secret") { records { noun count } issues { totalCount } } }';
  for (const api of [asPublic, asNottingham]) expect((await api.query(ofSource)).data).toEqual({ source: { records: [], issues: { totalCount: 0 } } });
  expect((await asLeicester.query(ofSource)).data.source).toMatchObject({ records: expect.arrayContaining([{ noun: 'priorities', count: 2 }]), issues: { totalCount: 1 } });
}, 120_000);

test('its publisher sees what is not public yet marked as such: the plan, the member, and the overlap that rests on it', async () => {
  const hub = await openHubWith({ secretToo: true });
  const query = `{
    plan(id: "E06000016/Zebra") { isPublic publicFrom }
    priority(id: "E06000016/Zebra-p1") { isPublic }
    overlap(id: "overlap-SEND", filter: { region: "E12000004", asAt: "2025-06-01" }) { isPublic members { nodes { isPublic priority { id } } } }
  }`;
  const before = await apiOver(hub, { today: '2025-06-30', asPublisher: 'E06000016' });
  const { data } = await before.query(query);
  expect(data.plan).toEqual({ isPublic: false, publicFrom: '2025-07-01' });
  expect([data.priority.isPublic, data.overlap.isPublic]).toEqual([false, false]);
  expect(data.overlap.members.nodes).toEqual(expect.arrayContaining([{ isPublic: false, priority: { id: 'E06000016/Zebra-p2' } }, { isPublic: true, priority: { id: 'E06000016/p1' } }]));
  // On its day all of it is everybody's.
  const after = await apiOver(hub, { today: '2025-07-01' });
  const { data: then } = await after.query(query);
  expect(then.plan).toEqual({ isPublic: true, publicFrom: '2025-07-01' });
  expect([then.priority.isPublic, then.overlap.isPublic]).toEqual([true, true]);
  expect(then.overlap.members.nodes).toHaveLength(data.overlap.members.nodes.length);
});
