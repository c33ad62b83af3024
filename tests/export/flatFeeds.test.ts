import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { feeds } from '../../src/export/feeds.ts';
import type { Hub } from '../../src/hub.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { openPages, pagesOfSeeds, type Pages } from '../explorer/openPages.ts';
import { openSeededHub } from '../support/api.ts';
import { makePackage, openTestHub, type PackageFiles } from '../support/harvest.ts';
import { startServer, type TestServer } from '../support/server.ts';

type Row = Record<string, string>;
type Getting = Pick<Pages, 'get'>;

const pages = pagesOfSeeds();

async function rowsOf(path: string, of: Getting = pages): Promise<Row[]> {
  const { status, text } = await of.get(path);
  expect(status, text.slice(0, 200)).toBe(200);
  return parse<Row>(text, { columns: true, bom: true });
}

const idsOf = (rows: readonly Row[], column: string): string[] => [...new Set(rows.map((row) => row[column]!))];

describe('a feed of a list has what GraphQL lists under the same filter, and nothing else', () => {
  test.each([
    ['figures', 'figure_id', 'observations', '?region=E12000004', '{ region: "E12000004" }'],
    ['figures', 'figure_id', 'observations', '?areas=E92000001,E06000016&indicators=LAIT:TotAbs,LAIT:AVG_Attain8_Score&from=2018-01-01&to=2022-12-31', '{ areas: ["E92000001", "E06000016"], indicators: ["LAIT:TotAbs", "LAIT:AVG_Attain8_Score"], from: "2018-01-01", to: "2022-12-31" }'],
    ['figures', 'figure_id', 'observations', '?authorities=E06000015&themes=LAC&latest=true&allChildren=true', '{ authorities: ["E06000015"], themes: ["LAC"], latest: true, allChildren: true }'],
    ['priorities', 'priority_id', 'priorities', '?region=E12000004&asAt=2025-12-31', '{ region: "E12000004", asAt: "2025-12-31" }'],
    ['priorities', 'priority_id', 'priorities', '?plans=E06000015/cypp-2006&themes=', '{ plans: ["E06000015/cypp-2006"] }'],
    ['targets', 'target_id', 'targets', '?authorities=E06000016&from=2009-01-01', '{ authorities: ["E06000016"], from: "2009-01-01" }'],
    ['services', 'service_id', 'services', '?region=E12000004&themes=NEET,SEND', '{ region: "E12000004", themes: ["NEET", "SEND"] }'],
    ['actions', 'action_id', 'actions', '?authorities=E06000016&dueBy=2009-01-01', '{ authorities: ["E06000016"], dueBy: "2009-01-01" }'],
    ['sources', 'source_id', 'sources', '', '{ holdsData: true }'],
  ])('%s, by %s: %s%s', async (name, column, list, address, filter) => {
    const ids = idsOf(await rowsOf(`/feeds/${name}.csv${address}`), column);
    const { data } = await pages.query(`{ ${list}(filter: ${filter}, first: 500) { totalCount nodes { id } } }`);
    expect(ids.length).toBe(data[list].totalCount);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.slice(0, 500)).toEqual(data[list].nodes.map(({ id }: { id: string }) => id));
  });

  test('also where it is longer than a page, each row once, from one version', async () => {
    const rows = await rowsOf('/feeds/figures.csv');
    const { data } = await pages.query('{ observations(first: 0) { totalCount } dataVersion { number } }');
    expect([rows.length, idsOf(rows, 'figure_id').length]).toEqual([data.observations.totalCount, data.observations.totalCount]);
    expect(rows.length).toBeGreaterThan(10_000);
    expect(idsOf(rows, 'data_version')).toEqual([String(data.dataVersion.number)]);
    for (const column of ['indicator_title', 'unit', 'area_name', 'area_kind', 'period_to', 'publisher', 'licence']) expect(rows.every((row) => row[column] !== ''), column).toBe(true);
    expect((await pages.get('/feeds/figures.csv')).text.match(/figure_id/g)).toHaveLength(1);
  });
});

test('a figure says its unit, its place and its authority; one of England has no authority', async () => {
  const rows = await rowsOf('/feeds/figures.csv?areas=E92000001,E06000016&indicators=LAIT:TotAbs&latest=true');
  expect(rows).toMatchObject([
    { area_code: 'E06000016', area_kind: 'AUTHORITY', authority_code: 'E06000016', authority_name: 'Leicester', region_name: 'East Midlands', measure: 'PROPORTION', polarity: 'LOW' },
    { area_code: 'E92000001', area_kind: 'COUNTRY', authority_code: '', authority_name: '', region_name: '' },
  ]);
});

