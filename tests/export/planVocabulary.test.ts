import { beforeAll, expect, test } from 'vitest';
import type { Hub } from '../../src/hub.ts';
import { loadVocabulary } from '../../src/overlap/engine/Vocabulary.ts';
import { openSeededHub } from '../support/api.ts';
import { openEmptyHub } from '../support/database.ts';
import { openPages } from '../explorer/openPages.ts';

type Node = Record<string, unknown>;

const ids = (value: unknown): string[] => [value ?? []].flat().map((entry) => (entry as { '@id': string })['@id']);

interface Fetched {
  text: string;
  type: string | null;
  graph: Node[];
  context: object;
  /** The nodes of the feed of outcomes. */
  outcomes: Node[];
  /** What an address that asks for something the feed does not know is answered with. */
  badStatus: number;
}

async function fetchFrom(hub: Hub): Promise<Fetched> {
  const pages = await openPages(hub);
  try {
    const { text, headers } = await pages.get('/feeds/plan-vocabulary.jsonld');
    const { '@context': context, '@graph': graph } = JSON.parse(text) as { '@context': object; '@graph': Node[] };
    const { '@graph': outcomes } = JSON.parse((await pages.get('/feeds/vocabularies.jsonld')).text) as { '@graph': Node[] };
    return { text, type: headers.get('content-type'), graph, context, outcomes, badStatus: (await pages.get('/feeds/plan-vocabulary.jsonld?theme=NEET')).status };
  } finally {
    await pages.close();
    await hub.close();
  }
}

let seeded: Fetched;

beforeAll(async () => {
  seeded = await fetchFrom(await openSeededHub());
});

test('the vocabulary of plans can be fetched as SKOS: every concept in the scheme, reached from its top, and every relation told from both ends', () => {
  const { context, graph, outcomes, type, badStatus } = seeded;
  expect(type).toBe('application/ld+json; charset=utf-8');
  expect(badStatus).toBe(400);
  const byId = new Map(graph.map((node) => [node['@id'] as string, node]));
  expect(byId.size).toBe(graph.length);
  for (const node of graph) for (const name of Object.keys(node).filter((key) => !key.startsWith('@'))) expect(Object.keys(context)).toContain(name.split(':')[0]);

  const { version, concepts } = loadVocabulary();
  const scheme = byId.get('#plans')!;
  expect(scheme).toMatchObject({ '@type': 'skos:ConceptScheme', 'owl:versionInfo': version });
  const nodes = graph.filter((node) => node['@type'] === 'skos:Concept');
  expect(nodes.length).toBe(34 + concepts.length);

  const reached = new Set<string>();
  const reach = (id: string): void => {
    expect(reached, `${id} is reached twice, so something stands above itself or below two`).not.toContain(id);
    reached.add(id);
    for (const narrower of ids(byId.get(id)!['skos:narrower'])) reach(narrower);
  };
  for (const id of ids(scheme['skos:hasTopConcept'])) reach(id);
  expect([...reached].toSorted()).toEqual(nodes.map((node) => node['@id'] as string).toSorted());

  for (const node of nodes) {
    const id = node['@id'] as string;
    expect(node['skos:inScheme']).toEqual({ '@id': '#plans' });
    expect(ids(scheme['skos:hasTopConcept']).includes(id)).toBe('skos:topConceptOf' in node);
    for (const broader of ids(node['skos:broader'])) expect(ids(byId.get(broader)!['skos:narrower']), id).toContain(id);
    for (const related of ids(node['skos:related'])) {
      expect(ids(byId.get(related)!['skos:related']), id).toContain(id);
      // SKOS forbids what is broader to be related as well, and a preferred label to be an alternative one.
      expect([...ids(node['skos:broader']), ...ids(node['skos:narrower'])], id).not.toContain(related);
    }
    expect([node['skos:altLabel'] ?? []].flat(), id).not.toContain(node['skos:prefLabel']);
  }

  // A theme is the same thing, by the same address, in the feed of outcomes.
  const themes = nodes.filter((node) => (node['@id'] as string).startsWith('vocabularies.jsonld'));
  expect(themes.length).toBe(34);
  for (const theme of themes) expect(outcomes.find((node) => `vocabularies.jsonld${node['@id'] as string}` === theme['@id'])).toMatchObject({ 'skos:prefLabel': theme['skos:prefLabel'], 'skos:definition': theme['skos:definition'] });
});

test('a concept says its words, its theme, what it is related to, and what it speaks against', () => {
  const node = (id: string): Node | undefined => seeded.graph.find((entry) => entry['@id'] === id);
  expect(node('#young-parents')).toMatchObject({ 'skos:notation': 'young-parents', 'skos:prefLabel': 'young parents', 'skos:broader': { '@id': 'vocabularies.jsonld#themes:TEENPREG' }, 'skos:related': [{ '@id': 'vocabularies.jsonld#themes:PARENT' }] });
  expect(node('#corporate-parenting')).toMatchObject({ 'skos:scopeNote': expect.stringMatching(/^Names “Looked-after children and care leavers”, speaks against “Parenting and family support”\./) });
  expect(node('#corporate-parenting')).not.toHaveProperty('skos:related');
  expect(node('#reduce-care')!['skos:altLabel']).toEqual(expect.arrayContaining(['number of children … in care', 'number of looked after']));
  expect(node('#covid')).toMatchObject({ 'skos:topConceptOf': { '@id': '#plans' }, 'skos:related': [{ '@id': 'vocabularies.jsonld#themes:GENERIC' }] });
});

test('it is whole before anything has been imported', async () => {
  expect((await fetchFrom(await openEmptyHub())).text).toBe(seeded.text);
});
