import { sql, type Kysely } from 'kysely';
import type { Fact } from './Fact.ts';

/** What a source under a policy for small numbers tells now. */
interface Protected {
  /** Of each indicator, area and period, the values that are left. */
  values: ReadonlyMap<string, readonly number[]>;
  /** Codes of areas of which it tells use, and of those of which it tells populations. */
  use: ReadonlySet<string>;
  populations: ReadonlySet<string>;
}

interface EvidenceRow {
  id: string;
  variables: string;
  facts: string;
}

/**
 * Takes out of evidence what a policy for small numbers has hidden since it was frozen, within the caller's transaction: of what rested on
 * protected rows of the source, what is no longer told so. The fact stays and says why; the hash stays that of what was frozen.
 */
export async function withholdFacts(db: Kysely<unknown>, sourceId: string): Promise<void> {
  const { rows } = await sql<EvidenceRow>`select id, variables, facts from proposal_evidence
    where made_at <= (select max(set_at) from disclosure_policy where source_id = ${sourceId} and (threshold > 0 or rounding is not null)) order by id`.execute(db);
  if (rows.length === 0) return;
  const told = await readProtected(db, sourceId);
  for (const { id, variables, facts } of rows) {
    const before = JSON.parse(facts) as Fact[];
    const { authorities = [] } = JSON.parse(variables) as { authorities?: string[] };
    const after = withheldFrom(before, told, authorities);
    if (after.some((fact, index) => fact !== before[index])) await sql`update proposal_evidence set facts = ${JSON.stringify(after)} where id = ${id}`.execute(db);
  }
}

async function readProtected(db: Kysely<unknown>, sourceId: string): Promise<Protected> {
  const { rows: figures } = await sql<{ key: string; value: number | null }>`select indicator_code || ' ' || area_code || ' ' || period as key, value from observation where source_id = ${sourceId}`.execute(db);
  // What is rounded has no status that says so.
  const isProtected = sql`(status = 'suppressed' or exists (select 1 from disclosure_policy where source_id = ${sourceId} and rounding is not null))`;
  const { rows: use } = await sql<{ home: string | null; place: string | null }>`select distinct home_area_code as home, place_area_code as place from service_use where source_id = ${sourceId} and ${isProtected}`.execute(db);
  const { rows: populations } = await sql<{ code: string }>`select distinct area_code as code from population where source_id = ${sourceId} and ${isProtected}`.execute(db);
  const byKey = Map.groupBy(figures, ({ key }) => key);
  return {
    values: new Map([...byKey].map(([key, told]) => [key, told.flatMap(({ value }) => (value === null ? [] : Number(value)))])),
    use: new Set(use.flatMap(({ home, place }) => [home, place]).filter((code) => code !== null)),
    populations: new Set(populations.map(({ code }) => code)),
  };
}

function withheldFrom(facts: readonly Fact[], { values, use, populations }: Protected, authorities: readonly string[]): Fact[] {
  const isHidden = ({ section, key, bodyCode, period, value }: Fact): boolean => section === 'indicators' && value !== null && values.get(`${whatOf(key)} ${bodyCode} ${period}`)?.includes(value) === false;
  const hidden = facts.filter(isHidden);
  const bodies = new Set(hidden.map(({ bodyCode }) => bodyCode));
  const indicators = new Set(hidden.map(({ key }) => whatOf(key)));
  // A region's figure is quoted beside those of its authorities.
  const quoted = new Set(hidden.filter(({ bodyCode }) => !authorities.includes(bodyCode ?? '')).map(({ key }) => whatOf(key)));
  const [hasUse, hasPopulations] = [use, populations].map((codes) => authorities.some((code) => codes!.has(code)));
  const restsOnHidden = (fact: Fact): boolean => {
    const { section, key, bodyCode } = fact;
    const what = whatOf(key);
    if (section === 'use') return hasUse!;
    if (section === 'money') return hasUse! && what.startsWith('unit-cost');
    if (section === 'children') return hasPopulations! || [...indicators].some((code) => what.endsWith(`/${code}`));
    if (section === 'services') return hasPopulations! && what.includes('supply');
    if (section !== 'indicators') return false;
    return isHidden(fact) || quoted.has(what) || (bodies.has(bodyCode) && (what === 'need' || what.startsWith('target/')));
  };
  return facts.map((fact) => (fact.isKnown && restsOnHidden(fact) ? { ...fact, value: null, unit: null, text: 'Withheld: small numbers of its source are protected since this was frozen.', verdict: 'not-known', isKnown: false } : fact));
}

/** What a key names within its section and body. */
function whatOf(key: string): string {
  return key.split('/').slice(2).join('/');
}