test('a priority stands once for each authority of its plan that was asked about and each theme, with who read it and how surely', async () => {
  const priority = '{ nodes { id authorities { code } themes { confidence assignedBy isMain theme { code } } } }';
  const { data } = await pages.query(`{ priorities(filter: { authorities: ["E06000061", "E06000016"] }, first: 500) ${priority} }`);
  const rows = await rowsOf('/feeds/priorities.csv?authorities=E06000061,E06000016');
  const expected = data.priorities.nodes.flatMap(({ id, authorities, themes }: { id: string; authorities: { code: string }[]; themes: { confidence: number; assignedBy: string; isMain: boolean; theme: { code: string } }[] }) =>
    authorities.filter(({ code }) => ['E06000061', 'E06000016'].includes(code)).flatMap(({ code }) =>
      (themes.length === 0 ? [null] : themes).map((theme) => [id, code, theme?.theme.code ?? '', String(theme?.confidence ?? ''), theme?.assignedBy ?? '', String(theme?.isMain ?? '')]),
    ),
  );
  expect(rows.map((row) => [row['priority_id'], row['authority_code'], row['theme_code'], row['theme_confidence'], row['theme_assigned_by'], row['theme_is_main']])).toEqual(expected);
  expect(rows.some((row) => row['plan_is_joint'] === 'true')).toBe(true);
});

describe('what a figure withholds', () => {
  const files: PackageFiles = {
    'observations.csv': `
      indicator_code,area_code,period,value,numerator,denominator,status
      NI 117,E06000016,CY2007,0.5,3,600,
      NI 117,E06000016,CY2008,5,30,600,
      NI 117,E06000016,CY2009,,,,missing
      NI 117,E06000016,CY2010,,,,
      NI 117,E06000016,CY2011,0,0,600,low
    `,
  };

  test('stands in no cell, and the row says why it has no value', async () => {
    const testHub = await openTestHub();
    expect(await testHub.harvestFiles(files, { name: 'figures', disclosure: { threshold: 5 } })).toMatchObject({ rowsRefused: 0 });
    const served = await openPages(testHub.hub);
    onTestFinished(() => served.close());
    const rows = await rowsOf('/feeds/figures.csv', served);
    expect(rows.map(({ period, value, numerator, denominator, status, value_note: note }) => [period, value, numerator, denominator, status, note])).toEqual([
      ['CY2007', '', '', '', 'SUPPRESSED', 'Withheld, mostly because a small number could identify a child. Not zero.'],
      ['CY2008', '5', '30', '600', '', ''],
      ['CY2009', '', '', '', 'MISSING', 'Not available to its publisher. Not zero.'],
      ['CY2010', '', '', '', '', 'Not given, and its source does not say why. Not zero.'],
      ['CY2011', '0', '0', '600', 'LOW', 'Rounds to zero but is not zero.'],
    ]);
  });
});

describe('every feed', () => {
  test.each(feeds.map(({ name, columns }) => [name, columns] as const))('%s describes its columns for machines, each once and in their order', async (name, columns) => {
    const { text } = await pages.get(`/feeds/${name}.csv${name === 'sources' ? '' : '?region=E12000004'}`);
    const { tableSchema } = JSON.parse((await pages.get(`/feeds/${name}.csv-metadata.json`)).text) as { tableSchema: { columns: Record<string, string>[] } };
    expect(text.split('\r\n')[0]!.replace('\ufeff', '')).toBe(tableSchema.columns.map((column) => column.name).join(','));
    expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length);
    for (const column of tableSchema.columns) expect(column['dc:description'], column.name).toMatch(/\w{3}.*[.…]$/);
  });

  test.each(feeds.map(({ name }) => name))('%s is told of in the README, on /queries and in docs/feeds.md, with its parameters', async (name) => {
    const address = `/feeds/${name}.csv`;
    expect(readFileSync('README.md', 'utf8')).toContain(`\`${address}\``);
    expect((await pages.get('/queries')).text).toContain(`href="${address}"`);
    const [, parameters = ''] = new RegExp(`^\\| \`${name}\` \\| .+ \\| (.+) \\|$`, 'm').exec(readFileSync('docs/feeds.md', 'utf8')) ?? [];
    expect([...parameters.matchAll(/`(\w+)`/g)].map(([, parameter]) => parameter)).toEqual(feeds.find((feed) => feed.name === name)!.parameters);
  });

  test.each(feeds.map(({ name }) => name))('%s has a tag, and is not sent again to who sends that back', async (name) => {
    const address = `/feeds/${name}.csv${name === 'sources' ? '' : '?authorities=E06000016,E06000015'}`;
    const first = await pages.get(address);
    const tag = first.headers.get('etag')!;
    expect([first.status, tag, first.headers.get('cache-control')]).toEqual([200, expect.stringMatching(/^W\/"[\w-]{27}"$/), 'private, no-cache']);
    const again = await pages.get(address, { 'if-none-match': tag });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await pages.get(address, { 'if-none-match': '"other"' })).text).toBe(first.text);
  });
});

