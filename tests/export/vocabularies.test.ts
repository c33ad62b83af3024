import { expect, test } from 'vitest';
import { openSeededHub } from '../support/api.ts';
import { openPages } from '../explorer/openPages.ts';

type Node = Record<string, unknown>;

test('the vocabularies can be fetched as SKOS, each concept in its scheme and each mapping told both ways with its loss', async () => {
  const hub = await openSeededHub();
  const pages = await openPages(hub);
  try {
    const { status, headers, text } = await pages.get('/feeds/vocabularies.jsonld');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/ld+json; charset=utf-8');
    const { '@context': context, '@graph': graph } = JSON.parse(text) as { '@context': Record<string, string>; '@graph': Node[] };
    const byId = new Map(graph.map((node) => [node['@id'], node]));
    expect(byId.size).toBe(graph.length);
    // Every name is of a vocabulary that the context spells out, and every reference leads to a node of the file.
    for (const node of graph) for (const name of Object.keys(node).filter((key) => !key.startsWith('@'))) expect(Object.keys(context)).toContain(name.split(':')[0]);
    const referred = graph.flatMap((node) => Object.entries(node).flatMap(([name, value]) => (name === 'rdf:predicate' ? [] : [value].flat().flatMap((entry) => (typeof entry === 'object' && entry !== null && '@id' in entry ? [entry['@id']] : [])))));
    expect(referred.length).toBeGreaterThan(200);
    expect(referred.filter((id) => !byId.has(id))).toEqual([]);
    expect(byId.get('#ecm:stay-safe')).toMatchObject({ '@type': 'skos:Concept', 'skos:prefLabel': 'Stay safe', 'skos:inScheme': { '@id': '#ecm' }, 'skos:closeMatch': [{ '@id': '#leeds:safe-from-harm' }] });
    expect(byId.get('#leeds:have-fun')).toMatchObject({ 'skos:broadMatch': expect.arrayContaining([{ '@id': '#ecm:enjoy-and-achieve' }]) });
    expect(byId.get('#ecm-to-leeds-1/ecm:be-healthy/leeds:healthy-lives')).toMatchObject({ '@type': 'rdf:Statement', 'rdf:predicate': { '@id': 'skos:closeMatch' }, 'rdfs:comment': 'Lost: Sexual health and drugs are no longer named.' });
    expect((await pages.get('/feeds/vocabularies.jsonld?region=E12000004')).status).toBe(400);
  } finally {
    await pages.close();
    await hub.close();
  }
});
