import { sql, type Kysely } from 'kysely';
import type { HarvestIssue } from '../issue.ts';
import { quoteValue } from './quoteValue.ts';
import type { PackageDescriptor } from './readDescriptor.ts';

/** Words that a council may have in its name or not. */
const ofAnyCouncil: ReadonlySet<string> = new Set(['and', 'authority', 'borough', 'city', 'council', 'county', 'district', 'metropolitan', 'of', 'royal', 'the', 'unitary']);

/** A warning where a package names its publisher clearly otherwise than the hub knows its code: one of the two is a mistake, and everybody sees both. */
export async function misnamedPublisher(db: Kysely<unknown>, { publisher: { kind, code, name }, text }: PackageDescriptor): Promise<HarvestIssue[]> {
  // A national body may have any name; and without a descriptor it was not the publisher who wrote code and name.
  if (kind === 'national' || text === '') return [];
  const { rows: [known] } = await sql<{ name: string }>`select name from ${sql.table(kind)} where id = ${code} and withdrawn_on is null`.execute(db);
  if (!known || mayBeOne(known.name, name)) return [];
  return [{ severity: 'warning', rule: 'PUBLISHER_NAME', file: 'datapackage.json', found: name, expected: known.name, message: `The package calls its publisher, ${code}, ${quoteValue(name)}; the hub knows that code as ${known.name}. See which of the two is right: the rows are those of the code, and shown with the name.` }];
}

/** Whether all that one of two names says, the other says, too. */
function mayBeOne(one: string, other: string): boolean {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  return words.every((word) => others.includes(word)) || others.every((word) => words.includes(word));
}

function wordsOf(name: string): string[] {
  const words = name.toLowerCase().replace(/['’.]/g, '').match(/[\p{L}\d]+/gu) ?? [];
  return words.filter((word) => !ofAnyCouncil.has(word));
}
