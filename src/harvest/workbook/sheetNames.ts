import { packageFiles, type PackageFile } from '../package/packageFiles.ts';

/** Sheets of the template that hold no rows of the package. */
export const ownSheets = { readMe: 'Read me', package: 'Package', lists: 'Lists' } as const;

/** The name under which a sheet or column is looked up: "Plan steps" is plan_steps. */
export function keyOf(name: string): string {
  return name.trim().toLowerCase().replace(/[\s-]+/g, '_');
}

/** The file of the data package that a sheet stands for, by its name. */
export function fileOfSheet(name: string): PackageFile | undefined {
  return packageFiles.find((file) => file.name === keyOf(name));
}

const before = 'sheet ';

/** A sheet as issues and provenance name it, in the place of a file. */
export function sheetPlace(name: string): string {
  return before + name;
}

/** Whether an issue's file is a sheet of a workbook, whose lines are rows. */
export function isSheetPlace(file: string): boolean {
  return file.startsWith(before);
}
