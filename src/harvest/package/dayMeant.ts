import { parsePartialDate } from '../../catalogue/period.ts';

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** A day or month as people in England write it ("01/04/2024", "31st March 2027", "April 2027"), as a package has it; null for anything else. It is for naming and not for taking: elsewhere 01/04 is another day. */
export function dayMeant(text: string): string | null {
  const plain = text.trim().replace(/^'/, '').replace(/^(\d{1,2})(st|nd|rd|th)\b/i, '$1');
  const [, day, month, year] = /^(?:(\d{1,2})[ /.-]+)?([a-z]{3,9}|\d{1,2})[ ,/.-]+(\d{4})$/i.exec(plain) ?? [];
  if (month === undefined) return parsePartialDate(plain) ? plain : null;
  const number = /^\d/.test(month) ? Number(month) : months.findIndex((name) => name.startsWith(month.toLowerCase())) + 1;
  const written = [year, number, day].filter((part) => part !== undefined).map((part) => String(part).padStart(2, '0')).join('-');
  return parsePartialDate(written) ? written : null;
}