describe('the tag of a feed', () => {
  test('is another for other parameters and feeds, and the same in whatever order they stand', async () => {
    const tagOf = async (path: string): Promise<string | null> => (await pages.get(path)).headers.get('etag');
    const addresses = ['figures.csv?areas=E92000001&latest=true', 'figures.csv?areas=E92000001&latest=false', 'figures.csv?areas=E92000001', 'targets.csv?areas=E92000001', 'overlaps.csv?asAt=2008-06-30', 'sharing.csv?asAt=2008-06-30', 'overlaps.csv?asAt=2008-07-30'];
    const tags = await Promise.all(addresses.map((address) => tagOf(`/feeds/${address}`)));
    expect(new Set(tags).size).toBe(addresses.length);
    expect(await tagOf('/feeds/figures.csv?latest=true&areas=E92000001')).toBe(tags[0]);
  });

  test('is another when the data change, and on another day', async () => {
    const testHub = await openTestHub();
    const figuresOf = (value: number): PackageFiles => ({ 'observations.csv': `indicator_code,area_code,period,value\nNI 117,E06000016,CY2007,${value}` });
    const folder = makePackage(figuresOf(5), { name: 'figures' });
    await testHub.harvest(folder);
    const served = await openPages(testHub.hub);
    onTestFinished(() => served.close());
    const before = (await served.get('/feeds/figures.csv')).headers.get('etag')!;
    expect((await served.get('/feeds/figures.csv', { 'if-none-match': before })).status).toBe(304);
    folder.write(figuresOf(6));
    await testHub.harvest(folder);
    const after = await served.get('/feeds/figures.csv', { 'if-none-match': before });
    expect([after.status, after.text.includes(',6,')]).toEqual([200, true]);
    const tomorrow = await openPages(testHub.hub, '2026-01-16');
    onTestFinished(() => tomorrow.close());
    expect((await tomorrow.get('/feeds/figures.csv', { 'if-none-match': after.headers.get('etag')! })).status).toBe(200);
  });

  test('is not given with a refusal', async () => {
    const { status, headers } = await pages.get('/feeds/figures.csv?region=E1');
    expect([status, headers.get('etag'), headers.get('content-disposition')]).toEqual([400, null, null]);
  });
});

describe('an address a feed cannot use', () => {
  test.each([
    ['figures.csv?region=E1', 'UNKNOWN_REGION', /No region has the code "E1"/],
    ['figures.csv?indicators=NI117', 'UNKNOWN_RECORD', /No indicator has the code "NI117"/],
    ['figures.csv?latest=yes', 'BAD_ARGUMENT', /latest is "yes". Allowed: true or false/],
    ['figures.csv?asAt=2008-01-01', 'BAD_ARGUMENT', /a parameter "asAt"/],
    ['priorities.csv?themes=NO', 'UNKNOWN_THEME', /"NO"/],
    ['actions.csv?dueBy=June', 'BAD_ARGUMENT', /dueBy is "June"/],
    ['sources.csv?region=E12000004', 'BAD_ARGUMENT', /a parameter "region"\. Allowed: none\./],
  ])('%s is refused with %s and a sentence', async (path, code, sentence) => {
    const { status, text } = await pages.get(`/feeds/${path}`);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ message: expect.stringMatching(sentence), extensions: { code } }] });
  });
});

/** How many bytes went to the next who connects. */
function writtenOf({ app }: TestServer): () => number {
  let connection: Socket | undefined;
  app.server.once('connection', (socket: Socket) => (connection = socket));
  return () => connection?.bytesWritten ?? 0;
}

