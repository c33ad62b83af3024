import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { openHub, refreshOverlaps, updateOverlapsBy, type Hub } from '../../src/hub.ts';
import { httpEmbedder } from '../../src/overlap/meaning/httpEmbedder.ts';
import { openMeaning } from '../../src/overlap/meaning/openMeaning.ts';
import { patience } from '../../src/overlap/meaning/postJson.ts';
import { newPlace } from '../support/database.ts';
import { serveEmbeddings } from '../support/embeddingServer.ts';
import { makePackage, openTestHub, publishers, referenceFiles, type TestHub } from '../support/harvest.ts';

const reference = { name: 'reference', title: 'Reference data', publisher: publishers.england };
/** The taxonomy that the hub ships with, in which the definition of looked-after children may say something else. */
const themes = (stability = 'stability') => ({ ...referenceFiles, 'themes.csv': readFileSync('seeds/england/themes.csv', 'utf8').replace('Outcomes, stability,', `Outcomes, ${stability},`) });
const aim = 'p,1,Corporate parenting and stability of placements in care,priority,yes,LAC';
const plan = (embargo = '') => `plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,embargo_until\np,E06000016,Plan,cypp,2024,2026,partial,${embargo}\n`;
const plans = (rows: string[], embargo?: string) => ({ 'plans.csv': plan(embargo), 'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted,theme_codes', ...rows].join('\n') });

/** A hub that knows the taxonomy and one plan, and ways to read it with the help of a service. */
async function openHubWithThemes(rows: string[], embargo?: string) {
  let today = '2025-06-01';
  const testHub = await openTestHub({ clock: () => new Date(`${today}T12:00:00Z`) });
  await testHub.harvestFiles(themes(), reference);
  await testHub.harvestFiles(plans(rows, embargo));
  const atOnce = { ...patience, wait: async () => {} };
  const refresh = async (url: string | null, model = 'toy'): Promise<string[]> => {
    const hub: Hub = { ...testHub.hub, harvesting: { ...testHub.hub.harvesting, now: () => new Date(`${today}T12:00:00Z`) }, meaning: url === null ? null : openMeaning(httpEmbedder({ url, model, key: 'sk-secret', seconds: 60 }, atOnce), 60) };
    return refreshOverlaps(hub);
  };
  return { ...testHub, refresh, wakeOn: (day: string) => void (today = day) };
}

/** The reasons from meaning that are stored, by priority. */
async function storedReasons({ rows }: TestHub): Promise<Record<string, string[]>> {
  const stored = await rows<{ owner_id: string; evidence: string }>('select owner_id, evidence from priority_theme order by owner_id, target_id');
  return Object.fromEntries([...Map.groupBy(stored, ({ owner_id }) => owner_id)].map(([id, of]) => [
    id.split('/')[1]!,
    of.flatMap(({ evidence }) => (JSON.parse(evidence) as { kind: string; explanation: string }[]).filter(({ kind }) => kind === 'SIMILAR_MEANING').map(({ explanation }) => explanation)),
  ]));
}

const reason = expect.stringMatching(/^By the outside model “toy” it is nearer in meaning to Looked-after children and care leavers than to other themes: by \d\.\d standard deviations\.$/);

test('with a service a priority is read with one more reason, once, and is surer for it', async () => {
  const service = await serveEmbeddings();
  const hub = await openHubWithThemes([aim]);
  const confidence = async () => (await hub.rows<{ confidence: number }>(`select confidence from priority_theme where target_id = 'LAC'`))[0]!.confidence;
  expect(await hub.refresh(null)).toEqual([expect.stringContaining('Read 1 priority again')]);
  expect(await storedReasons(hub)).toEqual({ 1: [] });
  const without = await confidence();

  const url = service.at('v1/embeddings');
  expect(await hub.refresh(url)).toEqual([expect.stringContaining('Read 1 priority again')]);
  expect(await storedReasons(hub)).toEqual({ 1: [reason] });
  expect(await confidence()).toBeGreaterThanOrEqual(without);
  expect(service.asked.flatMap(({ texts }) => texts)).toContain('Corporate parenting and stability of placements in care');
  const asked = service.asked.length;
  expect(await hub.refresh(url)).toEqual([]);
  expect(service.asked).toHaveLength(asked);
});

