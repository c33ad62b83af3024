import { someOf, type Named } from './Judgement.ts';
import { counted } from '../words.ts';

/** When a record's source is of, for the days asked about: recent enough to tell of them, older, or nobody can tell. */
export type Timing = 'recent' | 'undated' | 'older';

/** What a record says of when it held: whose word it is, and the latest year that it or its source names. */
export interface Told {
  name: string;
  source: string;
  year: number | null;
  timing: Timing;
}

/**
 * The latest year that texts name, or null. Of an address only a year that is a part of its path counts ("/2016/06/"): the number of a
 * committee's page is none.
 */
export function latestYearIn(...texts: readonly (string | null)[]): number | null {
  const years = texts.flatMap((text) => {
    const words = text ?? '';
    const addresses = words.match(anAddress) ?? [];
    return [...words.replace(anAddress, ' ').matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g), ...addresses.flatMap((address) => [...address.replace(/[?#].*$/, '').matchAll(/(?<=[/_-])(?:19|20)\d\d(?=[/_-])/g)])].map(([year]) => Number(year));
  });
  return years.length === 0 ? null : Math.max(...years);
}

const anAddress = /https?:\/\/\S+/g;

/** A source tells of the days asked about when it names a year from the first one on. Of a source only the year is known, so the day does not count. */
export function timingOf(year: number | null, firstYear: number): Timing {
  if (year === null) return 'undated';
  return year >= firstYear ? 'recent' : 'older';
}

/** Of several sources that tell of an authority, the one that counts: the surest of the time, then the newest. */
export function surest(told: readonly Told[]): Told | undefined {
  const order: Record<Timing, number> = { recent: 0, undated: 1, older: 2 };
  return [...told].sort((a, b) => order[a.timing] - order[b.timing] || (b.year ?? 0) - (a.year ?? 0) || (a.name < b.name ? -1 : 1))[0];
}

/** Authorities of which the hub holds anything of a kind, of whatever theme, and when that is of. */
export type Register = ReadonlyMap<string, Told>;

/** Those whose entry in a register tells of the days asked about, as far as is known. */
export function registeredOf(sharing: readonly Named[], register: Register): Named[] {
  return sharing.filter(({ code }) => ['recent', 'undated'].includes(register.get(code)?.timing ?? 'older'));
}

/** What took no part because its source is too old, and what took part although nobody knows when it was written, in sentences. */
export function timeInWords(records: readonly Told[], { one, several, firstYear, sharing, register }: { one: string; several: string; firstYear: number; sharing: readonly Named[]; register: Register }): string {
  const [older, undated] = [records.filter(({ timing }) => timing === 'older'), records.filter(({ timing }) => timing === 'undated')];
  const entries = sharing.flatMap(({ code, name }) => (register.has(code) ? [{ name, told: register.get(code)! }] : []));
  const past = entries.filter(({ told }) => told.timing === 'older');
  const open = entries.filter(({ told }) => told.timing === 'undated' && !undated.some(({ source }) => source === told.source));
  return [
    older.length > 0 && ` Left out, because no source of ${firstYear} or later tells of ${older.length === 1 ? 'it' : 'them'}: ${counted(older.length, one, several)} about this theme (${someOf(older.map(({ name, year }) => `“${name}”, ${year}`))}).`,
    past.length > 0 && ` Too old to count: ${several} of ${someOf(past.map(({ name, told }) => `${name} (newest source ${told.year})`))}.`,
    undated.length > 0 && ` Undated, and so perhaps of another time: ${someOf(undated.map(({ name, source }) => `“${name}”, from ${source}`))}.`,
    open.length > 0 && ` What the hub holds of ${someOf(open.map(({ name, told }) => `${name} is undated (${told.source})`))}.`,
  ].filter(Boolean).join('');
}

/** A source as a sentence names it: of a long address the name of its site. */
export function sourceInWords(document: string | null, title: string): string {
  const address = /^https?:\/\/([^/\s]+)/.exec(document ?? '');
  return address?.[1]?.replace(/^www\./, '') ?? document ?? title;
}
