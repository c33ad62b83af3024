import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../src/access/roles.ts';
import type { Hub } from '../../src/hub.ts';
import { openPages, type Pages } from '../explorer/openPages.ts';
import { openSeededHub } from '../support/api.ts';
import { makeKeyOf } from '../support/keys.ts';

const guide = readFileSync('docs/proposals.md', 'utf8');
const steps = [...guide.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, step]) => step!);
/** Who acts, in the order in which the guide has their keys made. */
const keys = [...guide.matchAll(/^npm run hub -- key make (\w+) --(region|body) (\w+)$/gm)].map(([, role, kind, code]) => ({ role: role as Role, [kind === 'region' ? 'regionCode' : 'bodyCode']: code! }));
const today = '2026-12-01';

let hub: Hub;
let pages: Pages;

beforeAll(async () => {
  hub = await openSeededHub();
  pages = await openPages(hub, today);
});
afterAll(async () => {
  await pages.close();
  await hub.close();
});

/** What a GraphQL text answers the holder of a key; any error fails the test, with the step that met it. */
async function send(query: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${pages.address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) });
  // oxlint-disable-next-line typescript/no-explicit-any
  const { data, errors } = (await response.json()) as { data: any; errors?: unknown };
  expect(errors, query).toBeUndefined();
  return data;
}

test('every step of the walk-through works on the seeds as it stands, from the overlap to the paper', async () => {
  const [analyst, ...approvers] = await Promise.all(keys.map((asked) => makeKeyOf(hub, asked, new Date(`${today}T12:00:00Z`))));
  expect([keys[0]!.role, approvers.length, steps.length]).toEqual(['analyst', 3, 10]);
  const [start, ...rest] = steps;
  const { proposal: started } = (await send(start!, analyst!)).startProposal;
  expect(started.content.bodies.map(({ code }: { code: string }) => code)).toEqual(keys.slice(1).map(({ bodyCode }) => bodyCode));
  for (const step of rest) {
    const senders = step.includes('takePosition(') ? approvers : approvers.slice(0, 1);
    for (const sender of senders) expect(JSON.stringify(await send(step.replaceAll('PROPOSAL', started.id), sender))).not.toContain('"conflicts":[{');
  }
  const { proposal } = await send(`{ proposal(id: "${started.id}") { state standings { position { stance } } benefits { reading } stages { key progress } } }`);
  expect(proposal).toMatchObject({ state: 'IN_DELIVERY', standings: [1, 2, 3].map(() => ({ position: { stance: 'SUPPORT_WITH_CONDITIONS' } })), stages: expect.arrayContaining([{ key: 'commission', progress: 'UNDER_WAY' }]) });
  for (const address of guide.matchAll(/`(\/proposals\/PROPOSAL\/[^`]+)`/g)) expect([address[1], (await pages.get(address[1]!.replace('PROPOSAL', started.id))).status]).toEqual([address[1], 200]);
  const [, asked] = /`(\?authority=\w+)`/.exec(guide)!;
  expect((await pages.get(`/proposals/${started.id}/paper${asked}`)).text).toMatch(/Report to<\/th><td>North Northamptonshire</);
  expect(guide).toContain(`--for ${asked!.split('=')[1]}`);
});
