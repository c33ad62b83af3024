import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { importPackages } from '../../src/commands/import.ts';
import { previewPackages } from '../../src/commands/preview.ts';
import { readConfig } from '../../src/config.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { openHub } from '../../src/hub.ts';
import { newPlace } from '../support/database.ts';
import { serveEmbeddings } from '../support/embeddingServer.ts';
import { makePackage, publishers, referenceFiles } from '../support/harvest.ts';

const key = 'sk-very-secret';
const plan = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000016,Plan,cypp,whole,2024,2027',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p1,Reducing absence and exclusions from school,priority,yes',
};

/** The commands of a hub that knows the taxonomy and is set to ask a service. */
async function hubThatAsks(url: string) {
  const place = await newPlace();
  onTestFinished(place.remove);
  const prepared = await openHub(place);
  await harvestPackage(prepared.harvesting, makePackage({ ...referenceFiles, 'themes.csv': readFileSync('seeds/england/themes.csv', 'utf8') }, { name: 'reference', publisher: publishers.england }).path);
  await prepared.close();
  const config = readConfig({ ...place.settings, EMBEDDING_URL: url, EMBEDDING_MODEL: 'toy', EMBEDDING_KEY: key });
  const folder = makePackage(plan).path;
  const printed = async (command: typeof importPackages): Promise<string> => {
    const lines: string[] = [];
    expect(await command(config, folder, (line) => void lines.push(line))).toBe(0);
    return lines.join('\n');
  };
  return { import: () => printed(importPackages), preview: () => printed(previewPackages) };
}

test('an import goes on without a service that refuses the hub, says what to do about it, and never shows the key', async () => {
  const service = await serveEmbeddings();
  const printed = await (await hubThatAsks(service.at('status-401'))).import();
  expect(printed).toContain(`The embedding service at ${service.at('status-401')} (model toy) refuses the hub (status 401), so the one priority that it was to help with is read without it: check EMBEDDING_KEY, and the hub asks again the next time it reads priorities, at an import or its next start.`);
  expect(printed).toContain('Read 1 priority again');
  expect(service.asked[0]!.authorization).toBe(`Bearer ${key}`);
  expect(printed).not.toContain(key);
});

test('a preview says that it does without the service, and asks it nothing', async () => {
  const service = await serveEmbeddings();
  const hub = await hubThatAsks(service.at('v1/embeddings'));
  expect(await hub.preview()).toContain('An import also asks the embedding service (EMBEDDING_URL), which a preview does not');
  expect(service.asked).toEqual([]);
  expect(await hub.import()).not.toContain('embedding service');
  expect(service.asked.at(-1)!.texts).toEqual(['Reducing absence and exclusions from school']);
});
