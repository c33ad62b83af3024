import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { databaseKind, newPlace } from '../support/database.ts';
import { makePackage, publishers, referenceFiles } from '../support/harvest.ts';
import { runHub, startHub } from '../support/startHub.ts';

type Version = 'old' | 'new';

/** A file that grows, and a list of which every member tells whether it is from before or after. */
interface Growth {
  rows: number;
  file: string;
  csv: (rows: number, version: Version) => string;
  query: string;
  list: string;
  versionOf: (node: Record<string, unknown>) => Version | undefined;
  /** How many the list has when all of them are there. */
  whole: number;
}

/** Notes that nobody looks for make the file as long as those that are read in a thread. */
const note = 'n'.repeat(80);

const services: Growth = {
  rows: 100_000,
  file: 'services.csv',
  csv: (rows, version) => ['service_ref,name,authority_codes,note', ...Array.from({ length: rows }, (_, index) => `s${String(index).padStart(6, '0')},${version} ${index},E06000016,${note}`)].join('\n'),
  query: '{ services(first: 200, filter: { authorities: ["E06000016"] }) { totalCount nodes { name } } }',
  list: 'services',
  // Leicester has services in the seeds, too.
  versionOf: ({ name }) => /^(old|new) \d+$/.exec(String(name))?.[1] as Version | undefined,
  whole: 100_000,
};

const valueOf = { old: 1, new: 2 } as const;
const years = 20;
const figures: Growth = {
  rows: 1_000_000,
  file: 'observations.csv',
  csv: (rows, version) => ['indicator_code,area_code,period,breakdown,value', ...Array.from({ length: rows }, (_, index) => `NI 117,E06000016,CY${1990 + (index % years)},group ${Math.floor(index / years)},${valueOf[version]}`)].join('\n'),
  query: '{ observations(first: 200, filter: { authorities: ["E06000016"], allChildren: false, to: "1990-12-31" }) { totalCount nodes { value } } }',
  list: 'observations',
  versionOf: ({ value }) => (value === valueOf.new ? 'new' : 'old'),
  whole: 1_000_000 / years,
};

test.each([services, figures])('while $rows rows of $file are read in, every question is answered, with the old data or the new and never with both', { timeout: 600_000 }, async ({ rows, file, csv, query, list, versionOf, whole }) => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const folder = makePackage({ [file]: csv(rows / 250, 'old') }, { name: 'directory' });
  for (const from of [makePackage(referenceFiles, { name: 'reference', publisher: publishers.england }).path, folder.path]) expect((await runHub(['import', from], place.settings)).code).toBe(0);
  writeFileSync(path.join(folder.path, file), csv(rows, 'new'));
  const hub = await startHub(place.settings);
  const ask = async () => {
    const response = await fetch(`${hub.address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
    const { data, errors } = (await response.json()) as { data: Record<string, { totalCount: number; nodes: Record<string, unknown>[] }>; errors?: unknown };
    expect(errors).toBeUndefined();
    const { totalCount, nodes } = data[list]!;
    expect(nodes).toHaveLength(200);
    // The list, its length and what hangs on it are read by statements of their own.
    return { versions: [...new Set(nodes.flatMap((node) => versionOf(node) ?? []))], isWhole: totalCount >= whole };
  };
  expect(await ask()).toEqual({ versions: ['old'], isWhole: false });

  let isDone = false;
  const began = performance.now();
  const imported = runHub(['import', folder.path], place.settings).finally(() => (isDone = true));
  const seen = { questions: 0, slowestMs: 0, versions: new Set<string>() };
  while (!isDone) {
    const askedAt = performance.now();
    const answer = await ask();
    seen.slowestMs = Math.max(seen.slowestMs, performance.now() - askedAt);
    seen.questions += 1;
    expect(answer).toEqual(answer.versions[0] === 'new' ? { versions: ['new'], isWhole: true } : { versions: ['old'], isWhole: false });
    seen.versions.add(answer.versions[0]!);
    // One question after another, with room for the other process on a small machine.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect((await imported).code).toBe(0);
  console.log(`While ${rows.toLocaleString('en-GB')} rows of ${file} were read in on ${databaseKind} (${Math.round(performance.now() - began)} ms), ${seen.questions} questions were answered, the slowest in ${Math.round(seen.slowestMs)} ms.`);
  expect(seen.versions).toContain('old');
  expect(seen.questions).toBeGreaterThan(20);
  expect(await ask()).toEqual({ versions: ['new'], isWhole: true });
  expect(await hub.stop()).toBe(0);
});
