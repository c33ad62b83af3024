import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { inList } from '../../db/inList.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { ThemeContactType } from '../types/contact.ts';

/** The contacts that an authority has named, the general one first and then by theme. One statement for all authorities asked at once. */
export function contactsOf(context: RequestContext, authorityCode: string): Promise<ThemeContactType[]> {
  return loaderOf(context, 'contacts', () => new DataLoader((codes: readonly string[]) => readContacts(context, codes))).load(authorityCode);
}

/** To whom an authority wants to be written about a theme: its contact for that, or else its general one; null when it has named neither. */
export async function contactFor(context: RequestContext, authorityCode: string, themeCode: string): Promise<ThemeContactType | null> {
  const contacts = await contactsOf(context, authorityCode);
  return contacts.find((contact) => contact.themeCode === themeCode) ?? contacts.find((contact) => contact.themeCode === null) ?? null;
}

/** An authority with each of the contacts that it has for any of some themes, once; with none, where it has named none for them. */
export async function contactsAbout<Authority extends { code: string }>(context: RequestContext, authority: Authority, themeCodes: readonly string[]): Promise<{ authority: Authority; contact: ThemeContactType | null }[]> {
  // What is about no theme is for the general contact, which is asked for as that of a theme nobody has.
  const found = await Promise.all((themeCodes.length === 0 ? [''] : themeCodes).map((code) => contactFor(context, authority.code, code)));
  const contacts = [...new Set(found.filter((contact) => contact !== null))];
  return (contacts.length === 0 ? [null] : contacts).map((contact) => ({ authority, contact }));
}

async function readContacts({ db }: RequestContext, codes: readonly string[]): Promise<ThemeContactType[][]> {
  const rows = await db
    .selectFrom('theme_contact')
    .selectAll()
    .where(sql<boolean>`theme_contact.authority_code in ${inList(codes)}`)
    // Databases differ on where they put what is empty.
    .orderBy(sql`coalesce(theme_contact.theme_code, '')`)
    .orderBy('theme_contact.id')
    .execute();
  const byAuthority = Map.groupBy(rows as unknown as ThemeContactType[], (contact) => contact.authorityCode);
  return codes.map((code) => byAuthority.get(code) ?? []);
}
