import fc from 'fast-check';
import { getOperationAST, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicViewer } from '../../../src/access/viewer.ts';
import type { RequestContext } from '../../../src/api/context.ts';
import { pricesOf } from '../../../src/api/costLimit.ts';
import { heldLoaderOf, heldReadings } from '../../../src/api/heldReadings.ts';
import { harvestPackage } from '../../../src/harvest/harvestPackage.ts';
import { refreshOverlaps, type Hub } from '../../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../../support/api.ts';
import { makePackage, openTestHub } from '../../support/harvest.ts';
import { viewerOf } from '../../support/keys.ts';
import { leicester, openReviewing, plan } from '../../support/reviewing.ts';
import { writeOperation } from '../../support/writeOperation.ts';

const plansOf = (title: string, embargo = ''): Record<string, string> => ({
  'plans.csv': `plan_ref,authority_codes,title,kind,coverage,embargo_until\np1,E06000016,${title},cypp,whole,${embargo}`,
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\np1,R1,Better support for children with special educational needs,priority,yes,SEND',
});
const deep = '{ authorities(first: 5) { nodes { name plans(first: 5) { totalCount nodes { title priorities(first: 5) { nodes { title themes { confidence theme { label } } } } } } } } }';

describe('what a request of the public has read', () => {
  test('the next need not read, until the data change', async () => {
    const { hub, harvestFiles } = await openTestHub();
    await harvestFiles(plansOf('First'));
    const api = await apiOver(hub, { holds: true });
    const [first, again] = [await api.query(deep), await api.query(deep)];
    expect(first.statements).toBeGreaterThan(4);
    expect(again).toEqual({ ...first, statements: 0 });
    await harvestFiles(plansOf('Second'));
    const after = await api.query(deep);
    expect(JSON.stringify(after.data)).toBe(JSON.stringify(first.data).replace('First', 'Second'));
    expect(after.statements).toBe(first.statements);
  });

  test('serves other questions too: only what is new in them is read', async () => {
    const { hub, harvestFiles } = await openTestHub();
    await harvestFiles(plansOf('First'));
    const api = await apiOver(hub, { holds: true });
    await api.query(deep);
    expect(await api.query('{ authorities(first: 5) { nodes { code region { name } } } }')).toMatchObject({ statements: 1, errors: [] });
  });

  test('ends with the day: what is under embargo appears on its day', async () => {
    const { hub } = await openTestHub();
    await harvestPackage(hub.harvesting, makePackage(plansOf('Not yet public', '2025-06-02'), { name: 'embargo' }).path);
    const api = await apiOver(hub, { holds: true });
    const titlesOn = async (today: string): Promise<string> => JSON.stringify((await api.query(deep, {}, publicViewer(today))).data);
    expect(await titlesOn('2025-06-01')).not.toContain('Not yet public');
    expect(await titlesOn('2025-06-02')).toContain('Not yet public');
    expect(await titlesOn('2025-06-01')).not.toContain('Not yet public');
  });

  test('is shared with nobody who has a key, and what they read with nobody at all', async () => {
    const { hub } = await openTestHub();
    await harvestPackage(hub.harvesting, makePackage(plansOf('Not yet public', '2099-01-01'), { name: 'embargo' }).path);
    const api = await apiOver(hub, { holds: true });
    const publisher = viewerOf('publisher', { body: 'E06000016' });
    const costs = [await api.query(deep, {}, publisher), await api.query(deep, {}, publisher)].map(({ statements }) => statements);
    expect(costs[1]).toBe(costs[0]);
    expect(JSON.stringify((await api.query(deep)).data)).not.toContain('Not yet public');
    expect(JSON.stringify((await api.query(deep, {}, publisher)).data)).toContain('Not yet public');
  });

  test('holds which decisions are overruled for everybody, as that is worked out of them all, and shows of them what each may see', async () => {
    const { hub, decide, reread } = await openReviewing();
    await decide('refuseTheme', { priority: 'E06000018/n3', theme: 'LAC', note: 'For everybody.' });
    await decide('linkPriorities', { first: 'E06000018/n2', second: 'E06000018/n3', overrule: true, note: 'Later.' });
    await decide('linkPriorities', { first: 'E06000018/n1', second: 'E06000016/p4', note: 'A secret.' });
    await decide('unlinkPriorities', { first: 'E06000018/n1', second: 'E06000016/p4', overrule: true, note: 'Another secret.' });
    await reread(leicester({ 'plans.csv': plan('2099-01-01') }));
    const question = '{ decisions { nodes { note state overruledBy { note } } } overruled: decisions(filter: { states: [OVERRULED] }) { nodes { note } } }';
    const viewers = [viewerOf('publisher', { body: 'E06000016' }), viewerOf('analyst', { name: 'Analyst' }), publicViewer('2025-06-01')];
    const [holding, anew] = [await apiOver(hub, { holds: true }), await apiOver(hub)];
    for (const as of viewers) {
      const [first, again] = [await holding.query(question, {}, as), await holding.query(question, {}, as)];
      const alone = await anew.query(question, {}, as);
      for (const { data, errors } of [first, again]) expect({ data, errors }).toEqual({ data: alone.data, errors: [] });
      expect(JSON.stringify(first.data).includes('secret')).toBe(as === viewers[0]);
      expect(first.data.overruled.nodes).toContainEqual({ note: 'For everybody.' });
      // All that a key opens is read again, but for that.
      if (as.holder !== null) expect(again.statements).toBe(alone.statements - 2);
    }
  });

  test('is not how the hub is run: runs and sources are read each time, for they change while the data stay', async () => {
    const { hub, harvestFiles } = await openTestHub();
    await harvestFiles(plansOf('First'));
    const api = await apiOver(hub, { holds: true });
    const question = '{ sources(first: 5) { nodes { id lastHarvest { id } } } plans(first: 5) { nodes { provenance { source { id } } } } }';
    await api.query(question);
    // Two lists of sources' own, and the source of a plan; the plans are held.
    expect((await api.query(question)).statements).toBeGreaterThanOrEqual(3);
  });
});

