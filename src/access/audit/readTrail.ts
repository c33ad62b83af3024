import { sql, type Kysely, type SqlBool } from 'kysely';
import { auditColumns, type ChainedEntry } from './auditEntry.ts';
import { nothingBefore } from './chain.ts';

type Rows = Kysely<{ audit_entry: ChainedEntry }>;

const entriesAtOnce = 1_000;

/** Hash of the newest entry there is, of whichever chain. */
export async function readLastHash(stored: Kysely<unknown>): Promise<string> {
  const last = await (stored as Rows).selectFrom('audit_entry').select('hash').orderBy('at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return last?.hash ?? nothingBefore;
}

/** Every entry, chain by chain, as they were written; some at a time, however many there are. */
export async function* readChains(stored: Kysely<unknown>): AsyncGenerator<ChainedEntry> {
  for (let after = ''; ; ) {
    const page = await (stored as Rows).selectFrom('audit_entry').select(auditColumns).where('id', '>', after).orderBy('id').limit(entriesAtOnce).execute();
    yield* page;
    if (page.length < entriesAtOnce) return;
    after = page.at(-1)!.id;
  }
}

/** Entries that began on one of these days or between them, the oldest first. */
export async function* readEntries(stored: Kysely<unknown>, days: { from?: string | undefined; to?: string | undefined }): AsyncGenerator<ChainedEntry> {
  const within = sql<SqlBool>`at >= ${days.from ?? ''} and substr(at, 1, 10) <= ${days.to ?? '9999'}`;
  for (let [at, id] = ['', '']; ; ) {
    const page = await (stored as Rows).selectFrom('audit_entry').select(auditColumns).where(within).where(sql<SqlBool>`(at, id) > (${at}, ${id})`).orderBy('at').orderBy('id').limit(entriesAtOnce).execute();
    yield* page;
    if (page.length < entriesAtOnce) return;
    ({ at, id } = page.at(-1)!);
  }
}

/** Hashes after which a chain began and which are those of an entry. */
export async function readHeldBeginnings(stored: Kysely<unknown>): Promise<ReadonlySet<string>> {
  const held = await (stored as Rows).selectFrom('audit_entry').select('hash').where('hash', 'in', (beginnings) => beginnings.selectFrom('audit_entry').select('previous').where('seq', '=', 1)).execute();
  return new Set(held.map(({ hash }) => hash));
}
