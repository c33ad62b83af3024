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
