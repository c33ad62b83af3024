import { periodPattern } from '../../catalogue/period.ts';
import { isGlobalCode } from '../package/packageFiles.ts';
import { tableSchema, type Field, type TableSchema } from '../package/tableSchema.ts';

/** How the example row of each sheet begins; a row that begins so is never read. */
export const exampleMark = 'example:';

/** One filled-in row of a file, column by column, that shows an officer what to write. Its first cell says that it is an example. */
export function exampleRow(schema: TableSchema): string[] {
  return schema.fields.map((field, index) => (index === 0 ? `${exampleMark} ${exampleOf(schema, field)}` : exampleOf(schema, field)));
}

function exampleOf(schema: TableSchema, field: Field): string {
  if (field.example !== undefined) return field.example;
  // The examples of all sheets are one package: a reference of the publisher's own is that of the other sheet's example.
  if (field.references && !isGlobalCode(field.references)) return referenceExample(schema, field, field.references);
  const stated = /Example: `([^`]+)`/.exec(field.description ?? '')?.[1];
  if (stated) return stated;
  return field.references ? referenceExample(schema, field, field.references) : (exampleOfKind(field) ?? '');
}

/** A plan that replaces itself would be a bad example. */
function referenceExample(schema: TableSchema, field: Field, resource: string): string {
  return resource === schema.name && field.constraints?.required !== true ? '' : keyExample(resource);
}

function keyExample(resource: string): string {
  const schema = tableSchema(resource);
  const key = schema.fields.find((field) => field.name === schema.primaryKey[0]);
  return key ? exampleOf(schema, key) : '';
}

function exampleOfKind({ type, constraints }: Field): string | null {
  if (constraints?.enum) return constraints.enum[0]!;
  if (constraints?.pattern === periodPattern) return 'FY2007/08';
  switch (type) {
    case 'boolean':
      return 'yes';
    case 'date':
      return '2015-04-30';
    case 'integer':
      return String(constraints?.minimum ?? 1);
    case 'number':
      return '12.5';
    default:
      if (constraints?.pattern?.startsWith('^\\d{4}')) return '2015-04-30';
      if (constraints?.pattern?.includes('://')) return 'https://www.example.gov.uk/plan';
      return constraints?.pattern ? 'a-reference' : null;
  }
}
