import { sql, type Kysely } from 'kysely';
import { anyVocabulary, folded, type MappedTerm } from './mappedTerm.ts';
import { lookUpIn, type TermMapping } from './termMapping.ts';

/** A term that services of the hub have, whatever it stands for. */
export interface TermInUse {
  vocabulary: string;
  term: string;
  label: string;
  services: number;
  sources: number;
}

/** Every term that services have, those of the most services first; or as far as services got no theme by it when they were last read. */
export async function readTermsInUse(db: Kysely<unknown>, { withoutTheme } = { withoutTheme: false }): Promise<TermInUse[]> {
  const { rows } = await sql<{ vocabulary: string | null; term: string; label: string | null; services: number; sources: number }>`
    select vocabulary, term_ref as term, max(label) as label, count(distinct service_id) as services, count(distinct source_id) as sources
    from service_term where withdrawn_on is null ${withoutTheme ? sql`and theme_code is null` : sql``} group by vocabulary, term_ref order by services desc, term_ref, vocabulary`.execute(db);
  return rows.map(({ vocabulary, term, label, services, sources }) => ({ vocabulary: vocabulary ?? '', term, label: label ?? term, services: Number(services), sources: Number(sources) }));
}

/** Terms that lead to no theme and were not said to be none, those of the most services first. */
export async function readUnmapped(db: Kysely<unknown>, mapping: TermMapping): Promise<TermInUse[]> {
  const lookUp = lookUpIn(mapping);
  return (await readTermsInUse(db, { withoutTheme: true })).filter((used) => lookUp({ vocabulary: used.vocabulary, keys: [used.term, used.label] }) === undefined);
}

/** The rows of a mapping, each with how many services have its term. */
export function countUse(mapping: TermMapping, used: readonly TermInUse[]): (MappedTerm & { services: number; sources: number })[] {
  return mapping.terms.map((mapped) => {
    const own = used.filter(({ vocabulary, term, label }) => (mapped.vocabulary === anyVocabulary || mapped.vocabulary === folded(vocabulary)) && [term, label].some((key) => folded(key) === mapped.term));
    return { ...mapped, services: own.reduce((sum, { services }) => sum + services, 0), sources: Math.max(0, ...own.map(({ sources }) => sources)) };
  });
}
