import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Surroundings } from '../../access/disclosure/FigureKind.ts';

/** Where places lie and how indicators are measured, by all the hub knows and what the package itself brings in. Four statements. */
export async function readSurroundings(db: Kysely<unknown>, staged: ReadonlySet<string>): Promise<Surroundings> {
  const regions = await readBoth<{ id: string }>({ db, staged }, 'region', sql`id`);
  const authorities = await readBoth<{ id: string; within: string | null }>({ db, staged }, 'authority', sql`id, region_code as within`);
  const areas = await readBoth<{ id: string; within: string | null; kind: string }>({ db, staged }, 'area', sql`id, parent_code as within, kind`);
  const indicators = await readBoth<{ id: string; measure: string; multiplier: number | null }>({ db, staged }, 'indicator', sql`id, measure, multiplier`);
  return {
    places: new Map([
      // Regions state no country: those of England have codes that begin with E.
      ...regions.map(({ id }) => [id, { within: id.startsWith('E') ? 'E92000001' : null, kind: 'region' }] as const),
      ...authorities.map(({ id, within }) => [id, { within, kind: 'authority' }] as const),
      ...areas.map(({ id, within, kind }) => [id, { within, kind }] as const),
    ]),
    measures: new Map(indicators.map(({ id, measure, multiplier }) => [id, { measure, multiplier: multiplier === null ? null : Number(multiplier) }])),
  };
}

/** What is staged stands last, and so counts. */
async function readBoth<Row>({ db, staged }: { db: Kysely<unknown>; staged: ReadonlySet<string> }, table: string, columns: RawBuilder<unknown>): Promise<Row[]> {
  const stored = await sql<Row>`select ${columns} from ${sql.table(table)} where withdrawn_on is null`.execute(db);
  if (!staged.has(`stage_${table}`)) return stored.rows;
  return [...stored.rows, ...(await sql<Row>`select ${columns} from ${sql.table(`stage_${table}`)}`.execute(db)).rows];
}
