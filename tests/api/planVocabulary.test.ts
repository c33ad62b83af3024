import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hub } from '../../src/hub.ts';
import { loadVocabulary } from '../../src/overlap/engine/Vocabulary.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';

let hub: Hub;
let api: TestApi;

beforeAll(async () => {
  hub = await openSeededHub();
  api = await apiOver(hub);
});
afterAll(() => hub.close());

test('a theme tells the words that speak for it, its own and those of others', async () => {
  const { data, errors } = await api.query('{ theme(code: "TRANSIT") { concepts { id label altLabels isSubject broader { code label } related { code } says { strength weight theme { code } } } relatedConcepts { id broader { code } } } }');
  expect(errors).toEqual([]);
  for (const { broader } of data.theme.concepts) expect(broader.code).toBe('themes:TRANSIT');
  expect(data.theme.concepts.find(({ id }: { id: string }) => id === 'adulthood')).toMatchObject({ label: 'preparation for adulthood', altLabels: expect.arrayContaining(['prepare … adult']), broader: { code: 'themes:TRANSIT', label: 'Transitions and preparation for adulthood' }, related: [], says: [{ strength: 'NAMES', weight: 6, theme: { code: 'themes:TRANSIT' } }] });
  expect(data.theme.relatedConcepts).toContainEqual({ id: 'staying-put', broader: { code: 'themes:LAC' } });
});

test('what a concept says comes strongest first, and what it speaks against is not related', async () => {
  const { data } = await api.query('{ planVocabulary { concepts { id related { code } says { strength weight } } } }');
  const concepts = data.planVocabulary.concepts as { id: string; related: { code: string }[]; says: { strength: string; weight: number }[] }[];
  for (const { id, says } of concepts) expect(says.map(({ weight }) => weight), id).toEqual(says.map(({ weight }) => weight).toSorted((one, other) => other - one));
  expect(concepts.find(({ id }) => id === 'carers')).toMatchObject({ related: [{ code: 'themes:YCARER' }], says: [{ strength: 'SUGGESTS' }, { strength: 'HINTS' }, { strength: 'AGAINST', weight: -3 }] });
});

test('the whole vocabulary is every concept once, and the themes share them out but for those of none', async () => {
  const { data, errors } = await api.query('{ planVocabulary { version themes { code } concepts { id broader { code } } } themes(first: 50) { nodes { code concepts { id } relatedConcepts { id related { code } } } } }');
  expect(errors).toEqual([]);
  const { version, concepts } = loadVocabulary();
  expect(data.planVocabulary.version).toBe(version);
  expect(data.planVocabulary.themes.length).toBe(34);
  expect(data.planVocabulary.concepts.map(({ id }: { id: string }) => id)).toEqual(concepts.map(({ id }) => id));
  const shared = data.themes.nodes.flatMap(({ concepts: own }: { concepts: { id: string }[] }) => own.map(({ id }) => id));
  expect(shared.toSorted()).toEqual(concepts.filter(({ broader }) => broader !== null).map(({ id }) => id).toSorted());
  for (const { code, relatedConcepts } of data.themes.nodes) for (const { related } of relatedConcepts) expect(related).toContainEqual({ code: `themes:${code}` });
});

test('the words of all themes cost no statement more than their names', async () => {
  const names = await api.query('{ themes(first: 50) { nodes { label } } }');
  const words = await api.query('{ themes(first: 50) { nodes { label concepts { altLabels broader { label } related { label } says { theme { label } } } relatedConcepts { label } } } }');
  expect(words.errors).toEqual([]);
  expect(words.statements).toBe(names.statements);
});

test('what is asked of every concept counts towards the cost of a question', async () => {
  const { errors } = await api.query(`{ ${Array.from({ length: 12 }, (_, i) => `a${i}: themes(first: 500) { nodes { concepts { altLabels says { theme { definition } } } } }`).join(' ')} }`);
  expect(errors[0]).toMatchObject({ extensions: { code: 'QUERY_TOO_COSTLY' } });
});
