import { sql, type RawBuilder } from 'kysely';

/**
 * How the status of a document begins, in whatever letters, that nobody has yet agreed to or nobody will: what it states is not adopted.
 * Publishers say it in words of their own ("Draft for consultation"), and one that was not understood would make overlaps.
 */
const notAdopted = ['draft', 'consult', 'in consultation', 'on consultation', 'out for consultation', 'out to consultation', 'for consultation', 'under consultation', 'propos', 'pending', 'awaiting', 'for approval', 'in development', 'in preparation', 'under development', 'emerging', 'not yet', 'not adopted', 'not agreed', 'not approved', 'unadopted', 'unapproved', 'reject', 'abandoned'];
/** "Final draft", "working draft", "second draft for consultation". */
const draftLater = / draft/;

/** How one begins that somebody agreed to, now or once. */
const adopted = ['approved', 'adopted', 'agreed', 'final', 'publish', 'current', 'live', 'in force', 'in place', 'in use', 'active', 'endorsed', 'signed', 'ratified', 'refresh', 'revised', 'updated', 'interim', 'supersede', 'replaced', 'ended', 'expired', 'archived', 'closed', 'complete', 'historic', 'withdrawn'];

/** Whether its authorities have yet to adopt a document, by its status; one without a status is taken for adopted. */
export function isNotYetAdopted(status: string | null | undefined): boolean {
  const said = (status ?? '').toLowerCase();
  return begins(said, notAdopted) || draftLater.test(said);
}

/** The same in SQL. */
export function isNotYetAdoptedIn(status: RawBuilder<unknown>): RawBuilder<boolean> {
  const patterns = [...notAdopted.map((beginning) => `${beginning}%`), '% draft%'];
  return sql<boolean>`(${status} is not null and (${sql.join(patterns.map((pattern) => sql`lower(${status}) like ${sql.lit(pattern)}`), sql` or `)}))`;
}

/** Whether its words tell if somebody agreed to the document. */
export function tellsWhetherAdopted(status: string): boolean {
  return isNotYetAdopted(status) || begins(status.toLowerCase(), adopted);
}

function begins(said: string, beginnings: readonly string[]): boolean {
  return beginnings.some((beginning) => said.startsWith(beginning));
}
