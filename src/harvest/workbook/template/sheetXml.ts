import { largestInteger, largestNumber } from '../../package/parseCell.ts';
import { columnLetters } from '../readSheet.ts';
import type { Allowed, Cell, ColumnSpec, SheetSpec, Validation } from './SheetSpec.ts';
import { isWrapped, styleNumber } from './styles.ts';
import { escapeXml } from './xml.ts';

const namespaces = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** A sheet's own part. The order of its elements is the format's (ECMA-376 Part 1, 18.3.1.99). */
export function sheetXml(sheet: SheetSpec, isFirst: boolean): string {
  return [
    `<worksheet ${namespaces}>`,
    `<sheetPr><tabColor rgb="FF${sheet.tabColour}"/><pageSetUpPr fitToPage="${fitsPage(sheet) ? 1 : 0}"/></sheetPr>`,
    `<sheetViews><sheetView ${isFirst ? 'tabSelected="1" showGridLines="0" ' : ''}workbookViewId="0">${frozenPane(sheet)}</sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="15"/>',
    `<cols>${sheet.columns.map(columnXml).join('')}</cols>`,
    `<sheetData>${sheet.rows.map((cells, index) => rowXml(sheet, cells, index + 1)).join('')}</sheetData>`,
    validationsXml(sheet.validations),
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    sheet.notes.length > 0 ? '<legacyDrawing r:id="rId1"/>' : '',
    '</worksheet>',
  ].join('');
}

function frozenPane({ frozen }: SheetSpec): string {
  if (!frozen) return '';
  const { rows, columns } = frozen;
  const pane = columns > 0 && rows > 0 ? 'bottomRight' : rows > 0 ? 'bottomLeft' : 'topRight';
  const split = `${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''}`;
  return `<pane${split} topLeftCell="${columnLetters(columns)}${rows + 1}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/>`;
}

function columnXml({ width, style }: ColumnSpec, index: number): string {
  return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${styleNumber(style)}" customWidth="1"/>`;
}

/** Wider sheets would print too small to read on one page. */
function fitsPage({ columns }: SheetSpec): boolean {
  return columns.reduce((sum, { width }) => sum + width, 0) <= 160;
}

const pointsPerLine = 15;

/** Programs fit the height of a row to wrapped text only once it is edited, so it is stated. */
function heightOf({ columns }: SheetSpec, cells: readonly Cell[]): number {
  const lines = cells.map(({ text, style }, index) => (isWrapped(style) ? Math.ceil((text.length * 0.88) / columns[index]!.width) : 1));
  const isTitle = cells.some(({ style }) => style === 'title' || style === 'heading');
  return Math.max(1, ...lines) * pointsPerLine + (isTitle ? 9 : 2);
}

function rowXml(sheet: SheetSpec, cells: readonly Cell[], number: number): string {
  const written = cells.map(({ text, style }, index) => {
    const at = `r="${columnLetters(index)}${number}" s="${styleNumber(style)}"`;
    return text === '' ? `<c ${at}/>` : `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
  });
  return `<row r="${number}" ht="${heightOf(sheet, cells)}" customHeight="1">${written.join('')}</row>`;
}

function validationsXml(validations: readonly Validation[]): string {
  if (validations.length === 0) return '';
  return `<dataValidations count="${validations.length}">${validations.map(validationXml).join('')}</dataValidations>`;
}

/** The most that a spreadsheet program shows of a title, a prompt and a complaint. */
const longest = { title: 32, prompt: 255, complaint: 225 };

function validationXml({ range, allowed, onOther, prompt, complaint }: Validation): string {
  const { type, formulas } = inTerms(allowed);
  const errors = onOther === 'none' || allowed.kind === 'any' ? '' : ` errorStyle="${onOther === 'stop' ? 'stop' : 'warning'}" showErrorMessage="1" errorTitle="Another value was expected" error="${escapeXml(shortened(complaint, longest.complaint))}"`;
  const shown = `showInputMessage="1" promptTitle="${escapeXml(shortened(prompt.title, longest.title))}" prompt="${escapeXml(shortened(prompt.text, longest.prompt))}"`;
  return `<dataValidation ${type} allowBlank="1" ${shown}${errors} sqref="${range}">${formulas}</dataValidation>`;
}

/** What a column without limits of its own takes: a whole number as large as the hub stores, any other far beyond what anybody counts. */
const mostOf = { whole: largestInteger, decimal: largestNumber };

function inTerms(allowed: Allowed): { type: string; formulas: string } {
  switch (allowed.kind) {
    case 'any':
      return { type: '', formulas: '' };
    case 'list':
      return { type: 'type="list"', formulas: `<formula1>${escapeXml(allowed.formula)}</formula1>` };
    case 'day':
      return { type: 'type="date" operator="greaterThan"', formulas: '<formula1>1</formula1>' };
    case 'whole':
    case 'decimal': {
      const { minimum = -mostOf[allowed.kind], maximum = mostOf[allowed.kind] } = allowed;
      return { type: `type="${allowed.kind}" operator="between"`, formulas: `<formula1>${minimum}</formula1><formula2>${maximum}</formula2>` };
    }
  }
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}