test('what was read with it is read again when the model, the taxonomy or the setting changes', async () => {
  const service = await serveEmbeddings();
  const hub = await openHubWithThemes([aim]);
  const url = service.at('v1/embeddings');
  await hub.refresh(url);
  expect(await hub.refresh(url, 'toy-2')).toEqual([expect.stringContaining('Read 1 priority again')]);
  expect(JSON.stringify(await storedReasons(hub))).toContain('toy-2');
  await hub.harvestFiles(themes('permanence'), reference);
  expect(await hub.refresh(url, 'toy-2')).toEqual([expect.stringContaining('Read 1 priority again')]);
  expect(await hub.refresh(service.at('gzipped'), 'toy-2')).toEqual([expect.stringContaining('Read 1 priority again')]);
  expect(await hub.refresh(null)).toEqual([expect.stringContaining('Read 1 priority again')]);
  expect(await storedReasons(hub)).toEqual({ 1: [] });
});

test('when the service fails, priorities are read without it, the operator is told, and they are read with it once it is back', async () => {
  const service = await serveEmbeddings();
  const hub = await openHubWithThemes([aim, 'p,2,Reducing absence and exclusions from school,priority,yes,ATTEND']);
  const trouble = `The embedding service at ${service.at('status-503')} (model toy) answered with status 503, 4 times, so all 2 priorities that it was to help with are read without it: see to the service, and the hub asks again the next time it reads priorities, at an import or its next start.`;
  expect(await hub.refresh(service.at('status-503'))).toEqual([trouble, expect.stringContaining('Read 2 priorities again')]);
  expect(await storedReasons(hub)).toEqual({ 1: [], 2: [] });

  // As long as it is away nothing changes, and nothing is read again in vain.
  const stored = await hub.everything();
  expect(await hub.refresh(service.at('status-503'))).toEqual([trouble]);
  expect(await hub.everything()).toEqual(stored);

  expect(await hub.refresh(service.at('v1/embeddings'))).toEqual([expect.stringContaining('Read 2 priorities again')]);
  expect(await storedReasons(hub)).toEqual({ 1: [reason], 2: [expect.stringContaining('attendance')] });
  // And what was read with it stays so while it is away again.
  expect(await hub.refresh(service.at('v1/embeddings'))).toEqual([]);
});

test('what the service told before it failed is kept, and the rest is asked for the next time', async () => {
  const service = await serveEmbeddings();
  const hub = await openHubWithThemes(Array.from({ length: 130 }, (_, i) => `p,${1000 + i},Corporate parenting and stability of placements in care ${i},priority,yes,LAC`));
  // Two requests are for the themes, three for the first 96 priorities.
  service.beforeAnswer = (asked) => {
    if (service.asked.length > 5) asked.path = 'status-401';
  };
  const [trouble] = await hub.refresh(service.at('v1/embeddings'));
  expect(trouble).toContain('refuses the hub (status 401), so 34 of the 130 priorities');
  expect(Object.values(await storedReasons(hub)).filter((reasons) => reasons.length > 0)).toHaveLength(96);
  service.beforeAnswer = () => {};
  expect(await hub.refresh(service.at('v1/embeddings'))).toEqual([expect.stringContaining('Read 34 priorities again')]);
});

test('what is under embargo is not sent, and is read with the service from the day it is public', async () => {
  const service = await serveEmbeddings();
  const hub = await openHubWithThemes([aim], '2025-07-01');
  expect(await hub.refresh(service.at('v1/embeddings'))).toEqual([expect.stringContaining('Read 1 priority again')]);
  expect(service.asked).toEqual([]);
  expect(await storedReasons(hub)).toEqual({ 1: [] });
  hub.wakeOn('2025-07-01');
  expect(await hub.refresh(service.at('v1/embeddings'))).toEqual([expect.stringContaining('Read 1 priority again')]);
  expect(await storedReasons(hub)).toEqual({ 1: [reason] });
});

