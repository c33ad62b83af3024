import { stringify } from 'csv-stringify/sync';
import { sql } from 'kysely';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageFiles } from '../../src/harvest/package/packageFiles.ts';
import type { Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';
import { makePackage, openTestHub } from '../support/harvest.ts';

interface Row { id: string; hash: string; harvest: number; file: string; line: number; cells: string[] }
interface Source { id: string; title: string; publisher: { kind: string; code: string; name: string }; records: { noun: string; count: number; fingerprint: string }[] }

const pageOfRows = `query Rows($source: ID!, $noun: String!, $changedAfter: Int, $first: Int! = 500, $after: String) {
  source(id: $source) { rows(noun: $noun, changedAfter: $changedAfter, first: $first, after: $after) { totalCount columns pageInfo { hasNextPage endCursor } nodes { id hash harvest file line cells } } }
}`;

async function sourcesOf(api: TestApi): Promise<Source[]> {
  const sources: Source[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await api.query(`query Sources($after: String) { sources(first: 8, after: $after) { pageInfo { hasNextPage endCursor } nodes { id title publisher { kind code name } records { noun count fingerprint } } } }`, { after });
    expect(errors).toEqual([]);
    sources.push(...data.sources.nodes);
    if (!data.sources.pageInfo.hasNextPage) return sources.sort((a, b) => (a.id < b.id ? -1 : 1));
    after = data.sources.pageInfo.endCursor as string;
  }
}

async function rowsOf(api: TestApi, source: string, noun: string, more: Record<string, unknown> = {}): Promise<{ columns: string[]; rows: Row[]; totalCount: number }> {
  const rows: Row[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await api.query(pageOfRows, { source, noun, ...more, after });
    expect(errors).toEqual([]);
    const page = data.source.rows;
    rows.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return { columns: page.columns, rows, totalCount: page.totalCount };
    after = page.pageInfo.endCursor as string;
  }
}

describe('all of the seeds, given as rows,', () => {
  let hub: Hub;
  let api: TestApi;
  beforeAll(async () => {
    hub = await openSeededHub();
    api = await apiOver(hub);
  });
  afterAll(() => hub.close());

  test('make the same records, hash by hash, in a hub that reads the rows as a package', { timeout: 300_000 }, async () => {
    const sources = await sourcesOf(api);
    expect(sources).toHaveLength(readdirSync('seeds').length);
    const other = await openTestHub({ reference: false });
    const kinds = ['NATIONAL', 'REGION', 'AUTHORITY'];
    for (const source of sources.toSorted((a, b) => kinds.indexOf(a.publisher.kind) - kinds.indexOf(b.publisher.kind))) {
      const files: Record<string, Buffer> = {};
      for (const { noun, count } of source.records) {
        const { columns, rows, totalCount } = await rowsOf(api, source.id, noun);
        expect([noun, rows.length, totalCount]).toEqual([noun, count, count]);
        files[`${noun}.csv`] = Buffer.from(stringify([columns, ...rows.map(({ cells }) => cells)]));
      }
      const descriptor = { name: source.id.split('/')[1]!, title: source.title, publisher: { ...source.publisher, kind: source.publisher.kind.toLowerCase() } };
      const report = await other.harvest(makePackage(files, descriptor));
      expect([source.id, report.status, report.issues]).toEqual([source.id, 'harvested', []]);
    }
    for (const { table } of packageFiles) {
      const said = `select id, source_id, content_hash from "${table}" where withdrawn_on is null order by id`;
      const here = await sql.raw(said).execute(hub.stored);
      expect(await other.rows(said), table).toEqual(here.rows);
    }
  });
});

const plans = (rows: string) => ({ 'plans.csv': `plan_ref,authority_codes,title,kind,coverage,embargo_until,supersedes_ref\n${rows}\n` });
const source = 'E06000016/plans';

async function fingerprintOf(api: TestApi): Promise<string> {
  return (await sourcesOf(api)).find(({ id }) => id === source)!.records.find(({ noun }) => noun === 'plans')!.fingerprint;
}

test('changedAfter gives only what a later harvest brought, and a withdrawal shows in the fingerprint', async () => {
  const hub = await openTestHub();
  const api = await apiOver(hub.hub);
  await hub.harvestFiles(plans('a,E06000016,First,cypp,whole,,\nb,E06000016,Second,laa,whole,,'));
  const before = { rows: (await rowsOf(api, source, 'plans')).rows, fingerprint: await fingerprintOf(api) };
  await hub.harvestFiles(plans('a,E06000016,First,cypp,whole,,\nb,E06000016,Changed,laa,whole,,'));
  const seen = Math.max(...before.rows.map(({ harvest }) => harvest));
  expect((await rowsOf(api, source, 'plans', { changedAfter: seen })).rows.map(({ id }) => id)).toEqual(['E06000016/b']);
  const changed = await fingerprintOf(api);
  expect(changed).not.toBe(before.fingerprint);
  await hub.harvestFiles(plans('a,E06000016,First,cypp,whole,,'));
  expect((await rowsOf(api, source, 'plans', { changedAfter: seen })).rows).toEqual([]);
  expect(await fingerprintOf(api)).not.toBe(changed);
});

test('a plan under embargo is in no row and no fingerprint, not even as what another plan supersedes, until its day', async () => {
  const hub = await openTestHub();
  await hub.harvestFiles(plans('open,E06000016,Open,cypp,whole,,hidden\nhidden,E06000016,Hidden,laa,whole,2025-09-01,'));
  const today = await apiOver(hub.hub, { today: '2025-06-01' });
  const then = await apiOver(hub.hub, { today: '2025-09-02' });
  const { columns, rows, totalCount } = await rowsOf(today, source, 'plans');
  expect([totalCount, rows.map(({ id }) => id), rows[0]!.cells[columns.indexOf('supersedes_ref')]]).toEqual([1, ['E06000016/open'], '']);
  expect(JSON.stringify(rows)).not.toContain('E06000016/hidden');
  const later = await rowsOf(then, source, 'plans');
  expect(later.rows.map(({ id, cells }) => [id, cells[columns.indexOf('supersedes_ref')]])).toEqual([['E06000016/hidden', ''], ['E06000016/open', 'hidden']]);
  expect(later.rows[1]!.hash).not.toBe(rows[0]!.hash);
  expect(await fingerprintOf(then)).not.toBe(await fingerprintOf(today));
});

test('a noun that there is not is refused by name', async () => {
  const api = await apiOver((await openTestHub()).hub);
  const { errors } = await api.query(pageOfRows, { source: 'E92000001/reference', noun: 'dragons' });
  expect(errors[0]!.message).toContain('noun is "dragons". Allowed: regions, authorities');
});
