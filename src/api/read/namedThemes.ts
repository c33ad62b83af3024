import type { ThemeType } from '../../catalogue/theme.ts';
import { isNameOf } from '../../search/isNameOf.ts';
import type { Question } from '../../search/readQuestion.ts';
import { shippedSynonyms } from '../../search/Synonyms.ts';
import type { RequestContext } from '../context.ts';
import { heldLoaderOf } from '../heldReadings.ts';
import { textsOf } from './textsOf.ts';

/** Themes one of whose names is what a question asks for, by label. */
export async function readNamedThemes(context: RequestContext, question: Question): Promise<ThemeType[]> {
  const themes = await heldLoaderOf(context, 'all themes', async (reading) => [await readThemes(reading)]).load('all');
  return themes.filter(({ code, label, altLabels }) => [code, label, ...textsOf(altLabels)].some((name) => isNameOf(name, question, shippedSynonyms())));
}

async function readThemes({ db }: RequestContext): Promise<ThemeType[]> {
  return (await db.selectFrom('theme').selectAll().orderBy('label').orderBy('id').execute()) as unknown as ThemeType[];
}
