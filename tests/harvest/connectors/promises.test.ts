import { readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectors } from '../../../src/harvest/connectors/connectors.ts';
import { fingerprintOfRows } from '../../../src/harvest/package/fingerprintOfRows.ts';
import { endRun } from '../../../src/harvest/runs/askForRun.ts';
import { readRegistration } from '../../../src/harvest/sources/registration.ts';
import { findRegistered, removeSource } from '../../../src/harvest/sources/registerSource.ts';
import { apiOver } from '../../support/api.ts';
import { json, startAuthority, trouble, type Behaviour, type FakeAuthority } from '../../support/fakeAuthority.ts';
import { csv, publishers } from '../../support/harvest.ts';
import { makeZip } from '../../support/makeZip.ts';
import { openRuns, type Runs } from '../../support/registeredSource.ts';
import { workbookBytes } from '../../support/workbook.ts';

/** What a source has: a number for each of its records, by what it calls them. */
type Held = Record<string, number>;

/** How a connector is tried: where its source is, what its server sends when it holds something, and where that is found in the hub. */
interface Tried {
  settings: (authority: FakeAuthority) => object;
  /** Path of what a run cannot do without. */
  path: string;
  sends: (held: Held) => Behaviour;
  /** Records of the source in the hub, those withdrawn among them. */
  stored: string;
  /** The source whose the records are, where it brings those of others. */
  brings?: string;
}

const publisher = publishers.leicester;
const about = { name: 'source', title: 'Leicester’s source', publisher, licence: 'Open Government Licence v3.0' };
const sends = (bytes: Uint8Array): Behaviour => (_, response) => void response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
const services = `select ref, capacity as value, withdrawn_on, harvest_id from service order by ref`;

const tried: Record<string, Tried> = {
  package: {
    settings: (authority) => ({ address: authority.at('/source.zip') }),
    path: '/source.zip',
    sends: (held) => sends(readFileSync(makeZip({ 'datapackage.json': JSON.stringify(about), 'services.csv': csv(`service_ref,name,authority_codes,capacity\n${Object.entries(held).map(([ref, value]) => `${ref},Club,E06000016,${value}`).join('\n')}`) }))),
    stored: services,
  },
  spreadsheet: {
    settings: (authority) => ({ address: authority.at('/source.xlsx') }),
    path: '/source.xlsx',
    sends: (held) => sends(workbookBytes([
      { name: 'Package', rows: [['What', 'Your answer'], ['name *', 'source'], ['title *', 'Leicester’s source'], ['publisher kind *', 'authority'], ['publisher code *', 'E06000016'], ['publisher name *', 'Leicester']] },
      { name: 'services', rows: [['service_ref', 'name', 'authority_codes', 'capacity'], ...Object.entries(held).map(([ref, value]) => [ref, 'Club', 'E06000016', value])] },
    ])),
    stored: services,
  },
  'open-referral': {
    settings: (authority) => ({ address: authority.at('') }),
    path: '/services',
    sends: (held) => json({ total_items: Object.keys(held).length, last_page: true, contents: Object.entries(held).map(([ref, value]) => ({ id: ref, name: 'Club', attributes: [], capacities: [{ id: 'places', maximum: value, available: 0, unit: { name: 'places' } }] })) }),
    stored: services,
  },
  indicators: {
    settings: (authority) => ({ address: authority.at('/figures.csv'), periodKind: 'calendar' }),
    path: '/figures.csv',
    sends: (held) => sends(Buffer.from(csv(`Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n${Object.entries(held).map(([ref, value]) => `InfMort,Infant deaths,${2_000 + ref.charCodeAt(0)},Leicester,${value},856,East Midlands`).join('\n')}`))),
    stored: `select period as ref, value, withdrawn_on, harvest_id from observation order by period`,
  },
  hub: {
    settings: (authority) => ({ address: authority.at('/graphql') }),
    path: '/graphql',
    sends: (held) => otherHub(held),
    stored: services,
    brings: 'E06000016/clubs',
  },
};

