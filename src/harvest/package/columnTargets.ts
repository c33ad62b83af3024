import { isGlobalCode, type PackageFile } from './packageFiles.ts';
import { tableSchema, type Field } from './tableSchema.ts';

/** Where the value of one field stands in a stored record: the same on its way in (parseRecord.ts) and out (cellsOf.ts). */
export interface Target {
  field: Field;
  column: string;
  linkTable: string | undefined;
  isList: boolean;
  /** Whether it names a record of the publisher's own. */
  isOwn: boolean;
}

const targets = new Map<PackageFile, readonly Target[]>();

/** The same for every row of a file, so worked out once. */
export function targetsOf(file: PackageFile): readonly Target[] {
  let known = targets.get(file);
  if (!known) targets.set(file, (known = tableSchema(file.name).fields.map((field) => targetOf(file, field))));
  return known;
}

function targetOf(file: PackageFile, field: Field): Target {
  const { primaryKey } = tableSchema(file.name);
  const isKey = primaryKey.length === 1 && field.name === primaryKey[0];
  const isOwn = !isKey && field.references !== undefined && !isGlobalCode(field.references);
  const target = { field, linkTable: file.links?.[field.name], isList: field.type === 'list', isOwn };
  if (target.isList) return { ...target, column: field.name };
  if (isKey) return { ...target, column: isGlobalCode(file.name) ? 'code' : 'ref' };
  return { ...target, column: isOwn ? field.name.replace(/_ref$/, '_id') : field.name === 'source' ? 'document' : field.name };
}
