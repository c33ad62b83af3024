import { sql, type Kysely } from 'kysely';

/** Finds a theme by its code or label, in whatever case. `stage` is the table of themes that the same package brings, if it brings any. */
export async function readThemes(db: Kysely<unknown>, stage: ReturnType<typeof sql> | null): Promise<(codeOrLabel: string) => string | undefined> {
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
  return (codeOrLabel) => codes.get(codeOrLabel.toLowerCase()) ?? labels.get(codeOrLabel.toLowerCase());
}