test('of several parts of a question that are wrong, each is told its own mistake', async () => {
  const { hub } = await openTestHub();
  const api = await apiOver(hub, { holds: true });
  const part = (name: string, authority: string): string => `${name}: authority(code: "${authority}") { plans(filter: { authorities: ["${name}"] }) { totalCount } }`;
  const { errors } = await api.query(`{ ${part('E1', 'E06000016')} ${part('E2', 'E06000018')} }`);
  expect(errors.map(({ path, message }) => [path![0], /"(E\d)"/.exec(message)?.[1]])).toEqual(expect.arrayContaining([['E1', 'E1'], ['E2', 'E2']]));
});

describe('on the seeds', () => {
  let hub: Hub;
  let [holding, anew]: [TestApi, TestApi] = [] as never;

  beforeAll(async () => {
    hub = await openSeededHub();
    await refreshOverlaps(hub);
    holding = await apiOver(hub, { today: '2026-01-15', holds: true });
    anew = await apiOver(hub, { today: '2026-01-15', schema: holding.schema });
  });
  afterAll(() => hub.close());

  test('whatever is asked, the first time or the second, is answered as it would be anew', async () => {
    const price = pricesOf(holding.schema);
    const seen = { answers: 0, errors: 0 };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (random) => {
        const { text, variables } = writeOperation(holding.schema, random);
        const document = parse(text);
        fc.pre(validate(holding.schema, document).length === 0 && isAffordable(() => price(document, getOperationAST(document)!, variables)));
        const plain = await anew.query(text, variables);
        seen[plain.errors.length > 0 ? 'errors' : 'answers'] += 1;
        for (const time of ['first', 'second']) {
          const { data, errors } = await holding.query(text, variables);
          const what = `${time}: ${text}\n${JSON.stringify(variables)}`;
          // Of two mistakes, the one found first is told; what is held finds them sooner.
          if (plain.errors.length > 0) expect(errors.length, what).toBeGreaterThan(0);
          else expect(JSON.stringify({ data, errors }), what).toBe(JSON.stringify({ data: plain.data, errors: [] }));
        }
      }),
      { numRuns: 100, endOnFailure: true },
    );
    expect(Math.min(seen.answers, seen.errors)).toBeGreaterThan(10);
  }, 180_000);
});

function isAffordable(price: () => number | undefined): boolean {
  try {
    return (price() ?? Infinity) < 20_000;
  } catch {
    return false;
  }
}

describe('what is held', () => {
  const contextWith = (held: RequestContext['held']): RequestContext => ({ viewer: publicViewer('2025-06-01'), loaders: new Map(), held }) as unknown as RequestContext;
  const viewerContext = contextWith(undefined);

  test('is forgotten together when it takes more than 32 MiB; who is being answered keeps it', async () => {
    const heldIn = heldReadings();
    const held = heldIn('now', viewerContext)!;
    const letters = 'x'.repeat(2 ** 20);
    const readLong = async (_: RequestContext, ids: readonly string[]): Promise<string[]> => ids.map((id) => id + letters);
    for (let number = 0; number < 15; number += 1) await heldLoaderOf(contextWith(held), 'long texts', readLong).load(String(number));
    expect(heldIn('now', viewerContext)).toBe(held);
    for (let number = 15; number < 17; number += 1) await heldLoaderOf(contextWith(held), 'long texts', readLong).load(String(number));
    expect(heldIn('now', viewerContext)).not.toBe(held);
    let reads = 0;
    const counted = async (context: RequestContext, ids: readonly string[]): Promise<string[]> => ((reads += 1), readLong(context, ids));
    await heldLoaderOf(contextWith(held), 'long texts', counted).load('3');
    expect(reads).toBe(0);
  });

  test('can be changed by nobody', async () => {
    const held = heldReadings()('now', viewerContext)!;
    const row = { title: 'A', parts: [{ from: 1 }] };
    const loaded = await heldLoaderOf(contextWith(held), 'rows', async () => [row]).load('1');
    expect(() => (loaded.title = 'B')).toThrow(TypeError);
    expect(() => (loaded.parts[0]!.from = 2)).toThrow(TypeError);
    expect(() => loaded.parts.push({ from: 3 })).toThrow(TypeError);
  });

  test('is never an error, alone or among answers', async () => {
    const held = heldReadings()('now', viewerContext)!;
    let times = 0;
    const failsOnce = async (_: RequestContext, ids: readonly string[]): Promise<(string | Error)[]> => {
      times += 1;
      if (times === 1) throw new Error('The database is gone');
      return ids.map((id) => (id === 'bad' && times === 2 ? new Error('Bad') : id));
    };
    const load = (id: string): Promise<string> => heldLoaderOf(contextWith(held), 'failing', failsOnce).load(id);
    await expect(load('good')).rejects.toThrow('The database is gone');
    await expect(load('bad')).rejects.toThrow('Bad');
    expect(await load('bad')).toBe('bad');
  });
});
