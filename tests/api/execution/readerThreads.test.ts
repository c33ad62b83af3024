import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readerThreads, type ReaderThreads } from '../../../src/api/execution/readerThreads.ts';
import { publicViewer } from '../../../src/access/viewer.ts';
import { harvestPackage } from '../../../src/harvest/harvestPackage.ts';
import { openHub, refreshOverlaps, type Hub } from '../../../src/hub.ts';
import { createLog } from '../../../src/log.ts';
import { databaseKind, newPlace } from '../../support/database.ts';
import { makePackage, publishers, referenceFiles } from '../../support/harvest.ts';
import { makeTree } from '../../support/makeTree.ts';
import { serveHub } from '../../support/serveHub.ts';

const builtThread = new URL('../../../dist/commands/readerThread.js', import.meta.url);

async function awakeThreads(options: Parameters<typeof makeThreads>[0]): Promise<ReaderThreads> {
  const threads = makeThreads(options);
  await threads.wake();
  expect(threads.isAwake()).toBe(true);
  return threads;
}

function makeThreads(options: { thread: URL; file: string; above?: number; mostSeconds?: number; isInPlace?: () => boolean }): ReaderThreads {
  const threads = readerThreads({ above: 100, mostSeconds: 30, isInPlace: () => true, log: createLog('silent'), ...options });
  onTestFinished(() => threads.close());
  return threads;
}

/** A hub in a file, with two plans that share a theme. */
async function hubInFile(): Promise<{ hub: Hub; file: string }> {
  const place = await newPlace();
  if (place.database.kind !== 'sqlite') throw new Error('These tests are about SQLite');
  const hub = await openHub(place);
  onTestFinished(async () => {
    await hub.close();
    await place.remove();
  });
  await harvestPackage(hub.harvesting, makePackage(referenceFiles, { name: 'reference', title: 'Reference data', publisher: publishers.england }).path);
  for (const publisher of [publishers.leicester, publishers.nottingham]) {
    const files = {
      'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\np1,${publisher.code},Our plan,cypp,whole,2024,2026`,
      'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\np1,R1,Support children with special educational needs,priority,yes,SEND',
    };
    await harvestPackage(hub.harvesting, makePackage(files, { publisher }).path);
  }
  await refreshOverlaps(hub);
  return { hub, file: place.database.file };
}

