import { expect, onTestFinished, test } from 'vitest';
import { databaseKind, newPlace } from '../support/database.ts';
import { makePackage, publishers, referenceFiles } from '../support/harvest.ts';
import { runHub, startHub } from '../support/startHub.ts';

const rows = 100_000;
/** Notes that nobody looks for make the file as long as those that are read in a thread. */
const note = 'n'.repeat(80);
const servicesCsv = (count: number, version: string): string => ['service_ref,name,authority_codes,note', ...Array.from({ length: count }, (_, index) => `s${String(index).padStart(6, '0')},${version} ${index},E06000016,${note}`)].join('\n');
/** Leicester has services in the seeds, too. */
const versionsIn = ({ data }: Answer): string[] => [...new Set(data.services.nodes.flatMap(({ name }) => /^(old|new) \d+$/.exec(name)?.[1] ?? []))];
const query = '{ services(first: 200, filter: { authorities: ["E06000016"] }) { totalCount nodes { name } } }';

interface Answer {
  data: { services: { totalCount: number; nodes: { name: string }[] } };
  errors?: unknown[];
}

test(`while ${rows.toLocaleString('en-GB')} rows are read in, every question is answered, with the old data or the new and never with both`, { timeout: 240_000 }, async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const folder = makePackage({ 'services.csv': servicesCsv(300, 'old') }, { name: 'directory' });
  for (const path of [makePackage(referenceFiles, { name: 'reference', publisher: publishers.england }).path, folder.path]) expect((await runHub(['import', path], place.settings)).code).toBe(0);
  folder.write({ 'services.csv': servicesCsv(rows, 'new') });
  const hub = await startHub(place.settings);
  const ask = async (): Promise<Answer> => (await fetch(`${hub.address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) })).json() as Promise<Answer>;
  expect((await ask()).data.services.nodes).toHaveLength(200);

  let isDone = false;
  const began = performance.now();
  const imported = runHub(['import', folder.path], place.settings).finally(() => (isDone = true));
  const seen = { questions: 0, slowestMs: 0, versions: new Set<string>() };
  while (!isDone) {
    const askedAt = performance.now();
    const answer = await ask();
    seen.slowestMs = Math.max(seen.slowestMs, performance.now() - askedAt);
    seen.questions += 1;
    expect(answer.errors).toBeUndefined();
    expect(answer.data.services.nodes).toHaveLength(200);
    const versions = versionsIn(answer);
    // The list, its length and what hangs on it are read by statements of their own.
    expect([versions, answer.data.services.totalCount >= rows]).toEqual(versions[0] === 'new' ? [['new'], true] : [['old'], false]);
    seen.versions.add(versions[0]!);
    // One question after another, with room for the other process on a small machine.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect((await imported).code).toBe(0);
  console.log(`While ${rows.toLocaleString('en-GB')} rows were read in on ${databaseKind} (${Math.round(performance.now() - began)} ms), ${seen.questions} questions were answered, the slowest in ${Math.round(seen.slowestMs)} ms.`);
  expect(seen.versions).toContain('old');
  expect(seen.questions).toBeGreaterThan(20);
  const after = await ask();
  expect(versionsIn(after)).toEqual(['new']);
  expect(after.data.services.totalCount).toBeGreaterThanOrEqual(rows);
  expect(await hub.stop()).toBe(0);
});
