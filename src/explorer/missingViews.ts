import { html, type Content } from './html.ts';

/** What all of them lack, to be said once. */
export function missingEverywhere(entries: readonly { readonly missing: readonly string[] }[]): string[] {
  return entries.length < 2 ? [] : entries[0]!.missing.filter((lack) => entries.every(({ missing }) => missing.includes(lack)));
}

/** What one lacks beside that. */
export function missingList(missing: readonly string[], everywhere: readonly string[]): Content {
  const own = missing.filter((lack) => !everywhere.includes(lack));
  if (own.length === 0) return everywhere.length === 0 ? 'Nothing' : 'Nothing but what all lack';
  return html`<ul class="hub-reasons">${own.map((lack) => html`<li>${lack}</li>`)}</ul>`;
}
