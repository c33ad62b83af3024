import { periodPattern } from '../../../catalogue/period.ts';
import { isGlobalCode } from '../../package/packageFiles.ts';
import { tableSchema, type Field, type TableSchema } from '../../package/tableSchema.ts';
import { exampleRow } from '../examples.ts';
import { columnLetters } from '../readSheet.ts';
import type { KnownCodes } from './knownCodes.ts';
import { rangeOfCodes } from './listsSheet.ts';
import type { CellStyle, SheetSpec, Validation } from './SheetSpec.ts';

/** Rows that are ready to be filled in; below them nothing is checked as it is typed, and everything is read all the same. */
const rowsReady = { first: 3, last: 5_000 };

export interface TemplateContext {
  codes: KnownCodes;
  /** Files that have a sheet in the workbook. */
  files: ReadonlySet<string>;
}

const longWords = /^(title|description|summary|definition|finding|findings|response|remit|text|item|success_criteria|name|label|note|source|url)$/;

/** The sheet of one file, as its Table Schema has it: a heading, a note and a rule for each column, and an example. */
export function fileSheet(file: string, context: TemplateContext, tabColour: string): SheetSpec {
  const schema = tableSchema(file);
  return {
    name: file,
    columns: schema.fields.map((field) => ({ width: widthOf(field), style: styleOf(field) })),
    rows: [
      schema.fields.map((field) => ({ text: headingOf(field), style: field.constraints?.required ? 'required' : 'optional' })),
      exampleRow(schema).map((text) => ({ text, style: 'example' })),
    ],
    frozen: { rows: 1, columns: 1 },
    notes: schema.fields.map((field, column) => ({ column, text: noteOf(schema, field) })),
    validations: schema.fields.flatMap((field, column) => validationOf(field, column, context)),
    tabColour,
  };
}

/** The name of a column as its heading has it: with a star where every row needs a value. */
function headingOf(field: Field): string {
  return field.constraints?.required ? `${field.name} *` : field.name;
}

function widthOf(field: Field): number {
  return Math.max(longWords.test(field.name) ? 42 : 18, headingOf(field).length + 3);
}

function styleOf({ type }: Field): CellStyle {
  if (type === 'number' || type === 'integer') return 'number';
  return type === 'date' ? 'day' : 'text';
}

/** A schema's words without the marks of code in them. */
export function inPlainWords(text: string): string {
  return text.replaceAll('`', '');
}

function noteOf(schema: TableSchema, field: Field): string {
  const others = schema.requiredOneOf.find((names) => names.includes(field.name))?.filter((name) => name !== field.name);
  const need = field.constraints?.required ? 'Every row needs it.' : others ? `Every row needs it or ${others.join(' or ')}.` : 'May be left empty.';
  const allowed = field.constraints?.enum ? `\nOne of: ${field.constraints.enum.join(', ')}.` : '';
  return `${field.title ?? field.name}\n${inPlainWords(field.description ?? '')}${allowed}\n${need}`;
}

function validationOf(field: Field, column: number, context: TemplateContext): Validation[] {
  const rule = ruleOf(field, context);
  if (!rule) return [];
  const letter = columnLetters(column);
  const prompt = { title: field.title ?? field.name, text: inPlainWords(field.description ?? '') };
  return [{ range: `${letter}${rowsReady.first}:${letter}${rowsReady.last}`, prompt, ...rule }];
}

/** Characters of a list between its quotation marks. */
const longestList = 253;

type Rule = Pick<Validation, 'allowed' | 'onOther' | 'complaint'>;

function ruleOf(field: Field, context: TemplateContext): Rule | null {
  const { enum: values, minimum, maximum, pattern } = field.constraints ?? {};
  // Longer lists than a spreadsheet program takes stand in the note of the heading alone; the hub refuses another value.
  if (values && values.join(',').length > longestList) return { allowed: { kind: 'any' }, onOther: 'none', complaint: '' };
  if (values) return { allowed: { kind: 'list', formula: `"${values.join(',')}"` }, onOther: 'stop', complaint: `Choose one of: ${values.join(', ')}.` };
  if (field.references) return ruleOfReference(field, field.references, context);
  switch (field.type) {
    case 'boolean':
      return { allowed: { kind: 'list', formula: '"yes,no"' }, onOther: 'stop', complaint: 'Choose yes or no.' };
    case 'integer':
      return { allowed: { kind: 'whole', minimum, maximum }, onOther: 'stop', complaint: `Write a whole number${between(minimum, maximum)}.` };
    case 'number':
      return { allowed: { kind: 'decimal', minimum, maximum }, onOther: 'stop', complaint: `Write a number${between(minimum, maximum)}.` };
    case 'date':
      return { allowed: { kind: 'day' }, onOther: 'stop', complaint: 'Write a day, for example 2015-04-30.' };
    default:
      // Dates and periods are text, because they may be as precise as the document is; the prompt says how to write them.
      return pattern === periodPattern || pattern?.startsWith('^\\d{4}') ? { allowed: { kind: 'any' }, onOther: 'none', complaint: '' } : null;
  }
}

/** Codes are chosen from those the hub knows, references from what the workbook's own sheet has so far. A column of several says nothing to a value of its own. */
function ruleOfReference(field: Field, resource: string, { codes, files }: TemplateContext): Rule | null {
  const onOther = field.type === 'list' ? 'none' : 'ask';
  if (isGlobalCode(resource)) {
    const formula = rangeOfCodes(codes, resource);
    return formula === null ? null : { allowed: { kind: 'list', formula }, onOther, complaint: `The hub knew no such code when this workbook was made. Use it only if the sheet ${resource} of this workbook defines it.` };
  }
  if (!files.has(resource)) return null;
  const key = tableSchema(resource).fields.findIndex(({ name }) => name === tableSchema(resource).primaryKey[0]);
  return { allowed: { kind: 'list', formula: filledCells(resource, columnLetters(key)) }, onOther, complaint: `No row of the sheet ${resource} has this reference yet. Use it only if one will.` };
}

/** The references of a sheet down to the last row filled in, so that the list does not end in thousands of blanks. */
function filledCells(sheet: string, letter: string): string {
  const { first, last } = rowsReady;
  return `OFFSET(${sheet}!$${letter}$${first},0,0,MAX(1,COUNTA(${sheet}!$${letter}$${first}:$${letter}$${last})),1)`;
}

function between(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  return maximum === undefined ? '' : ` of at most ${maximum}`;
}

