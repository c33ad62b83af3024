import { tableSchema } from '../../package/tableSchema.ts';
import { exampleMark } from '../examples.ts';
import { ownSheets } from '../sheetNames.ts';
import { inPlainWords } from './fileSheet.ts';
import type { Cell, SheetSpec } from './SheetSpec.ts';

const howTo = [
  ['1', 'On the sheet Package, say who publishes the data and give them a name of their own. The name stays the same for good.'],
  ['2', 'On the sheet plans, write one row for each plan or other document of yours. Give each a short reference (plan_ref), for example cypp-2006, and never use it again for another. Say from when it holds (valid_from), or nobody can tell on which day it does.'],
  ['3', 'On the sheet priorities, write one row for each thing a plan sets out to do, in the plan’s own words, with the reference of its plan, and yes under adopted where your authority itself set it: without that it is compared with nobody’s. Plans and priorities are enough to begin with.'],
  ['4', 'Fill in whatever else you have on the other sheets. Leave a sheet empty when you have nothing for it.'],
  ['5', 'Save the workbook and give it to whoever runs the hub, who reads it in with: npm run hub -- import FILE.xlsx'],
  ['6', 'The hub says what was refused, by sheet, row and column. Mend those cells in this same workbook and have it read again: rows are updated by their references, and what you have deleted is withdrawn.'],
] as const;

const rules = [
  ['Headings', 'A star marks a column that every row needs. Rest on a heading to read what belongs in it. You may move or leave out columns, but not rename them; columns of your own are left out.'],
  ['Lists to choose from', 'Many cells offer a list. Where a column may hold several codes, choose one or write several with ; between them, for example SEND;LAC.'],
  ['Codes', 'Cells for codes and references are kept as text, so that 007, NI 117 and 2.10 stay as you write them.'],
  ['Dates', 'Year, month, day: 2015-04-30. Where a document is less precise, 2015-04 or 2015 will do.'],
  ['Periods', 'They say their kind: FY2007/08 a financial year, AY2007/08 a school year, CY2008 a calendar year, CY2008-Q3 a quarter, 2008-11 a month.'],
  ['Per cent', 'Write 12.5 for 12.5 per cent. A cell that shows 12.5% is read as 12.5.'],
  ['Yes and no', 'Write yes or no. An empty cell means that you do not say.'],
  ['Merged cells', 'Only the first of them holds the value, so write it in each row it is for.'],
  ['Not yet public', 'The first day on which everybody may see a plan goes under embargo_until on the sheet plans, and nowhere else.'],
  ['Examples', `The grey row of each sheet shows what to write. A row that begins with “${exampleMark}” is never read; you may delete it.`],
  ['Formulas', 'The result that was last saved is read. A cell that shows an error such as #REF! is refused.'],
  ['Left out', 'Sheets with names of your own, colours, comments and pictures are not read. The hub says which sheets it left out. A sheet that is filled in and hidden, or looks like one of these under another name, stops the reading: begin its name with an underscore to leave it out on purpose. Hidden rows and columns are read, and the hub says so.'],
  ['People', 'Write posts or organisations, not the names of officers or of children.'],
] as const;

/** The first sheet: for an officer who knows a spreadsheet and not the hub. */
export function readMeSheet(files: readonly string[]): SheetSpec {
  return {
    name: ownSheets.readMe,
    columns: [{ width: 24, style: 'words' }, { width: 100, style: 'words' }],
    rows: [
      [{ text: 'Your data for Common Ground', style: 'title' }],
      [],
      wide('Common Ground brings together what local authorities plan, provide and measure for children and young people, so that those who share a priority can find each other. This workbook is how you send your part.'),
      [],
      [{ text: 'What to do', style: 'heading' }],
      ...howTo.map(([number, text]) => pair(number, text)),
      [],
      [{ text: 'How to write things', style: 'heading' }],
      ...rules.map(([name, text]) => pair(name, text)),
      [],
      [{ text: 'The sheets', style: 'heading' }],
      pair(ownSheets.package, 'Who publishes the data, and under which name.'),
      ...files.map((file) => pair(file, aboutFile(file))),
      pair(ownSheets.lists, 'Codes that the hub knew when this workbook was made. Nothing is read from it.'),
    ],
    notes: [],
    validations: [],
    tabColour: '1D70B8',
  };
}

function aboutFile(file: string): string {
  const { description, fields } = tableSchema(file);
  const needed = fields.filter((field) => field.constraints?.required).map((field) => field.name);
  return `${inPlainWords(description)} Every row needs ${needed.join(', ')}.`;
}

function pair(label: string, text: string): Cell[] {
  return [{ text: label, style: 'label' }, { text, style: 'words' }];
}

/** A sentence beside no label. */
function wide(text: string): Cell[] {
  return pair('', text);
}
