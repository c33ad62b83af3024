import type { PaperSource } from './PaperSource.ts';

type Named = Pick<PaperSource, 'content' | 'names'>;

/** What a body is called; its code where nobody says. */
export function bodyName(code: string, { content, names }: Named): string {
  return names.bodies.get(code) ?? content.bodies.find((body) => body.code === code)?.name ?? code;
}

export function themeName(code: string, { names }: Named): string {
  return names.themes.get(code) ?? code;
}