describe('a long feed', () => {
  /** The whole server over the seeds, and who asks it for all figures and reads none. */
  async function stalled(settings: Parameters<typeof startServer>[0] = {}): Promise<{ hub: Hub; server: TestServer; read: () => Promise<{ text: string; isWhole: boolean }>; leave: () => void }> {
    const hub = await openSeededHub();
    onTestFinished(() => hub.close());
    const server = await startServer(settings, { hub });
    const written = writtenOf(server);
    const socket = connect(server.port, '127.0.0.1').on('error', () => {});
    onTestFinished(() => void socket.destroy());
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk)).pause();
    socket.write('GET /feeds/figures.csv HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n');
    let [before, still] = [0, 0];
    const isStill = (): number => {
      still = written() > 0 && written() === before ? still + 1 : 0;
      before = written();
      return still;
    };
    await expect.poll(isStill, { interval: 50, timeout: 60_000 }).toBeGreaterThan(20);
    return {
      hub,
      server,
      async read() {
        const closed = new Promise((resolve) => socket.once('close', resolve));
        socket.resume();
        await closed;
        const text = Buffer.concat(chunks).toString();
        return { text, isWhole: text.endsWith('\r\n0\r\n\r\n') };
      },
      leave: () => void socket.destroy(),
    };
  }

  test('keeps nobody else from a turn while it is not read, and goes on when it is', async () => {
    const { server, read } = await stalled({ MAX_CONCURRENT: '1' });
    expect((await server.get('/feeds/figures.csv?areas=E06000016&latest=true')).status).toBe(200);
    const { text, isWhole } = await read();
    expect([text.startsWith('HTTP/1.1 200'), isWhole, text.includes('E92000001/LAIT:TotAbs|E06000016')]).toEqual([true, true, true]);
  });

  test('is cut off in the middle when the data change, so that nobody takes a part for the whole, and the log and the trail say so', async () => {
    const { hub, server, read } = await stalled({ LOG_LEVEL: 'info' });
    const folder = makePackage({ 'observations.csv': 'indicator_code,area_code,period,value\nLAIT:TotAbs,E06000016,CY2007,5' }, { name: 'more-figures' });
    expect(await harvestPackage(hub.harvesting, folder.path)).toMatchObject({ status: 'harvested', rowsRefused: 0 });
    const { text, isWhole } = await read();
    expect([text.startsWith('HTTP/1.1 200'), isWhole]).toEqual([true, false]);
    await expect.poll(() => linesOf(server)).toEqual([{ level: 30, time: expect.any(String), msg: 'Cut off', method: 'GET', route: '/feeds/figures.csv', status: 200, durationMs: expect.any(Number), cost: expect.any(Number), codes: ['DATA_CHANGING'] }]);
    expect(await trailOf(hub, server)).toEqual([{ outcome: 'answered-in-part', code: 'DATA_CHANGING', rows: expect.any(Number), times: 1 }]);
  });

  test('is told in the audit trail once, with what it gave: all, the first page to who asks for headers, a part to who leaves', async () => {
    const hub = await openSeededHub();
    onTestFinished(() => hub.close());
    const server = await startServer({}, { hub });
    const figures = parse<Row>((await server.get('/feeds/figures.csv')).text, { columns: true, bom: true }).length;
    const [whole, ...more] = await trailOf(hub, server);
    expect([whole!.outcome, whole!.times, whole!.rows >= figures, more]).toEqual(['answered', 1, true, []]);
    const forHeaders = await startServer({}, { hub });
    const { status, headers } = await forHeaders.get('/feeds/figures.csv', {}, 'HEAD');
    expect([status, headers.get('etag'), headers.get('content-length')]).toEqual([200, expect.any(String), null]);
    const [ofHeaders] = await trailOf(hub, forHeaders);
    expect(ofHeaders!.rows).toBeLessThan(whole!.rows / 10);
    const left = await stalled({ LOG_LEVEL: 'info' });
    left.leave();
    await expect.poll(() => linesOf(left.server)).toMatchObject([{ msg: 'Cut off', route: '/feeds/figures.csv', status: 200 }]);
    const [part] = await trailOf(left.hub, left.server);
    expect([part!.times, part!.rows > 0, part!.rows < whole!.rows]).toEqual([1, true, true]);
  });
});

/** What a server logged of its requests. */
const linesOf = ({ logged }: TestServer): unknown[] => logged.map((line) => JSON.parse(line) as { route?: string }).filter(({ route }) => route !== undefined);

interface Told {
  outcome: string;
  code: string | null;
  rows: number;
  times: number;
}

/** Stops a server and reads what its trail tells of the feed, what gave least first. */
async function trailOf(hub: Hub, { app }: TestServer): Promise<Told[]> {
  await app.close();
  const { rows } = await sql<Told>`select outcome, code, rows, times from audit_entry where operation = '/feeds/figures.csv' order by rows`.execute(hub.stored);
  return rows.map((entry) => ({ ...entry, rows: Number(entry.rows), times: Number(entry.times) }));
}
