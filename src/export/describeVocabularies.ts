import type { VocabulariesQuery } from '../api/generated/operations.ts';

type Crosswalk = VocabulariesQuery['crosswalks'][number];
type Mapping = Crosswalk['mappings'][number];

const context = {
  skos: 'http://www.w3.org/2004/02/skos/core#',
  dct: 'http://purl.org/dc/terms/',
  owl: 'http://www.w3.org/2002/07/owl#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  '@language': 'en-GB',
};

/** SKOS's names of the relations, each with its opposite. */
const relations: Record<Mapping['relation'], { property: string; opposite: string }> = {
  EXACT_MATCH: { property: 'skos:exactMatch', opposite: 'skos:exactMatch' },
  CLOSE_MATCH: { property: 'skos:closeMatch', opposite: 'skos:closeMatch' },
  BROAD_MATCH: { property: 'skos:broadMatch', opposite: 'skos:narrowMatch' },
  NARROW_MATCH: { property: 'skos:narrowMatch', opposite: 'skos:broadMatch' },
  RELATED_MATCH: { property: 'skos:relatedMatch', opposite: 'skos:relatedMatch' },
};

/**
 * Vocabularies as SKOS concept schemes and crosswalks as mappings between their concepts, in JSON-LD. Each mapping is told both ways, and
 * once more as a statement of its own, since its loss, version and dates have no place on a SKOS relation. Addresses are relative to the file's.
 */
export function describeVocabularies({ vocabularies, crosswalks, dataVersion }: VocabulariesQuery): object {
  return {
    '@context': context,
    '@graph': [
      { '@id': '', 'dct:title': 'Vocabularies of outcomes for children, and how they lead to one another', 'owl:versionInfo': `data version ${dataVersion.number}` },
      ...vocabularies.flatMap(({ id, concepts, ...vocabulary }) => [
        { '@id': `#${id}`, '@type': 'skos:ConceptScheme', 'dct:title': vocabulary.title, 'dct:publisher': vocabulary.publisher, 'dct:source': vocabulary.source, 'dct:temporal': `${vocabulary.validFrom}/${vocabulary.validTo ?? '..'}`, 'skos:note': vocabulary.note },
        ...concepts.map(({ code, label, altLabels, definition }) => ({
          '@id': `#${code}`,
          '@type': 'skos:Concept',
          'skos:inScheme': { '@id': `#${id}` },
          'skos:topConceptOf': { '@id': `#${id}` },
          'skos:notation': code,
          'skos:prefLabel': label,
          ...(altLabels.length > 0 && { 'skos:altLabel': altLabels }),
          'skos:definition': definition,
          ...mappingsOf(code, crosswalks),
        })),
      ]),
      ...crosswalks.flatMap(describeCrosswalk),
    ],
  };
}

/** What a concept is in other vocabularies, by whichever crosswalk and in whichever direction it was written. */
function mappingsOf(code: string, crosswalks: readonly Crosswalk[]): Record<string, { '@id': string }[]> {
  const told: Record<string, { '@id': string }[]> = {};
  for (const { from, to, relation } of crosswalks.flatMap(({ mappings }) => mappings)) {
    if (from.code === code) (told[relations[relation].property] ??= []).push({ '@id': `#${to.code}` });
    if (to.code === code) (told[relations[relation].opposite] ??= []).push({ '@id': `#${from.code}` });
  }
  return told;
}

function describeCrosswalk({ from, to, version, validFrom, validTo, reviewedOn, note, mappings, withoutCounterpart }: Crosswalk): object[] {
  const id = `#${from.id}-to-${to.id}-${version}`;
  return [
    {
      '@id': id,
      '@type': 'skos:Collection',
      'dct:title': `From ${from.title} to ${to.title}`,
      'owl:versionInfo': version,
      'dct:temporal': `${validFrom}/${validTo ?? '..'}`,
      'dct:modified': reviewedOn,
      'skos:note': note,
      'skos:changeNote': withoutCounterpart.length === 0 ? 'Each concept has a counterpart.' : `Without a counterpart: ${withoutCounterpart.map(({ label }) => label).join('; ')}.`,
      'skos:member': [...new Set(mappings.flatMap((mapping) => [mapping.from.code, mapping.to.code]))].map((code) => ({ '@id': `#${code}` })),
    },
    ...mappings.map((mapping) => ({
      '@id': `${id}/${mapping.from.code}/${mapping.to.code}`,
      '@type': 'rdf:Statement',
      'rdf:subject': { '@id': `#${mapping.from.code}` },
      'rdf:predicate': { '@id': relations[mapping.relation].property },
      'rdf:object': { '@id': `#${mapping.to.code}` },
      'rdfs:comment': `Lost: ${mapping.lost}`,
      'dct:isPartOf': { '@id': id },
    })),
  ];
}
