import { sql, type Kysely } from 'kysely';
import { anyVocabulary, folded, type MappedTerm } from './mappedTerm.ts';
import { lookUpIn, unknownThemes, type TermMapping } from './termMapping.ts';

/** A term that services of the hub have, whatever it stands for. */
export interface TermInUse {
  vocabulary: string;
  term: string;
  label: string;
  services: number;
  sources: number;
}

/**
 * Every term that services have, those of the most services first; or those that are open: where the mapping could give a service a theme that it did
 * not get when it was last read. Rows of service_terms.csv, and of what another hub read, come with such themes as they have.
 */
export async function readTermsInUse(db: Kysely<unknown>, { areOpen } = { areOpen: false }): Promise<TermInUse[]> {
  const { rows } = await sql<{ vocabulary: string | null; term: string; label: string | null; services: number; sources: number }>`
    select vocabulary, term_ref as term, max(label) as label, count(distinct service_id) as services, count(distinct source_id) as sources
    from service_term where withdrawn_on is null ${areOpen ? sql`and theme_code is null and file like '%services.json' and not exists (select 1 from source s where s.id = service_term.source_id and s.via_id is not null)` : sql``} group by vocabulary, term_ref order by services desc, term_ref, vocabulary`.execute(db);
  return rows.map(({ vocabulary, term, label, services, sources }) => ({ vocabulary: vocabulary ?? '', term, label: label ?? term, services: Number(services), sources: Number(sources) }));
}

/** Terms that lead to no theme and were not said to be none, those of the most services first. */
export async function readUnmapped(db: Kysely<unknown>, mapping: TermMapping): Promise<TermInUse[]> {
  const missing = new Set(await unknownThemes(db, mapping.terms));
  const lookUp = lookUpIn(mapping);
  return (await readTermsInUse(db, { areOpen: true })).filter((used) => {
    const theme = lookUp({ vocabulary: used.vocabulary, keys: [used.term, used.label] });
    return theme === undefined || (theme !== null && missing.has(theme));
  });
}

/** The rows of a mapping, each with how many services have its term. */
export function countUse(mapping: TermMapping, used: readonly TermInUse[]): (MappedTerm & { services: number; sources: number })[] {
  return mapping.terms.map((mapped) => {
    const own = used.filter(({ vocabulary, term, label }) => (mapped.vocabulary === anyVocabulary || mapped.vocabulary === folded(vocabulary)) && [term, label].some((key) => folded(key) === mapped.term));
    return { ...mapped, services: own.reduce((sum, { services }) => sum + services, 0), sources: Math.max(0, ...own.map(({ sources }) => sources)) };
  });
}
