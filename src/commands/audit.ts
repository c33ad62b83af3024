import type { ChainedEntry } from '../access/audit/auditEntry.ts';
import { readChains, readEntries, readHeldBeginnings } from '../access/audit/readTrail.ts';
import { verifyTrail, type ChainFound } from '../access/audit/verifyTrail.ts';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import type { Column } from '../export/Feed.ts';
import { writeCsv } from '../export/writeCsv.ts';
import { withoutControlCharacters } from '../harvest/printReport.ts';
import { openExistingHub } from './openExistingHub.ts';

type Print = (line: string) => void;

const columns: readonly Column<ChainedEntry>[] = [
  { name: 'at', datatype: 'string', description: 'When the first of the requests was answered (UTC).', read: ({ at }) => at },
  { name: 'until', datatype: 'string', description: 'When the last of them was.', read: ({ until }) => until },
  { name: 'who', datatype: 'string', description: 'Id of the holder of the key or token; empty for the public.', read: ({ who }) => who },
  { name: 'role', datatype: 'string', description: 'As what the holder asked.', read: ({ role }) => role },
  { name: 'kind', datatype: 'string', description: 'What was asked for.', read: ({ kind }) => kind },
  { name: 'operation', datatype: 'string', description: 'Saved operation, or the route of a page or feed; of another mutation what it does.', read: ({ operation }) => operation },
  { name: 'document', datatype: 'string', description: 'Beginning of the SHA-256 of the text of the operation.', read: ({ document }) => document },
  { name: 'outcome', datatype: 'string', description: 'What came of it.', read: ({ outcome }) => outcome },
  { name: 'code', datatype: 'string', description: 'Code of its first error.', read: ({ code }) => code },
  { name: 'times', datatype: 'integer', description: 'How many requests.', read: ({ times }) => times },
  { name: 'rows', datatype: 'integer', description: 'Objects in lists of the answers, added up.', read: ({ rows }) => rows },
  { name: 'cost', datatype: 'integer', description: 'Values they could have returned at most, added up.', read: ({ cost }) => cost },
  { name: 'id', datatype: 'string', description: 'Chain and number.', read: ({ id }) => id },
  { name: 'hash', datatype: 'string', description: 'Its hash.', read: ({ hash }) => hash },
];

/** Prints the entries of some days, the oldest first. */
export async function printAudit(config: Config, { from, to, csv }: { from?: string; to?: string; csv?: boolean }, print: Print): Promise<number> {
  if (from !== undefined && to !== undefined && from > to) throw new HubError('BAD_ARGUMENT', `--from (${from}) is after --to (${to}).`);
  const hub = await openExistingHub(config);
  try {
    if (csv) print(linesOf([], true));
    let entries = 0;
    for await (const entry of readEntries(hub.stored, { from, to })) {
      entries += 1;
      print(csv ? linesOf([entry], false) : withoutControlCharacters(inWords(entry)));
    }
    if (!csv) print(entries === 0 ? 'The audit trail has no entry of these days.' : `${counted(entries, 'entry', 'entries')}. "npm run hub -- audit verify" says whether they are as they were written.`);
    return 0;
  } finally {
    await hub.close();
  }
}

/** CSV without the end of its last line, which whoever prints it adds. */
function linesOf(entries: readonly ChainedEntry[], hasHeader: boolean): string {
  return writeCsv({ columns }, entries, { hasHeader }).replace(/\n$/, '');
}

function inWords({ at, until, who, role, kind, operation, document, outcome, code, times, rows }: ChainedEntry): string {
  const asker = who === null ? (role === 'public' ? 'the public' : 'nobody known') : `${role} ${who}`;
  const asked = [kind, operation, document === null ? null : `document ${document}`].filter((part) => part !== null).join(', ');
  return `${at}${until === at ? '' : ` to ${until}`}  ${asker}: ${asked}: ${[outcome, code].filter((part) => part !== null).join(' ')}${outcome === null ? '' : ', '}${counted(rows, 'row', 'rows')}${times === 1 ? '' : `, ${times} times`}`;
}

/** Works every chain out again, and says what is not as it was written: exit code 1 then. */
export async function verifyAudit(config: Config, print: Print): Promise<number> {
  const hub = await openExistingHub(config);
  try {
    const { chains, breaks } = await verifyTrail(readChains(hub.stored), () => readHeldBeginnings(hub.stored));
    for (const { id, found } of breaks) print(`${id}: ${found}`);
    for (const chain of chains.sort((a, b) => (a.firstAt < b.firstAt ? -1 : 1))) print(describe(chain));
    const entries = chains.reduce((sum, chain) => sum + chain.entries, 0);
    const held = `${counted(entries, 'entry', 'entries')} in ${counted(chains.length, 'chain', 'chains')}`;
    print(breaks.length === 0 ? `${held}: each is as it was written. Keep the last hashes elsewhere, to know later that nothing was taken from the end.` : `${held}, and ${counted(breaks.length, 'place where they are', 'places where they are')} not as written.`);
    return breaks.length === 0 ? 0 : 1;
  } finally {
    await hub.close();
  }
}

function describe({ chain, entries, firstAt, lastAt, lastHash }: ChainFound): string {
  return `chain ${chain}: ${counted(entries, 'entry', 'entries')} from ${firstAt} to ${lastAt}, last hash ${lastHash}`;
}

function counted(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}
