import { zipSync } from 'fflate';
import { commentsXml, noteBoxesXml } from './notesXml.ts';
import type { SheetSpec } from './SheetSpec.ts';
import { sheetXml } from './sheetXml.ts';
import { stylesXml } from './styles.ts';
import { escapeXml, xmlPart } from './xml.ts';

const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const spreadsheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The bytes of an .xlsx file with these sheets: Office Open XML as ECMA-376 has it, no more of it than a form to fill in needs. */
export function writeWorkbook(sheets: readonly SheetSpec[]): Uint8Array {
  const parts: Record<string, Uint8Array> = {
    '[Content_Types].xml': xmlPart(contentTypesXml(sheets)),
    '_rels/.rels': xmlPart(relationsXml([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }])),
    'xl/workbook.xml': xmlPart(workbookXml(sheets)),
    'xl/_rels/workbook.xml.rels': xmlPart(
      relationsXml([...sheets.map((_, index) => ({ id: `rId${index + 1}`, type: 'worksheet', target: `worksheets/sheet${index + 1}.xml` })), { id: `rId${sheets.length + 1}`, type: 'styles', target: 'styles.xml' }]),
    ),
    'xl/styles.xml': xmlPart(stylesXml()),
  };
  for (const [index, sheet] of sheets.entries()) {
    const number = index + 1;
    parts[`xl/worksheets/sheet${number}.xml`] = xmlPart(sheetXml(sheet, index === 0));
    if (sheet.notes.length === 0) continue;
    parts[`xl/worksheets/_rels/sheet${number}.xml.rels`] = xmlPart(
      relationsXml([
        { id: 'rId1', type: 'vmlDrawing', target: `../drawings/notes${number}.vml` },
        { id: 'rId2', type: 'comments', target: `../comments${number}.xml` },
      ]),
    );
    parts[`xl/comments${number}.xml`] = xmlPart(commentsXml(sheet.notes));
    parts[`xl/drawings/notes${number}.vml`] = new TextEncoder().encode(noteBoxesXml(sheet.notes, number));
  }
  // One date in all files, so that the same template has the same bytes.
  return zipSync(parts, { mtime: new Date(2000, 0, 1) });
}

function contentTypesXml(sheets: readonly SheetSpec[]): string {
  const override = (name: string, type: string) => `<Override PartName="${name}" ContentType="${spreadsheetType}.${type}+xml"/>`;
  const ofSheets = sheets.flatMap(({ notes }, index) => [override(`/xl/worksheets/sheet${index + 1}.xml`, 'worksheet'), ...(notes.length > 0 ? [override(`/xl/comments${index + 1}.xml`, 'comments')] : [])]);
  return (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>' +
    `${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/styles.xml', 'styles')}${ofSheets.join('')}</Types>`
  );
}

function workbookXml(sheets: readonly SheetSpec[]): string {
  const listed = sheets.map(({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`);
  return `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${officeRelations}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${listed.join('')}</sheets></workbook>`;
}

function relationsXml(relations: readonly { id: string; type: string; target: string }[]): string {
  return `<Relationships xmlns="${packageRelations}">${relations.map(({ id, type, target }) => `<Relationship Id="${id}" Type="${officeRelations}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
}
