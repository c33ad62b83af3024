import { nameIn } from '../proposals/inWords.ts';
import type { PaperSource } from './PaperSource.ts';

type Named = Pick<PaperSource, 'content' | 'names'>;

/** What a body is called; its code where nobody says. */
export function bodyName(code: string, { content, names }: Named): string {
  return nameIn(content.bodies, names.bodies)(code);
}

export function themeName(code: string, { names }: Named): string {
  return names.themes.get(code) ?? code;
}
