import { columnLetters } from '../readSheet.ts';
import type { Note } from './SheetSpec.ts';
import { escapeXml } from './xml.ts';

/** The words of a sheet's notes. */
export function commentsXml(notes: readonly Note[]): string {
  const comment = ({ column, text }: Note) => `<comment ref="${columnLetters(column)}1" authorId="0"><text><t xml:space="preserve">${escapeXml(text)}</t></text></comment>`;
  return `<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Common Ground</author></authors><commentList>${notes.map(comment).join('')}</commentList></comments>`;
}

const charactersPerLine = 42;
const pointsPerLine = 14;

/** The boxes in which the notes are shown, each large enough for its text. Spreadsheet programs still draw notes in this older language. */
export function noteBoxesXml(notes: readonly Note[], sheetNumber: number): string {
  return [
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">',
    `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${sheetNumber}"/></o:shapelayout>`,
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>',
    ...notes.map((note, index) => boxXml(note, sheetNumber * 1024 + index + 1)),
    '</xml>',
  ].join('');
}

function boxXml({ column, text }: Note, id: number): string {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / charactersPerLine)), 1);
  const height = lines * pointsPerLine;
  // Where no anchor is given, the box has the size its style states; it stands right of its cell.
  return (
    `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;margin-left:${(column + 1) * 110}pt;margin-top:2pt;width:230pt;height:${height}pt;z-index:${column + 1};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
    '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>' +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor(column, height)}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>0</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  );
}

/** Left column and its offset, top row and its offset, then right and bottom: pixels within cells, rows of the template's heights. */
function anchor(column: number, heightPoints: number): string {
  const rows = 1 + Math.max(1, Math.ceil((heightPoints - 30) / 15));
  return `${column + 1}, 12, 0, 2, ${column + 3}, 20, ${rows}, 4`;
}
