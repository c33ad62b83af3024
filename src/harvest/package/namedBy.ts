import type { HarvestIssue } from '../issue.ts';
import { targetsOf } from './columnTargets.ts';
import type { PackageFile } from './packageFiles.ts';
import type { CellValue } from './parseCell.ts';
import type { PublisherScope } from './publisherScope.ts';
import { referencesOfSubject } from './subjects.ts';

/** A code or reference in a column of a row: whose key it is, or of what kind, and the record meant. */
export interface Named {
  column: string;
  references: string;
  targetId: string;
}

/** What a refused row names in cells with which nothing else is wrong, so that it can be looked up with what the other rows name. */
export function namedBy(file: PackageFile, { publisher }: PublisherScope, values: ReadonlyMap<string, CellValue>, issues: readonly HarvestIssue[]): Named[] {
  const told = new Set(issues.map(({ column }) => column));
  return targetsOf(file).filter(({ field }) => !told.has(field.name)).flatMap(({ field: { name, references }, isOwn }) => {
    const subject = name === 'subject_ref' ? referencesOfSubject(values.get('subject_kind')) : undefined;
    const meant = references ?? subject?.references;
    if (meant === undefined) return [];
    return [values.get(name) ?? []].flat().map((item) => ({ column: name, references: meant, targetId: isOwn || subject?.isOwn ? `${publisher.code}/${item}` : String(item) }));
  });
}
