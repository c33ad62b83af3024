import type { Api } from '../api/createApi.ts';
import type { Html } from './html.ts';

/** A page for people: where it stands, and how it is read through the API, by saved operations alone. */
export interface Page {
  address: string;
  read: (api: Api, asked: Asked) => Promise<Html>;
  /** What it may load, where that is other than what pages may. */
  policy?: string;
}

/** What pages may load. */
export const pagePolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

interface Asked {
  query: unknown;
  /** Of an address that has an ":id" in it. */
  params: { id: string };
}

/** Variables that have a value. */
export function given<Variables extends Record<string, string | undefined>>(variables: Variables): { [Key in keyof Variables]?: string } {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined)) as { [Key in keyof Variables]?: string };
}
