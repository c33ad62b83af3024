import { sql, type Kysely } from 'kysely';

export interface KnownCode {
  code: string;
  name: string;
}

/** Codes that the hub knows, by the file of the data package that defines them: what drop-down lists offer. */
export type KnownCodes = ReadonlyMap<string, readonly KnownCode[]>;

const named = [
  { file: 'authorities', table: 'authority', name: 'name' },
  { file: 'regions', table: 'region', name: 'name' },
  { file: 'areas', table: 'area', name: 'name' },
  { file: 'themes', table: 'theme', name: 'label' },
  { file: 'indicators', table: 'indicator', name: 'title' },
] as const;

/** Every code a workbook can offer to choose from. An area may be a region, an authority or a smaller area. */
export async function readKnownCodes(db: Kysely<unknown>): Promise<KnownCodes> {
  const codes = new Map<string, KnownCode[]>();
  for (const { file, table, name } of named) {
    const { rows } = await sql<KnownCode>`select id as code, ${sql.ref(name)} as name from ${sql.table(table)} where withdrawn_on is null order by id`.execute(db);
    codes.set(file, rows);
  }
  codes.set('areas', ['areas', 'regions', 'authorities'].flatMap((file) => codes.get(file)!));
  return codes;
}
