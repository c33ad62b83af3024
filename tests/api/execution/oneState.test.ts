import { expect, onTestFinished, test } from 'vitest';
import { harvestPackage } from '../../../src/harvest/harvestPackage.ts';
import { nextDataVersion } from '../../../src/harvest/recordHarvest.ts';
import { openHub, type Hub } from '../../../src/hub.ts';
import { newPlace } from '../../support/database.ts';
import { makePackage, openTestHub, publishers, referenceFiles } from '../../support/harvest.ts';
import { serveHub } from '../../support/serveHub.ts';

const named = (name: string): Record<string, string> => ({
  'plans.csv': `plan_ref,authority_codes,title,kind,coverage\np1,E06000016,${name} plan,cypp,whole`,
  'priorities.csv': `plan_ref,priority_ref,title,kind,adopted,theme_codes\np1,R1,${name} priority,priority,yes,`,
});
const planThenPriorities = '{ plans(first: 10) { nodes { title priorities { nodes { title } } } } dataVersion { number } }';

/** A hub that answers, and a second process's connections to the same database, over which packages are imported. */
async function hubAndImporter() {
  const place = await newPlace();
  const hubs: Hub[] = [];
  onTestFinished(async () => {
    for (const hub of hubs) await hub.close();
    await place.remove();
  });
  for (const _ of ['answers', 'imports']) hubs.push(await openHub(place));
  const [answering, importing] = hubs as [Hub, Hub];
  await harvestPackage(importing.harvesting, makePackage(referenceFiles, { name: 'reference', title: 'Reference data', publisher: publishers.england }).path);
  const plans = makePackage(named('First'));
  const importAs = async (name: string): Promise<void> => {
    plans.write(named(name));
    const { dataVersion } = await harvestPackage(importing.harvesting, plans.path);
    expect(dataVersion).not.toBeNull();
  };
  await importAs('First');
  return { answering, importAs };
}

test('an import that commits between two statements of an answer never shows in half of it', async () => {
  const { answering, importAs } = await hubAndImporter();
  let imports = ['Second'];
  const { ask } = await serveHub(answering, {
    // As soon as the first statement has answered, with the plan's title, another process commits.
    async onAnswer() {
      const name = imports.pop();
      if (name !== undefined) await importAs(name);
    },
  });
  for (const query of [planThenPriorities, 'query Again { plans(first: 10) { nodes { title priorities { nodes { title } } } } dataVersion { number } }']) {
    const { text, status } = await ask({ query });
    expect(status).toBe(200);
    const { data } = JSON.parse(text) as { data: { plans: { nodes: { title: string; priorities: { nodes: { title: string }[] } }[] }; dataVersion: { number: number } } };
    const [plan] = data.plans.nodes;
    const word = query === planThenPriorities ? 'Second' : 'Third';
    expect(plan).toEqual({ title: `${word} plan`, priorities: { nodes: [{ title: `${word} priority` }] } });
    imports = ['Third'];
  }
});

test('an answer during which the data change again and again is refused, and no half of it is given', async () => {
  const { answering, importAs } = await hubAndImporter();
  let imports = 0;
  // Statements of one answer run side by side; their imports must not, since both write one package's files.
  let importing = Promise.resolve();
  const { ask } = await serveHub(answering, {
    async onAnswer() {
      importing = importing.then(async () => {
        imports += 1;
        await importAs(`Number ${imports}`);
      });
      await importing;
    },
  });
  const { status, text, statements } = await ask({ query: planThenPriorities });
  expect(status).toBe(503);
  const { errors, data } = JSON.parse(text) as { data?: unknown; errors: unknown[] };
  expect(data).toBeUndefined();
  expect(errors).toEqual([{ message: 'The data changed during each of 3 attempts to answer. Ask again in a moment, or ask for less at once.', extensions: { code: 'DATA_CHANGING' } }]);
  // Three attempts, each with its plans, priorities and data version.
  expect(statements).toBeLessThanOrEqual(3 * 4);
});

test('a change that another process has not committed is not seen, and one that it has is', async () => {
  const { answering, importAs } = await hubAndImporter();
  const before = await answering.dataState();
  expect(await answering.dataState()).toBe(before);
  await importAs('Second');
  expect(await answering.dataState()).not.toBe(before);
});

test('within a transaction of its own process, the state read is the one before it or after it', async () => {
  const { hub } = await openTestHub();
  const before = await hub.dataState();
  let during: string | Promise<string> = '';
  await hub.write((writer) =>
    writer.inTransaction(async (transaction) => {
      await nextDataVersion(transaction, '2025-06-01', 'a test');
      during = hub.dataState();
    }),
  );
  const after = await hub.dataState();
  expect(after).not.toBe(before);
  expect([before, after]).toContain(await Promise.resolve(during));
});

test('a transaction that is rolled back never shows in the state', async () => {
  const { hub } = await openTestHub();
  const before = await hub.dataState();
  let during: string | Promise<string> = '';
  const failing = hub.write((writer) =>
    writer.inTransaction(async (transaction) => {
      await nextDataVersion(transaction, '2025-06-01', 'a test');
      during = hub.dataState();
      throw new Error('rolled back');
    }),
  );
  await expect(failing).rejects.toThrow('rolled back');
  expect([await Promise.resolve(during), await hub.dataState()]).toEqual([before, before]);
});