describe.skipIf(databaseKind === 'postgres')('a costly query', () => {
  test('is read by a thread and answered as in place, with what is wrong and where', async () => {
    const { hub, file } = await hubInFile();
    const [inPlace, byThreads] = [await serveHub(hub), await serveHub(hub, { readers: await awakeThreads({ thread: builtThread, file }) })];
    const questions = [
      '{ overlaps(first: 5) { nodes { title authorities { name } members(first: 3) { nodes { priority { title } evidence { weight explanation } } } } coverage { statement } } }',
      'query Named($codes: [ID!]) { plans(filter: { authorities: $codes }, first: 5) { nodes { title\n priorities(after: "none") { totalCount } } } }',
      '{ plans(filter: { region: "E1" }) { totalCount } }',
    ];
    for (const query of questions) {
      const question = { query, variables: { codes: ['E06000016'] } };
      const [expected, found] = [await inPlace.ask(question), await byThreads.ask(question)];
      expect(found).toMatchObject({ status: expected.status, text: expected.text });
      expect(expected.statements).toBeGreaterThan(0);
      expect(found.statements).toBe(0);
    }
  });

  test('is answered in place once the path leads to another file than the one from which all others are answered', async () => {
    const { hub, file } = await hubInFile();
    let isInPlace = true;
    const readers = await awakeThreads({ thread: builtThread, file, isInPlace: () => isInPlace });
    const { ask } = await serveHub(hub, { readers });
    const query = '{ plans(first: 50) { nodes { title } } }';
    expect((await ask({ query })).statements).toBe(0);
    isInPlace = false;
    expect((await ask({ query: `${query} ` })).statements).toBe(1);
    await readers.wake();
    expect(readers.isAwake()).toBe(false);
  });

  test('that comes first is answered in place while a thread starts, and the next by that thread', async () => {
    const { hub, file } = await hubInFile();
    const readers = makeThreads({ thread: builtThread, file });
    const { ask } = await serveHub(hub, { readers });
    const query = '{ plans(first: 50) { nodes { title } } }';
    expect((await ask({ query })).statements).toBe(1);
    await readers.wake();
    expect((await ask({ query })).statements).toBe(0);
  });

  test('that comes while a first is answered in place waits for the thread, so that one at most keeps the others waiting', async () => {
    const { hub, file } = await hubInFile();
    const readers = makeThreads({ thread: builtThread, file });
    let inPlace = 0;
    const { ask } = await serveHub(hub, {
      readers,
      async onAnswer() {
        inPlace += 1;
        await readers.wake();
      },
    });
    const answered = await Promise.all([51, 52, 53, 54].map((first) => ask({ query: `{ plans(first: ${first}) { nodes { title } } }` })));
    expect(answered.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(inPlace).toBe(1);
  });

  test('is answered in place where no thread can be started', async () => {
    const { hub } = await hubInFile();
    const readers = makeThreads({ thread: new URL('file:///nowhere.js'), file: '' });
    const { ask } = await serveHub(hub, { readers });
    for (const first of [50, 51]) {
      expect(await ask({ query: `{ plans(first: ${first}) { nodes { title } } }` })).toMatchObject({ status: 200, statements: 1 });
      await readers.wake();
    }
  });

  test('of a viewer on a later day sees what is public by then', async () => {
    const { hub, file } = await hubInFile();
    const files = { 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,embargo_until\np9,E06000016,Not yet public,send,whole,2025-06-02' };
    await harvestPackage(hub.harvesting, makePackage(files, { name: 'embargo' }).path);
    let today = '2025-06-01';
    const { ask } = await serveHub(hub, { clock: () => new Date(`${today}T12:00:00Z`), readers: await awakeThreads({ thread: builtThread, file }) });
    const query = '{ plans(first: 50) { nodes { title } } }';
    expect((await ask({ query })).text).not.toContain('Not yet public');
    today = '2025-06-02';
    expect((await ask({ query })).text).toContain('Not yet public');
  });

  test('that is not answered in time is given up with 503, and says what to do', async () => {
    const { hub, file } = await hubInFile();
    const { ask } = await serveHub(hub, { readers: await awakeThreads({ thread: builtThread, file, mostSeconds: 0.001 }) });
    const { status, text } = await ask({ query: '{ plans(first: 50) { nodes { title } } }' });
    expect(status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ message: expect.stringMatching(/^The query was not answered within 0.001 seconds. Ask for fewer rows/), extensions: { code: 'QUERY_TOO_SLOW' } }] });
  });

  test('is what costs much: a small one stays where it is, and starts no thread', async () => {
    const { hub } = await hubInFile();
    const { ask } = await serveHub(hub, { readers: makeThreads({ thread: new URL('file:///nowhere.js'), file: '', above: 10_000 }) });
    expect(await ask({ query: '{ plans(first: 5) { nodes { title } } }' })).toMatchObject({ status: 200, statements: 1 });
  });
});

test('a thread that is busy for ever is ended, and another takes its place', async () => {
  const folder = makeTree({ 'thread.mjs': `export default ({ source }) => { if (source === 'busy') for (;;); return { data: { source } }; };` });
  const threads = makeThreads({ thread: pathToFileURL(`${folder}/thread.mjs`), file: '', mostSeconds: 1 });
  const ask = (source: string) => threads.answer({ source, operationName: undefined, variables: {}, viewer: publicViewer('2025-06-01') });
  expect(await ask('before')).toEqual({ data: { source: 'before' } });
  const stuck = await Promise.allSettled([ask('busy'), ask('busy'), ask('busy')]);
  for (const result of stuck) expect(result).toMatchObject({ status: 'rejected', reason: { extensions: { code: 'QUERY_TOO_SLOW' } } });
  expect(await ask('after')).toEqual({ data: { source: 'after' } });
});
