import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { heldLoaderOf } from '../heldReadings.ts';

/** Refuses theme codes that the taxonomy does not have, since a misspelt one would otherwise look like a theme nobody shares. Undefined where there are none to check. */
export function checkThemes(context: RequestContext, codes: readonly string[] | undefined): Promise<void> | undefined {
  return codes && checkEach(context, codes);
}

async function checkEach(context: RequestContext, codes: readonly string[]): Promise<void> {
  const known = await themeCodes(context);
  const unknown = codes.filter((code) => !known.has(code));
  if (unknown.length === 0) return;
  throw new HubError('UNKNOWN_THEME', `No theme has the code ${unknown.slice(0, 5).map((code) => `"${code.slice(0, 40)}"`).join(', ')}. Known: ${[...known].join(', ')}.`);
}

/** The codes of all themes. Read once, however many lists carry the same filter. */
export function themeCodes(context: RequestContext): Promise<ReadonlySet<string>> {
  return heldLoaderOf(context, 'theme codes', async (reading) => [await readThemeCodes(reading)]).load('all');
}

async function readThemeCodes(context: RequestContext): Promise<Set<string>> {
  const themes = await context.db.selectFrom('theme').select('id').orderBy('id').execute();
  return new Set(themes.map((theme) => theme.id));
}