/** Answers as another hub does that has these of Leicester's clubs, which are at the same server. */
function otherHub(held: Held): Behaviour {
  const nodes = Object.entries(held).map(([ref, value], index) => ({ id: `E06000016/${ref}`, hash: `${ref}${value}`, harvest: value, file: 'services.csv', line: index + 2, cells: [ref, 'Club', 'E06000016', String(value)] }));
  return async (request, response) => {
    const { query } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { query: string };
    const pageInfo = { hasNextPage: false, endCursor: null };
    const clubs = { id: 'E06000016/clubs', title: 'Clubs', version: null, licence: about.licence, attribution: null, link: `http://${request.headers.host}/clubs`, publisher: { ...publisher, kind: 'AUTHORITY' }, records: [{ noun: 'services', count: nodes.length, fingerprint: fingerprintOfRows(nodes) }] };
    const answers = { HubState: { dataVersion: { number: 1, committedAt: JSON.stringify(held) } }, HubSources: { sources: { pageInfo, nodes: [clubs] } }, HubRows: { source: { rows: { columns: ['service_ref', 'name', 'authority_codes', 'capacity'], pageInfo, nodes } } } };
    await json({ data: answers[/query (\w+)/.exec(query)![1] as keyof typeof answers] })(request, response, 1);
  };
}

test('every connector is tried', () => {
  expect(Object.keys(tried).sort()).toEqual(connectors.map(({ kind }) => kind).sort());
});

