import type { PlanVocabularyQuery } from '../api/generated/operations.ts';

type Concept = PlanVocabularyQuery['planVocabulary']['concepts'][number];

const context = {
  skos: 'http://www.w3.org/2004/02/skos/core#',
  dct: 'http://purl.org/dc/terms/',
  owl: 'http://www.w3.org/2002/07/owl#',
  '@language': 'en-GB',
};

const scheme = { '@id': '#plans' };

/**
 * The vocabulary of children's plans as one SKOS concept scheme in JSON-LD: themes at the top, concepts below, every relation told from both
 * ends. A theme has the address that it has in vocabularies.jsonld, so that both files speak of the same thing. Addresses are relative to the file's.
 */
export function describePlanVocabulary({ planVocabulary: { version, themes, concepts } }: PlanVocabularyQuery): object {
  return {
    '@context': context,
    '@graph': [
      {
        ...scheme,
        '@type': 'skos:ConceptScheme',
        'dct:title': 'The vocabulary of children’s plans',
        'dct:publisher': 'Common Ground',
        'owl:versionInfo': version,
        'skos:note': 'The words by which the hub reads themes in priorities of children’s plans. In an altLabel, “…” stands for up to four other words. What is related is what a concept speaks for beside its own theme.',
        'skos:hasTopConcept': [...themes.map(({ code }) => addressOfTheme(code)), ...concepts.filter(({ broader }) => broader === null).map(addressOf)],
      },
      ...themes.map(({ code, label, altLabels, definition }) => ({
        ...addressOfTheme(code),
        '@type': 'skos:Concept',
        'skos:inScheme': scheme,
        'skos:topConceptOf': scheme,
        'skos:notation': code,
        'skos:prefLabel': label,
        ...listed('skos:altLabel', altLabels),
        'skos:definition': definition,
        ...listed('skos:narrower', concepts.filter(({ broader }) => broader?.code === code).map(addressOf)),
        ...listed('skos:related', concepts.filter(({ related }) => related.some((theme) => theme.code === code)).map(addressOf)),
      })),
      ...concepts.map((concept) => ({
        ...addressOf(concept),
        '@type': 'skos:Concept',
        'skos:inScheme': scheme,
        ...(concept.broader === null ? { 'skos:topConceptOf': scheme } : { 'skos:broader': addressOfTheme(concept.broader.code) }),
        'skos:notation': concept.id,
        'skos:prefLabel': concept.label,
        ...listed('skos:altLabel', concept.altLabels),
        ...listed('skos:related', concept.related.map(({ code }) => addressOfTheme(code))),
        'skos:scopeNote': scopeOf(concept),
      })),
    ],
  };
}

function addressOfTheme(code: string): { '@id': string } {
  return { '@id': `vocabularies.jsonld#${code}` };
}

function addressOf({ id }: Concept): { '@id': string } {
  return { '@id': `#${id}` };
}

function listed<Value>(property: string, values: readonly Value[]): Record<string, readonly Value[]> {
  return values.length === 0 ? {} : { [property]: values };
}

const verbs: Record<Concept['says'][number]['strength'], string> = { NAMES: 'names', SUGGESTS: 'suggests', HINTS: 'hints at', AGAINST: 'speaks against' };

/** What has no place in a relation of SKOS: how strongly it speaks for each theme, which it speaks against, whether it is a subject of its own. */
function scopeOf({ says, isSubject }: Concept): string {
  const told = says.map(({ strength, theme }) => `${verbs[strength]} “${theme.label}”`).join(', ');
  return `${told.charAt(0).toUpperCase()}${told.slice(1)}.${isSubject ? ' A subject of its own within its theme.' : ''}`;
}
