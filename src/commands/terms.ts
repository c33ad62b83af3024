import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import { withoutControlCharacters } from '../harvest/printReport.ts';
import { keyOf, type MappedTerm } from '../harvest/terms/mappedTerm.ts';
import { readMappingText, writeMappingText } from '../harvest/terms/readMappingText.ts';
import { readMapping, storeMapping, unknownThemes, type TermMapping } from '../harvest/terms/termMapping.ts';
import { countUse, readTermsInUse, readUnmapped } from '../harvest/terms/termsInUse.ts';
import { openHub } from '../hub.ts';
import { checkIsNew, writeNewFile } from './newFile.ts';
import { openExistingHub } from './openExistingHub.ts';

type Print = (line: string) => void;

/** Some thousand terms take less than a megabyte. */
const mostBytes = 10 * 2 ** 20;

/** Writes the mapping in force to a file that is not there yet. */
export async function exportTerms(config: Config, path: string, print: Print): Promise<number> {
  const file = resolve(path);
  checkIsNew(file, 'BAD_TERMS');
  const hub = await openExistingHub(config);
  try {
    const mapping = await readMapping(hub.stored);
    writeNewFile(file, writeMappingText(countUse(mapping, await readTermsInUse(hub.stored))), 'BAD_TERMS');
    print(`Wrote ${mapping.terms.length} terms of ${describe(mapping)} to ${file}, each with how many services have it.`);
    return 0;
  } finally {
    await hub.close();
  }
}

/** Makes the mapping in a file the next version, or says everything that is wrong with it and changes nothing. */
export async function importTerms(config: Config, path: string, { by, note }: { by?: string; note?: string }, print: Print): Promise<number> {
  const read = readMappingText(readFile(resolve(path)));
  if ('problems' in read) throw refusal(path, read.problems);
  const { terms } = read;
  const hub = await openHub(config);
  try {
    const done = await hub.write((writer) => writer.inTransaction(async (db) => {
      const before = await readMapping(db);
      // One that the mapping had before may come with a source that this hub has not read yet.
      const unknown = await unknownThemes(db, terms.filter(({ themeCode }) => before.terms.every((old) => old.themeCode !== themeCode)));
      if (unknown.length > 0) throw refusal(path, unknown.map((code) => `"${code}" is the code of no theme that the hub knows. "themes" of the API lists them.`));
      const changes = compare(before.terms, terms);
      if (changes.length === 0) return { before, changes, version: before.version };
      return { before, changes, version: await storeMapping(db, terms, { by: by ?? null, note: note ?? null, at: hub.harvesting.now().toISOString() }) };
    }));
    if (done.changes.length === 0) {
      print(`Nothing has changed: ${describe(done.before)} says the same.`);
      return 0;
    }
    for (const change of done.changes) print(withoutControlCharacters(`  ${change}`));
    print(`The mapping is now version ${done.version}. Services get their themes by it when their source is next read, even where nothing else has changed: "npm run hub -- harvest" reads the registered ones now; a directory that was imported by hand is imported again.`);
    return 0;
  } finally {
    await hub.close();
  }
}

/** Prints terms that services have and that lead to no theme. */
export async function listUnmapped(config: Config, { csv }: { csv?: boolean }, print: Print): Promise<number> {
  const hub = await openExistingHub(config);
  try {
    const mapping = await readMapping(hub.stored);
    const unmapped = await readUnmapped(hub.stored, mapping);
    if (csv) {
      print(writeMappingText(unmapped.map(({ vocabulary, term, label, services, sources }) => ({ vocabulary: vocabulary || '*', term, label, themeCode: '', note: '', services, sources }))).trimEnd());
      return 0;
    }
    for (const { vocabulary, term, label, services, sources } of unmapped) print(withoutControlCharacters(`${services} ${services === 1 ? 'service' : 'services'} of ${sources} ${sources === 1 ? 'source' : 'sources'}: ${label}${label === term ? '' : ` (${term})`}${vocabulary === '' ? '' : `, of ${vocabulary}`}`));
    print(unmapped.length === 0 ? `Every term that services have leads to a theme, or is meant to be none, by ${describe(mapping)}.` : `${unmapped.length} ${unmapped.length === 1 ? 'term leads' : 'terms lead'} to no theme by ${describe(mapping)}. "npm run hub -- terms export" writes it, to be added to.`);
    return 0;
  } finally {
    await hub.close();
  }
}

function describe({ version, importedAt, importedBy }: TermMapping): string {
  return version === 0 ? 'the mapping that comes with the hub' : `version ${version} of the mapping, of ${importedAt!.slice(0, 10)}${importedBy === null ? '' : ` by ${importedBy}`}`;
}

/** What a new mapping says otherwise than the one before, a sentence for each term. */
function compare(before: readonly MappedTerm[], after: readonly MappedTerm[]): string[] {
  const [was, is] = [before, after].map((terms) => new Map(terms.map((term) => [keyOf(term.vocabulary, term.term), term]))) as [Map<string, MappedTerm>, Map<string, MappedTerm>];
  const named = ({ vocabulary, term }: MappedTerm): string => `${term}${vocabulary === '*' ? '' : ` (${vocabulary})`}`;
  const theme = ({ themeCode }: MappedTerm): string => themeCode ?? 'no theme';
  return [
    ...after.filter((term) => !was.has(keyOf(term.vocabulary, term.term))).map((term) => `added: ${named(term)} is ${theme(term)}`),
    ...after.flatMap((term) => {
      const old = was.get(keyOf(term.vocabulary, term.term));
      if (!old) return [];
      if (old.themeCode !== term.themeCode) return [`moved: ${named(term)} is ${theme(term)}, and was ${theme(old)}`];
      return old.label !== term.label || old.note !== term.note ? [`reworded: ${named(term)}, which is ${theme(term)} as before`] : [];
    }),
    ...before.filter((term) => !is.has(keyOf(term.vocabulary, term.term))).map((term) => `removed: ${named(term)}, which was ${theme(term)}`),
  ];
}

function refusal(path: string, problems: readonly string[]): HubError {
  return new HubError('BAD_TERMS', `${path} cannot be taken:\n${problems.map((problem) => `  ${problem}`).join('\n')}\nNothing was changed.`);
}

function readFile(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new HubError('BAD_TERMS', `There is no file ${file}. Name one that "terms export" wrote.`);
  if (found.size > mostBytes) throw new HubError('BAD_TERMS', `${file} has ${found.size.toLocaleString('en-GB')} bytes. The most is ${mostBytes.toLocaleString('en-GB')}.`);
  const bytes = readFileSync(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HubError('BAD_TERMS', `${file} is not UTF-8 text. In Excel, save it as "CSV UTF-8 (Comma delimited)". Nothing was changed.`);
  }
}
