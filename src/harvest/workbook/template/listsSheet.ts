import { columnLetters } from '../readSheet.ts';
import { ownSheets } from '../sheetNames.ts';
import type { KnownCodes } from './knownCodes.ts';
import type { Cell, SheetSpec } from './SheetSpec.ts';

const titles = new Map([
  ['authorities', 'Authorities'],
  ['regions', 'Regions'],
  ['areas', 'Areas: regions, authorities and smaller ones'],
  ['themes', 'Themes'],
  ['indicators', 'Indicators'],
]);

/** Rows above the first code: what the codes are of, and what the two columns hold. */
const rowsAbove = 2;

/** The sheet from which drop-down lists take their codes, and in which an officer looks them up. */
export function listsSheet(codes: KnownCodes): SheetSpec {
  const lists = listsOf(codes);
  const longest = Math.max(0, ...lists.map(([, known]) => known.length));
  const rowOf = (cells: (list: (typeof lists)[number]) => [Cell, Cell]) => lists.flatMap(cells);
  return {
    name: ownSheets.lists,
    columns: lists.flatMap(() => [{ width: 16, style: 'text' as const }, { width: 44, style: 'text' as const }]),
    rows: [
      rowOf(([file]) => [{ text: titles.get(file) ?? file, style: 'heading' }, { text: '', style: 'text' }]),
      rowOf(() => [{ text: 'Code', style: 'optional' }, { text: 'Name', style: 'optional' }]),
      ...Array.from({ length: longest }, (_, index) => rowOf(([, known]) => [{ text: known[index]?.code ?? '', style: 'text' }, { text: known[index]?.name ?? '', style: 'text' }])),
    ],
    frozen: { rows: rowsAbove, columns: 0 },
    notes: [],
    validations: [],
    tabColour: 'B1B4B6',
  };
}

/** Where on that sheet the codes of a file stand, as a formula; null when the hub knows none. */
export function rangeOfCodes(codes: KnownCodes, file: string): string | null {
  const index = listsOf(codes).findIndex(([name]) => name === file);
  const known = codes.get(file);
  if (index < 0 || !known) return null;
  const column = columnLetters(index * 2);
  return `${ownSheets.lists}!$${column}$${rowsAbove + 1}:$${column}$${rowsAbove + known.length}`;
}

function listsOf(codes: KnownCodes): [file: string, known: readonly { code: string; name: string }[]][] {
  return [...codes].filter(([, known]) => known.length > 0);
}
