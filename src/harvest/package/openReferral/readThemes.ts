import { sql, type Kysely } from 'kysely';
import { lookUpIn, readMapping } from '../../terms/termMapping.ts';
import type { ServiceContext } from './serviceColumns.ts';

/**
 * Finds the theme that a term stands for: by the mapping of terms, else by its being a theme's code or label, in whatever case. `stage` is
 * the table of themes that the same package brings, if it brings any.
 */
export async function readThemes(db: Kysely<unknown>, stage: ReturnType<typeof sql> | null): Promise<ServiceContext['themeOf']> {
  const tables = [sql.table('theme'), ...(stage ? [stage] : [])];
  const codes = new Map<string, string>();
  const labels = new Map<string, string>();
  for (const table of tables) {
    const { rows } = await sql<{ code: string; label: string }>`select code, label from ${table} where withdrawn_on is null order by code`.execute(db);
    for (const { code, label } of rows) {
      codes.set(code.toLowerCase(), code);
      labels.set(label.toLowerCase(), code);
    }
  }
  const lookUp = lookUpIn(await readMapping(db));
  const themeNamed = (key: string): string | undefined => codes.get(key.toLowerCase()) ?? labels.get(key.toLowerCase());
  return (term) => {
    const mapped = lookUp(term);
    // The mapping may name a theme that this hub does not hold.
    if (mapped === null || (mapped !== undefined && codes.has(mapped.toLowerCase()))) return mapped;
    return term.keys.map(themeNamed).find((code) => code !== undefined);
  };
}
