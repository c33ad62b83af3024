import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { onTestFinished } from 'vitest';

/** A cell as a spreadsheet program stores it: text, a number, or anything else by its parts. */
export type TestCell = string | number | boolean | null | { v?: string | number; t?: string; f?: string; format?: keyof typeof formats };

export interface TestSheet {
  name: string;
  rows: TestCell[][];
  state?: 'hidden' | 'veryHidden';
  merges?: string[];
  /** Numbers of rows. */
  hiddenRows?: number[];
  /** First and last column as numbers, for example 3:4. */
  hiddenColumns?: string;
}

/** Formats a cell can have, by the number of its style. */
const formats = { general: '', text: '@', percent: '0.0%', day: 'dd/mm/yyyy', month: 'mmm-yy', year: 'yyyy', time: 'h:mm', zeros: '000', money: '[$£-809]#,##0.00', quoted: '0" days"', struckThrough: '' };

/** Leicester's own facts, as the sheet Package has them. */
export const leicester: TestSheet = {
  name: 'Package',
  rows: [['What', 'Your answer'], ['name *', 'plans'], ['title *', 'Leicester’s plans'], ['publisher kind *', 'authority'], ['publisher code *', 'E06000016'], ['publisher name *', 'Leicester']],
};

/** The bytes of a workbook with these sheets, written apart from the hub's own writer: shared strings, numbers and formulas as Excel stores them. */
export function workbookBytes(sheets: readonly TestSheet[], options: { parts?: Record<string, string>; date1904?: boolean } = {}): Uint8Array {
  return zipSync(toBytes({ ...workbookParts(sheets, options.date1904 ?? false), ...options.parts }));
}

export function workbookParts(sheets: readonly TestSheet[], date1904 = false): Record<string, string> {
  const strings: string[] = [];
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relations = (list: [string, string][]) => `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns:r="${office}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${sheets.map(({ name, state }, index) => `<sheet name="${escape(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"${state ? ` state="${state}"` : ''}/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([...sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]), ['sharedStrings', 'sharedStrings.xml'], ['styles', '/xl/styles.xml']]),
    'xl/styles.xml': `<styleSheet><numFmts>${Object.values(formats).map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escape(code)}"/>`).join('')}</numFmts><fonts><font/><font><strike/></font></fonts><cellXfs>${Object.entries(formats).map(([name, code], index) => `<xf numFmtId="${code === '' ? 0 : 200 + index}" fontId="${name === 'struckThrough' ? 1 : 0}"/>`).join('')}</cellXfs></styleSheet>`,
  };
  for (const [index, sheet] of sheets.entries()) parts[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(sheet, strings);
  parts['xl/sharedStrings.xml'] = `<sst>${strings.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`;
  return parts;
}

function sheetXml({ rows, merges = [], hiddenRows = [], hiddenColumns = '' }: TestSheet, strings: string[]): string {
  const rowsXml = rows.map((cells, row) => `<row r="${row + 1}"${hiddenRows.includes(row + 1) ? ' hidden="1"' : ''}>${cells.map((cell, column) => cellXml(cell, `${letters(column)}${row + 1}`, strings)).join('')}</row>`);
  return `<worksheet>${hiddenColumns.replace(/(\d+):(\d+)/, '<cols><col min="$1" max="$2" hidden="true"/></cols>')}<sheetData>${rowsXml.join('')}</sheetData><mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`;
}

function cellXml(cell: TestCell, ref: string, strings: string[]): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'string') return `<c r="${ref}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
  if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${ref}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  const style = Object.keys(formats).indexOf(cell.format ?? 'general');
  return `<c r="${ref}" s="${style}"${cell.t ? ` t="${cell.t}"` : ''}>${cell.f === undefined ? '' : `<f>${escape(cell.f)}</f>`}${cell.v === undefined ? '' : `<v>${escape(String(cell.v))}</v>`}</c>`;
}

/** Text as a spreadsheet program writes it, escapes of its own among them. */
function escape(text: string): string {
  return text
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
    .replace(/[\x01-\x08\x0b-\x1f]/g, (sign) => `_x${sign.charCodeAt(0).toString(16).padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));
}

export function toBytes(parts: Record<string, string>): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]));
}

/** What an officer types into a row, by column letter. */
export type FilledRow = Record<string, string | number>;

/** Writes rows below what a workbook's sheets have, and gives the workbook's new bytes. */
export function fillIn(workbook: Uint8Array, sheets: Record<string, FilledRow[]>): Uint8Array {
  const parts = unzipSync(workbook);
  const text = (name: string) => new TextDecoder().decode(parts[name]);
  const names = [...text('xl/workbook.xml').matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name!);
  for (const [name, rows] of Object.entries(sheets)) {
    const part = `xl/worksheets/sheet${names.indexOf(name) + 1}.xml`;
    const filled = rows.map((cells, index) => {
      const number = index + 3;
      return `<row r="${number}">${Object.entries(cells).map(([letter, value]) => (typeof value === 'number' ? `<c r="${letter}${number}"><v>${value}</v></c>` : `<c r="${letter}${number}" t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`)).join('')}</row>`;
    });
    parts[part] = strToU8(text(part).replace('</sheetData>', () => `${filled.join('')}</sheetData>`));
  }
  return zipSync(parts);
}

/** Writes a workbook's answers on its sheet Package. */
export function answer(workbook: Uint8Array, answers: Record<string, string>): Uint8Array {
  const parts = unzipSync(workbook);
  const part = 'xl/worksheets/sheet2.xml';
  let xml = new TextDecoder().decode(parts[part]);
  for (const [cell, value] of Object.entries(answers)) {
    const before = xml;
    xml = xml.replace(new RegExp(`<c r="${cell}" s="(\\d+)"(/>| t="inlineStr">.*?</c>)`), (_, style) => `<c r="${cell}" s="${style}" t="inlineStr"><is><t>${escape(value)}</t></is></c>`);
    if (xml === before) throw new Error(`The sheet Package has no cell ${cell}`);
  }
  return zipSync({ ...parts, [part]: strToU8(xml) });
}

/** Writes bytes to a file that goes when the test ends, and gives its path. */
export function fileOf(bytes: Uint8Array, name = 'leicester.xlsx'): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-workbook-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}
