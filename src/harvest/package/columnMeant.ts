import { isNearTo } from './isNearTo.ts';
import type { TableSchema } from './tableSchema.ts';

/** A heading as the file would name it but for letters, gaps and what officers write behind it: "Valid from", "adopted?", "title *". */
export function plainHeading(heading: string): string {
  return heading.replace(/[\s*?:]+$/, '').trim().replace(/[\s-]+/g, '_').toLowerCase();
}

/** To follow on a column that was left out: the one of its file that was probably meant. Of those that are there already none was. */
export function perhapsMeant({ fields }: TableSchema, header: readonly string[], heading: string): string {
  const [plain, absent] = [plainHeading(heading), fields.map(({ name }) => name).filter((name) => !header.includes(name))];
  const is = absent.filter((name) => name === plain);
  const begins = absent.filter((name) => plain.startsWith(`${name}_`));
  const near = absent.filter((name) => name.length > 3 && isNearTo(plain, name, name.length > 6 ? 2 : 1));
  const [one, ...others] = [is, near, begins].find((names) => names.length > 0) ?? [];
  return one !== undefined && others.length === 0 ? ` Perhaps ${one} was meant.` : '';
}
