import { plainHeading } from './columnMeant.ts';
import { isNearTo } from './isNearTo.ts';
import { isGlobalCode, packageFiles, type PackageFile } from './packageFiles.ts';
import { tableSchema, type Field } from './tableSchema.ts';

/** A file or sheet whose name no file of the package has. */
export interface Stranger {
  name: string;
  /** Its first row; empty where it is not looked into. */
  headings: readonly string[];
}

/**
 * The file of the package that one of another name was probably meant to be, of those of which the package has nothing else: left out, all
 * that the hub has of it would be withdrawn. By its name ("priority", "priorities (2)"); by a name that holds it ("Our priorities") and most
 * of the columns that every row needs; or by all of those, whatever its name. Codes that everybody shares may stand anywhere to be looked up.
 */
export function fileMeantBy({ name, headings }: Stranger, missing: readonly PackageFile[]): PackageFile | undefined {
  if (isLeftOutOnPurpose(name)) return undefined;
  const near = missing.find((file) => isNear(name, file));
  if (near) return near;
  const present = new Set(headings.map(plainHeading));
  const columnsOf = (fields: readonly Field[]): number => fields.filter((field) => present.has(field.name) || present.has(plainHeading(field.title ?? field.name))).length;
  const isLike = (file: PackageFile): boolean => {
    const needed = tableSchema(file.name).fields.filter(({ constraints }) => constraints?.required);
    // One column alone, such as plan_ref, is in too many files to say which is meant.
    return needed.length > 1 && columnsOf(needed) > (holdsAsWord(name, file) ? needed.length / 2 : needed.length - 1);
  };
  // A copy of what the package has is like that, and may be like others by the way.
  const [likest] = packageFiles.filter((file) => !isGlobalCode(file.name) && isLike(file)).toSorted((a, b) => columnsOf(tableSchema(b.name).fields) - columnsOf(tableSchema(a.name).fields));
  return likest && missing.includes(likest) ? likest : undefined;
}

/** An underscore before its name says that a file or sheet is its owner's own. */
export function isLeftOutOnPurpose(name: string): boolean {
  return name.startsWith('_');
}

/** But for a letter, or for numbers and signs: in the singular, or as programs call a copy. */
function isNear(name: string, file: PackageFile): boolean {
  return isNearTo(name, file.name, 1) || isNearTo(name, file.name.replace(/ies$/, 'y'), 1);
}

function holdsAsWord(name: string, file: PackageFile): boolean {
  const words = `_${name.toLowerCase().replace(/[^a-z]+/g, '_')}_`;
  return [file.name, file.name.replace(/ies$/, 'y').replace(/s$/, '')].some((word) => words.includes(`_${word}_`));
}
