import { isGlobalCode, packageFiles, type PackageFile } from './packageFiles.ts';
import { tableSchema } from './tableSchema.ts';

/** Files of which a row is told apart by one reference of its publisher's own, so that other rows may name it by that. */
export const filesWithOwnReference: readonly PackageFile[] = packageFiles.filter(({ name }) => tableSchema(name).primaryKey.length === 1 && !isGlobalCode(name));
