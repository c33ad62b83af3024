import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';

/** Refuses theme codes that the taxonomy does not have, since a misspelt one would otherwise look like a theme nobody shares. */
export async function checkThemes(context: RequestContext, codes: readonly string[] | undefined): Promise<void> {
  if (!codes) return;
  const themes = await context.db.selectFrom('theme').select('id').orderBy('id').execute();
  const known = new Set(themes.map((theme) => theme.id));
  const unknown = codes.filter((code) => !known.has(code));
  if (unknown.length === 0) return;
  throw new HubError('UNKNOWN_THEME', `No theme has the code ${unknown.slice(0, 5).map((code) => `"${code.slice(0, 40)}"`).join(', ')}. Known: ${[...known].join(', ')}.`);
}
