import { posix } from 'node:path';
import { HubError } from '../../errors.ts';
import { noting } from '../package/faults.ts';
import { cellFormat } from './cellFormat.ts';
import type { ZipParts } from './openZip.ts';
import { readSheet, roomOfWorkbook, unescapeText, type CellContext, type CellStyle, type SheetContents } from './readSheet.ts';
import { countUpTo, readXml } from './readXml.ts';

export interface Sheet extends SheetContents {
  name: string;
  isHidden: boolean;
}

interface Relation {
  type: string;
  target: string;
}

interface ListedSheet {
  name: string;
  isHidden: boolean;
  relation: string;
}

const mostSheets = 200;
/** As many parts as a workbook may have, and about as many styles as Excel keeps. */
const mostRelations = 5_000;
const mostStyles = 100_000;
const relationOfWorkbook = '/officeDocument';
const relationOfSheet = '/worksheet';
const sheetsWithoutCells = ['/chartsheet', '/dialogsheet', '/xlmacrosheet', '/xlintlmacrosheet'];

/** How much of a sheet is read: of what is not the package's, enough to see what it is. */
export type Extent = 'whole' | 'start' | 'name';

/** Every sheet of a workbook, in its order, with the text of its cells as far as is wanted. */
export async function readSheets(parts: ZipParts, extentOf: (sheet: { name: string; isHidden: boolean }) => Extent): Promise<Sheet[]> {
  const workbook = await workbookPart(parts);
  const relations = await readRelations(parts, workbook);
  const { listed, startsIn1904 } = await readListedSheets(parts, workbook);
  const partOf = (ending: string) => [...relations.values()].find((relation) => relation.type.endsWith(ending))?.target;
  const context: CellContext = {
    strings: await readStrings(parts, partOf('/sharedStrings')),
    styles: await readStyles(parts, partOf('/styles')),
    startsIn1904,
    room: { ...roomOfWorkbook },
  };
  const sheets: Sheet[] = [];
  for (const { name, isHidden, relation } of listed) {
    const extent = extentOf({ name, isHidden });
    const target = extent === 'whole' ? placeOf(name, relations.get(relation)) : null;
    const contents = extent === 'start' ? await startOf(parts, { name, relation: relations.get(relation) }, context) : target !== null && (await readSheet(parts, target, name, context));
    sheets.push({ name, isHidden, ...(contents || { rows: [], merges: [], hiddenColumns: new Set<number>() }) });
  }
  return sheets;
}

/** The first rows of a sheet; null where they cannot be read, for what is wrong with a sheet of the officer's own is no fault of the package. */
async function startOf(parts: ZipParts, { name, relation }: { name: string; relation: Relation | undefined }, context: CellContext): Promise<SheetContents | null> {
  if (!relation?.type.endsWith(relationOfSheet)) return null;
  return noting([], [], () => readSheet(parts, relation.target, name, { ...context, room: { ...roomOfWorkbook } }, { onlyStart: true }));
}

/** The part with the cells of a sheet; null for a chart, a dialogue or a macro, which has none. Taken for empty, one that cannot be found would have all withdrawn that the hub holds of it. */
function placeOf(name: string, relation: Relation | undefined): string | null {
  if (relation?.type.endsWith(relationOfSheet)) return relation.target;
  if (relation && sheetsWithoutCells.some((ending) => relation.type.toLowerCase().endsWith(ending))) return null;
  throw new HubError('BAD_PACKAGE', `The workbook lists a sheet ${name} and does not say where its cells are, so it is damaged. Open it in a spreadsheet program, see that it says what it should, and save it again. Nothing was changed.`);
}

async function workbookPart(parts: ZipParts): Promise<string> {
  const relations = await readRelations(parts, '');
  return [...relations.values()].find((relation) => relation.type.endsWith(relationOfWorkbook))?.target ?? 'xl/workbook.xml';
}

/** What a part points at, by the names it calls them: every target as a path from the root. */
async function readRelations(parts: ZipParts, part: string): Promise<Map<string, Relation>> {
  const cut = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, cut);
  const name = `${folder}_rels/${part.slice(cut)}.rels`;
  const relations = new Map<string, Relation>();
  const countRelation = countUpTo(mostRelations, `The relations in ${name} are`);
  await readXml(parts.read(name), name, {
    open(element, { Id, Type, Target, TargetMode }) {
      if (element !== 'Relationship' || !Id || !Type || !Target || TargetMode === 'External') return;
      countRelation();
      relations.set(Id, { type: Type, target: posix.join('/', Target.startsWith('/') ? Target : `${folder}${Target}`).slice(1) });
    },
  });
  return relations;
}

async function readListedSheets(parts: ZipParts, workbook: string): Promise<{ listed: ListedSheet[]; startsIn1904: boolean }> {
  const listed: ListedSheet[] = [];
  let startsIn1904 = false;
  await readXml(parts.read(workbook), workbook, {
    open(element, attributes) {
      if (element === 'workbookPr') startsIn1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (element !== 'sheet') return;
      // The prefix of the relation's attribute is the writer's to choose.
      const relation = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
      listed.push({ name: (attributes.name ?? '').trim(), isHidden: ['hidden', 'veryHidden'].includes(attributes.state ?? ''), relation });
      if (listed.length > mostSheets) throw new HubError('BAD_PACKAGE', `The workbook has more than ${mostSheets} sheets. Nothing was changed.`);
    },
  });
  return { listed, startsIn1904 };
}

/** Texts that cells share, in the order in which cells count them. */
async function readStrings(parts: ZipParts, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined || !parts.has(part)) return strings;
  const path: string[] = [];
  let pieces: string[] = [];
  await readXml(parts.read(part), part, {
    open: (element) => void path.push(element),
    text(text) {
      if (path.at(-1) === 't' && !path.includes('rPh')) pieces.push(text);
    },
    close(element) {
      path.pop();
      if (element !== 'si') return;
      strings.push(unescapeText(pieces.join('')));
      pieces = [];
    },
  });
  return strings;
}

/** Each style that a cell can name. */
async function readStyles(parts: ZipParts, part: string | undefined): Promise<CellStyle[]> {
  if (part === undefined || !parts.has(part)) return [];
  const codes = new Map<number, string>();
  const fontsStruckThrough: boolean[] = [];
  const ids: { format: number; font: number }[] = [];
  const path: string[] = [];
  const countStyle = countUpTo(mostStyles, 'The formats and styles of the workbook are');
  await readXml(parts.read(part), part, {
    open(element, { numFmtId, formatCode, fontId, val }) {
      if (element === 'numFmt' || element === 'font' || element === 'xf') countStyle();
      if (element === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode);
      if (element === 'xf' && path.at(-1) === 'cellXfs') ids.push({ format: Number(numFmtId ?? 0), font: Number(fontId ?? 0) });
      if (element === 'font' && path.at(-1) === 'fonts') fontsStruckThrough.push(false);
      if (element === 'strike' && path.at(-2) === 'fonts') fontsStruckThrough[fontsStruckThrough.length - 1] = !['0', 'false'].includes(val ?? '1');
      path.push(element);
    },
    close: () => void path.pop(),
  });
  return ids.map(({ format, font }) => ({ format: cellFormat(format, codes.get(format)), isStruckThrough: fontsStruckThrough[font] ?? false }));
}
