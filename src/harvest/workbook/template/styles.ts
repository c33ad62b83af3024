import type { CellStyle } from './SheetSpec.ts';

interface Look {
  font: keyof typeof fonts;
  fill: keyof typeof fills;
  border: 'none' | 'line';
  /** Number of the format: 0 general, 49 text, 164 an ISO day. */
  format: 0 | 49 | 164;
  wrap: boolean;
}

const fonts = {
  plain: '<sz val="11"/><color rgb="FF0B0C0C"/><name val="Arial"/><family val="2"/>',
  bold: '<b/><sz val="11"/><color rgb="FF0B0C0C"/><name val="Arial"/><family val="2"/>',
  white: '<b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Arial"/><family val="2"/>',
  faint: '<i/><sz val="11"/><color rgb="FF505A5F"/><name val="Arial"/><family val="2"/>',
  title: '<b/><sz val="18"/><color rgb="FF0B0C0C"/><name val="Arial"/><family val="2"/>',
  heading: '<b/><sz val="13"/><color rgb="FF1D70B8"/><name val="Arial"/><family val="2"/>',
};

const fills = { none: null, blue: 'FF1D4F91', pale: 'FFDCE6F2', grey: 'FFF3F2F1', yellow: 'FFFFF7D6' };

const looks: Record<CellStyle, Look> = {
  text: { font: 'plain', fill: 'none', border: 'none', format: 49, wrap: true },
  number: { font: 'plain', fill: 'none', border: 'none', format: 0, wrap: false },
  day: { font: 'plain', fill: 'none', border: 'none', format: 164, wrap: false },
  required: { font: 'white', fill: 'blue', border: 'line', format: 49, wrap: true },
  optional: { font: 'bold', fill: 'pale', border: 'line', format: 49, wrap: true },
  example: { font: 'faint', fill: 'grey', border: 'none', format: 49, wrap: true },
  title: { font: 'title', fill: 'none', border: 'none', format: 49, wrap: false },
  heading: { font: 'heading', fill: 'none', border: 'none', format: 49, wrap: false },
  words: { font: 'plain', fill: 'none', border: 'none', format: 49, wrap: true },
  label: { font: 'bold', fill: 'none', border: 'none', format: 49, wrap: true },
  answer: { font: 'plain', fill: 'yellow', border: 'line', format: 49, wrap: true },
};

const names = Object.keys(looks) as CellStyle[];

/** The number under which a cell names its style. Style 0 is what a cell has that names none. */
export function styleNumber(style: CellStyle): number {
  return names.indexOf(style) + 1;
}

/** Whether a long text goes on in a second line. */
export function isWrapped(style: CellStyle): boolean {
  return looks[style].wrap;
}

/** The part that says how each style looks. */
export function stylesXml(): string {
  const fontNames = Object.keys(fonts);
  const fillNames = Object.keys(fills);
  const xf = ({ font, fill, border, format, wrap }: Look) =>
    `<xf numFmtId="${format}" fontId="${fontNames.indexOf(font)}" fillId="${fillIds[fillNames.indexOf(fill)]}" borderId="${border === 'line' ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"${wrap ? ' wrapText="1"' : ''}/></xf>`;
  const side = (name: string) => `<${name} style="thin"><color rgb="FFB1B4B6"/></${name}>`;
  return (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
    `<fonts count="${fontNames.length}">${Object.values(fonts).map((font) => `<font>${font}</font>`).join('')}</fonts>` +
    `<fills count="${fillNames.length + 1}"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${Object.values(fills).flatMap((colour) => (colour ? [`<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`] : [])).join('')}</fills>` +
    `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border></borders>` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${names.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${names.map((name) => xf(looks[name])).join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}

/** Spreadsheet programs keep the first two fills for themselves: none, and a pattern of dots. */
const fillIds = Object.values(fills).map((colour, index) => (colour ? index + 1 : 0));
