/** What a number in a cell stands for, by the format that shows it. */
export type CellFormat = { kind: 'number' } | { kind: 'percent' } | { kind: 'zeros'; digits: number } | { kind: 'date'; shows: 'day' | 'month' | 'year' | 'time' };

const plain: CellFormat = { kind: 'number' };

/** Formats that every spreadsheet program knows by number (ECMA-376 Part 1, 18.8.30); those of dates in other scripts among them. */
const builtIn = new Map<number, string>([
  [9, '0%'],
  [10, '0.00%'],
  [14, 'd/m/y'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm'],
  [19, 'h:mm:ss'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'd/m/y h:mm'],
  [45, 'mm:ss'],
  [46, 'h:mm:ss'],
  [47, 'mm:ss'],
  ...[27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id): [number, string] => [id, 'd/m/y']),
]);

/** The kind of a number format, by its number and, where the workbook defines it itself, its code. */
export function cellFormat(id: number, code: string | undefined): CellFormat {
  // Spreadsheet programs write no longer ones.
  const [first = ''] = (code ?? builtIn.get(id) ?? 'General').slice(0, 255).split(';');
  // What stands in quotes, after a backslash or in brackets is shown as it is, and says nothing of the number.
  const signs = first.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|am\/pm|a\/p|general/gi, '').toLowerCase();
  if (signs.includes('%')) return { kind: 'percent' };
  if (/^0{2,}$/.test(signs)) return { kind: 'zeros', digits: signs.length };
  if (!/[dmyhs]/.test(signs)) return plain;
  if (signs.includes('d')) return { kind: 'date', shows: 'day' };
  if (signs.includes('y')) return { kind: 'date', shows: signs.includes('m') ? 'month' : 'year' };
  return { kind: 'date', shows: /[hs]/.test(signs) ? 'time' : 'month' };
}

const msPerDay = 86_400_000;
/** 9999-12-31, the last day a spreadsheet knows. */
const lastSerial = 2_958_465;

/**
 * A number as the officer sees it: a date as an ISO day (or month or year, when it shows no more), a share as per cent,
 * a code of fixed length with its zeros, any other number with every digit it has and no separators.
 */
export function numberText(value: number, format: CellFormat, startsIn1904: boolean): string {
  switch (format.kind) {
    case 'percent':
      // Fifteen digits are all a spreadsheet keeps; the multiplication must not add a sixteenth.
      return `${Number((value * 100).toPrecision(15))}%`;
    case 'zeros':
      return Number.isInteger(value) && value >= 0 ? String(value).padStart(format.digits, '0') : String(value);
    case 'date': {
      const serial = value + (startsIn1904 ? 1462 : 0);
      return serial >= 0 && serial <= lastSerial + 1 ? dateText(serial, format.shows) : String(value);
    }
    case 'number':
      return String(value);
  }
}

function dateText(serial: number, shows: 'day' | 'month' | 'year' | 'time'): string {
  if (shows === 'time' && serial < 1) return new Date(Math.round(serial * msPerDay)).toISOString().slice(11, 16);
  const day = Math.floor(serial);
  // Spreadsheets count a 29 February 1900 that never was.
  if (day === 60) return '1900-02-29';
  const iso = new Date(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * msPerDay).toISOString();
  return iso.slice(0, shows === 'year' ? 4 : shows === 'month' ? 7 : 10);
}
