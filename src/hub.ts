import { openDatabase, type Database, type RowsOf } from './db/openDatabase.ts';
import { catalogueTables } from './catalogue/tables.ts';
import { harvestTables } from './harvest/tables.ts';

const tables = [...catalogueTables, ...harvestTables] as const;
export type HubRows = RowsOf<typeof tables>;

export async function openHub(file: string): Promise<Database<HubRows>> {
  const database = await openDatabase<HubRows>(file, tables);
  return database;
}