describe.each(Object.entries(tried))('a source read by the connector "%s"', (connector, { settings, path, sends: sendsHeld, stored, brings }) => {
  const id = 'E06000016/source';
  const three: Held = { a: 1, b: 2, c: 3 };

  interface Trying extends Runs {
    authority: FakeAuthority;
    registration: object;
    /** Reads it on a day of June, while its server behaves so. */
    read: (day: number, behaviour: Behaviour) => Promise<{ status: string; message: string | null; counts: { added: number; changed: number; withdrawn: number } }>;
    there: () => Promise<{ value: number; withdrawn_on: string | null; harvest_id: number }[]>;
    version: () => Promise<number>;
    source: () => Promise<Record<string, unknown>>;
  }

  async function open(): Promise<Trying> {
    let now = new Date('2025-06-01T12:00:00Z');
    const runs = await openRuns({ clock: () => now });
    const authority = await startAuthority({});
    const registration = { ...about, connector, mayShrinkBy: 100, settings: settings(authority) };
    await runs.save(registration);
    return {
      ...runs,
      authority,
      registration,
      async read(day, behaviour) {
        now = new Date(Date.UTC(2025, 5, day, 12));
        authority.behave({ [path]: behaviour });
        return (await runs.run(id))[0]!;
      },
      there: () => runs.rows(stored),
      version: async () => (await runs.rows<{ version: number }>('select max(version) as version from data_version'))[0]!.version,
      source: async () => (await runs.rows<Record<string, unknown>>(`select * from source where id = '${id}'`))[0]!,
    };
  }
  const values = async ({ there }: Trying): Promise<number[]> => (await there()).filter(({ withdrawn_on: gone }) => gone === null).map(({ value }) => value);

  test('brings its records, each with its publisher, licence, row and link', async () => {
    const source = await open();
    expect(await source.read(1, sendsHeld(three))).toMatchObject({ status: 'harvested', message: null });
    expect(await values(source)).toEqual([1, 2, 3]);
    const list = connector === 'indicators' ? 'observations(filter: { areas: ["E06000016"] })' : 'services(filter: { authorities: ["E06000016"] })';
    const { data, errors } = await (await apiOver(source.hub)).query(`{ list: ${list} { nodes { provenance { publisher { code } source { id standing } licence file line link originalId firstSeen lastSeen } } } }`);
    expect(errors).toEqual([]);
    expect(data.list.nodes).toHaveLength(3);
    expect(data.list.nodes[0].provenance).toMatchObject({ publisher: { code: 'E06000016' }, source: { id: brings ?? id, standing: 'CURRENT' }, licence: about.licence, link: expect.stringContaining(source.authority.at('')), firstSeen: '2025-06-01', lastSeen: '2025-06-01', line: expect.any(Number) });
  });

  test('is unchanged when it says the same again: nothing moves, and it is known when it was read', async () => {
    const source = await open();
    await source.read(1, sendsHeld(three));
    const before = [await source.there(), await source.version()];
    expect(await source.read(2, sendsHeld(three))).toMatchObject({ status: 'unchanged' });
    expect([await source.there(), await source.version()]).toEqual(before);
    expect(await source.source()).toMatchObject({ last_read_at: '2025-06-02T12:00:00.000Z', stale_since: null });
  });

  test('changes that record alone which it says otherwise, and withdraws the one that is gone, with the day', async () => {
    const source = await open();
    await source.read(1, sendsHeld(three));
    const first = await source.there();
    expect(await source.read(2, sendsHeld({ a: 1, b: 20, c: 3 }))).toMatchObject({ status: 'harvested', counts: { added: 0, withdrawn: 0 } });
    expect(await values(source)).toEqual([1, 20, 3]);
    const second = await source.there();
    expect([0, 2].map((index) => second[index]!.harvest_id)).toEqual([0, 2].map((index) => first[index]!.harvest_id));
    await source.read(3, sendsHeld({ a: 1, b: 20 }));
    expect((await source.there())[2]).toMatchObject({ withdrawn_on: '2025-06-03' });
    await source.read(4, sendsHeld(three));
    expect(await values(source)).toEqual([1, 2, 3]);
  });

  test.each([
    ['its server is down', (_: unknown, response: { destroy: () => void }) => response.destroy(), 'could not be reached'],
    ['it is not there', (_: unknown, response: { writeHead: (code: number) => { end: () => void } }) => response.writeHead(404).end(), '404'],
    ['it breaks off half way', trouble.halfABody, 'broke off before its answer was whole'],
    ['a web page is in its place', trouble.webPage, 'web page'],
  ] as [string, Behaviour, string][])('stays as it was read last when %s, and says so and since when', async (_, behaviour, words) => {
    const source = await open();
    await source.read(1, sendsHeld(three));
    const before = [await source.there(), await source.version()];
    expect(await source.read(2, behaviour)).toMatchObject({ status: 'failed', message: expect.stringContaining(words) });
    expect([await source.there(), await source.version()]).toEqual(before);
    expect(await source.source()).toMatchObject({ stale_since: '2025-06-02T12:00:00.000Z', failed_runs: 1, last_read_at: '2025-06-01T12:00:00.000Z' });
    await source.read(3, sendsHeld(three));
    expect(await source.source()).toMatchObject({ stale_since: null, failed_runs: 0 });
  });

  test('changes nothing when somebody cancels the run', async () => {
    const source = await open();
    await source.read(1, sendsHeld(three));
    const cancelled = await source.read(2, async (request, response, time) => {
      await source.hub.write(({ db }) => endRun(db, { sourceId: id, by: 'Analyst', at: new Date('2025-06-02T12:00:00Z') }));
      await sendsHeld({ a: 9 })(request, response, time);
    });
    expect(cancelled).toMatchObject({ status: 'cancelled', message: expect.stringContaining('cancelled by Analyst') });
    expect(await values(source)).toEqual([1, 2, 3]);
    expect(await source.source()).toMatchObject({ stale_since: null });
  });

  test('is asked for anew where the hub’s machine, as it went down, lost part of what was gathered', async () => {
    const source = await open();
    const unchanged: Behaviour = (request, response, time) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else return sendsHeld(three)(request, response.setHeader('etag', '"1"'), time);
    };
    await source.read(1, unchanged);
    const filesKept = (): string[] => readdirSync(source.running.gatheredFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)).sort();
    const count = filesKept().length;
    for (let index = 0; index < count; index += 1) {
      for (const left of [0, 0.5]) {
        const lost = filesKept()[index]!;
        truncateSync(lost, Math.floor(statSync(lost).size * left));
        expect(await source.read(2, unchanged), lost).toMatchObject({ status: 'unchanged', message: null });
        expect(filesKept()).toHaveLength(count);
      }
    }
    expect(await source.read(3, sendsHeld({ a: 1, b: 2, c: 3, d: 4 }))).toMatchObject({ status: 'harvested', counts: { withdrawn: 0 } });
    expect(await values(source)).toEqual([1, 2, 3, 4]);
  });

  test('has the same records when it is removed and registered again', async () => {
    const source = await open();
    await source.read(1, sendsHeld(three));
    await removeSource(source.running.harvesting, await findRegistered(source.hub.stored, id));
    expect(await values(source)).toEqual([]);
    await source.save(source.registration);
    await source.read(2, sendsHeld(three));
    expect(await values(source)).toEqual([1, 2, 3]);
    expect((await source.there()).length).toBe(3);
  });

  test('is not registered while its settings are wrong: every problem is said, with what is allowed', () => {
    const read = readRegistration(JSON.stringify({ ...about, connector, shedule: '0 3 * * *', settings: { address: 5, colour: 'red' } }));
    expect('problems' in read && read.problems).toEqual([
      expect.stringMatching(/^"shedule" is no setting of it; did you mean "schedule"\? Allowed: /),
      expect.stringMatching(/^"settings\.colour" is no setting of it.* Allowed: address/),
      expect.stringMatching(/^"settings\.address" is 5\. Allowed: /),
    ]);
  });
});