test('others write while the service is waited for, and what they change is not read by what it told of the old words', async () => {
  const service = await serveEmbeddings();
  const hub = await openHubWithThemes([aim]);
  service.beforeAnswer = async () => {
    if (service.asked.length === 3) await hub.harvestFiles(plans(['p,1,Better homes,priority,yes,LAC']));
  };
  expect(await hub.refresh(service.at('v1/embeddings'))).toEqual([expect.stringContaining('Read 1 priority again')]);
  expect(service.asked.at(-1)!.texts).toEqual(['Corporate parenting and stability of placements in care']);
  expect(await storedReasons(hub)).toEqual({ 1: [] });
  expect(await hub.refresh(service.at('v1/embeddings'))).toEqual([expect.stringContaining('Read 1 priority again')]);
  expect(service.asked.at(-1)!.texts).toEqual(['Better homes']);
});

test('a taxonomy of few themes is nothing to compare with, so the service is not asked', async () => {
  const service = await serveEmbeddings();
  const hub = await openTestHub();
  await hub.harvestFiles(plans([aim]));
  const meaning = openMeaning(httpEmbedder({ url: service.at('v1/embeddings'), model: 'toy', key: null, seconds: 60 }), 60);
  expect(await refreshOverlaps({ ...hub.hub, meaning })).toEqual([expect.stringContaining('Read 1 priority again')]);
  expect(service.asked).toEqual([]);
});

test('a rehearsal asks nothing, and leaves what was read with the service as it is', async () => {
  const service = await serveEmbeddings();
  const hub = await openHubWithThemes([aim]);
  const url = service.at('v1/embeddings');
  await hub.refresh(url);
  const asked = service.asked.length;
  const meaning = openMeaning(httpEmbedder({ url, model: 'toy', key: null, seconds: 60 }), 60);
  await hub.harvestFiles(plans([aim, 'p,2,Better homes,priority,yes,HOUSING']));
  expect(await updateOverlapsBy(hub.hub.write, () => new Date('2025-06-01'), await meaning.askNothing(hub.hub.write))).toMatchObject({ read: 1 });
  expect(service.asked).toHaveLength(asked);
  expect(await storedReasons(hub)).toEqual({ 1: [reason], 2: [] });
});

/** How many connections this process opens while some work is done, those of PostgreSQL's driver not counted: it makes its sockets in another way. */
async function connectionsDuring(work: () => Promise<unknown>): Promise<number> {
  let connections = 0;
  const count = (): void => void (connections += 1);
  subscribe('net.client.socket', count);
  onTestFinished(() => void unsubscribe('net.client.socket', count));
  await work();
  unsubscribe('net.client.socket', count);
  return connections;
}

test('unless EMBEDDING_URL is set no connection is opened while priorities are read', async () => {
  const service = await serveEmbeddings();
  const url = service.at('v1/embeddings');
  const place = await newPlace();
  onTestFinished(place.remove);
  const readIn = async (settings: Record<string, string>): Promise<number> => {
    const hub = await openHub(readConfig({ ...place.settings, EMBEDDING_MODEL: 'toy', EMBEDDING_KEY: 'sk-secret', ...settings }));
    try {
      const connections = await connectionsDuring(() => refreshOverlaps(hub));
      expect(hub.meaning === null).toBe(settings.EMBEDDING_URL === undefined);
      return connections;
    } finally {
      await hub.close();
    }
  };
  const hub = await openHub(place);
  await harvestPackage(hub.harvesting, makePackage(themes(), reference).path);
  await harvestPackage(hub.harvesting, makePackage(plans([aim])).path);
  await hub.close();
  expect(await readIn({})).toBe(0);
  expect(service.asked).toEqual([]);
  // The same count does see connections once there is a service.
  expect(await readIn({ EMBEDDING_URL: url })).toBeGreaterThan(0);
  expect(service.asked.length).toBeGreaterThan(0);
});
