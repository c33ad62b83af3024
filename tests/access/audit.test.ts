import { sql } from 'kysely';
import { Writable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { auditColumns, type Noted } from '../../src/access/audit/auditEntry.ts';
import { auditTrail, type AuditTrail } from '../../src/access/audit/auditTrail.ts';
import { readLastHash } from '../../src/access/audit/readTrail.ts';
import { printAudit, verifyAudit } from '../../src/commands/audit.ts';
import { readConfig } from '../../src/config.ts';
import { restoreBackup } from '../../src/db/backup/restoreBackup.ts';
import { writeBackup } from '../../src/db/backup/writeBackup.ts';
import { hubTables, openHub, type Hub } from '../../src/hub.ts';
import { createLog } from '../../src/log.ts';
import { breakInserts, databaseKind, mendInserts, newPlace, type Place } from '../support/database.ts';

const noted = (changes: Partial<Noted> = {}): Noted => ({ who: 'Analyst', role: 'reviewer', kind: 'query', operation: 'Search', document: 'abc', outcome: 'answered', code: null, cost: 10, rows: 3, ...changes });

interface TestTrail {
  trail: AuditTrail;
  logged: string[];
  /** Lets time pass. */
  pass: (seconds: number) => void;
}

function trailOf(hub: Hub, store = (rows: unknown[][]): Promise<boolean> => hub.append('audit_entry', auditColumns, rows)): TestTrail {
  const logged: string[] = [];
  let now = Date.parse('2025-06-01T12:00:00Z');
  const trail = auditTrail({
    store,
    lastHash: () => readLastHash(hub.stored),
    now: () => new Date(now),
    log: createLog('info', new Writable({ write: (chunk, _, done) => (logged.push(String(chunk)), done()) })),
  });
  onTestFinished(() => trail.close());
  return { trail, logged, pass: (seconds) => void (now += seconds * 1_000) };
}

async function openPlace(): Promise<{ hub: Hub; place: Place }> {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await openHub(place);
  onTestFinished(() => hub.close());
  return { hub, place };
}

const stored = async (hub: Hub): Promise<{ seq: number; who: string | null; times: number; rows: number }[]> => hub.rows.selectFrom('audit_entry').select(['seq', 'who', 'times', 'rows']).orderBy('at').orderBy('id').execute();

async function verified(place: Place): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  return { code: await verifyAudit(readConfig(place.settings), (line) => lines.push(line)), lines };
}

/** Takes away what keeps entries from being changed, as somebody with the database in hand could. */
async function dropTriggers(hub: Hub): Promise<void> {
  const triggers = databaseKind === 'sqlite' ? ['drop trigger audit_entry_update', 'drop trigger audit_entry_delete', 'drop trigger audit_entry_replace'] : ['drop trigger audit_entry_kept on audit_entry'];
  for (const trigger of triggers) await sql.raw(trigger).execute(hub.stored);
}

test('what a holder asks is stored with the next batch, and what the public asks is gathered for a minute', async () => {
  const { hub } = await openPlace();
  const { trail, pass } = trailOf(hub);
  trail.note(noted());
  trail.note(noted());
  trail.note(noted({ who: null, role: 'public' }));
  await trail.flush();
  expect(await stored(hub)).toEqual([{ seq: 1, who: 'Analyst', times: 2, rows: 6 }]);
  pass(59);
  trail.note(noted({ who: null, role: 'public' }));
  await trail.flush();
  expect(await stored(hub)).toHaveLength(1);
  pass(1);
  await trail.flush();
  expect((await stored(hub)).map(({ seq, who, times }) => [seq, who, times])).toEqual(expect.arrayContaining([[1, 'Analyst', 2], [2, null, 2]]));
});

test('noting alone stores it within a second or so, and a hub that stops stores all', async () => {
  const { hub } = await openPlace();
  const { trail } = trailOf(hub);
  trail.note(noted());
  await expect.poll(() => stored(hub), { timeout: 10_000 }).toHaveLength(1);
  trail.note(noted({ who: null, role: 'public' }));
  await trail.close();
  expect(await stored(hub)).toHaveLength(2);
});

test('a batch that could not be written is written later, with what came meanwhile, and the log says so once', async () => {
  const { hub, place } = await openPlace();
  const { trail, logged } = trailOf(hub);
  await breakInserts(hub, 'audit_entry', 'no');
  for (const who of ['first', 'second']) {
    trail.note(noted({ who }));
    await trail.flush();
  }
  expect(await stored(hub)).toEqual([]);
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('The audit trail could not be written');
  await mendInserts(hub, 'audit_entry');
  await trail.flush();
  await trail.flush();
  expect((await stored(hub)).map(({ seq, who }) => [seq, who])).toEqual([[1, 'first'], [2, 'second']]);
  expect(await verified(place)).toMatchObject({ code: 0 });
});

test('a hub that stops while nothing can be written says how much it loses, and does not wait for ever', async () => {
  const { hub } = await openPlace();
  const { trail, logged } = trailOf(hub);
  await breakInserts(hub, 'audit_entry', 'no');
  trail.note(noted());
  await trail.close();
  expect(logged.at(-1)).toContain('"entries":1');
  await mendInserts(hub, 'audit_entry');
}, 20_000);

test.runIf(databaseKind === 'postgres')('a batch of which nobody knows whether it was stored, as when the connection was cut, is stored once', async () => {
  const { hub } = await openPlace();
  let isCut = true;
  const { trail } = trailOf(hub, async (rows) => {
    const isStored = await hub.append('audit_entry', auditColumns, rows);
    if (isCut) throw new Error('Connection terminated');
    return isStored;
  });
  trail.note(noted());
  await trail.flush();
  isCut = false;
  await trail.close();
  expect(await stored(hub)).toHaveLength(1);
});

test.runIf(databaseKind === 'sqlite')('while somebody else writes, nobody waits for it: it comes again', async () => {
  const { hub } = await openPlace();
  const { trail, logged } = trailOf(hub);
  trail.note(noted());
  await hub.write((writer) => writer.inTransaction(async () => trail.flush()));
  expect(await stored(hub)).toEqual([]);
  await trail.flush();
  expect(await stored(hub)).toHaveLength(1);
  expect(logged).toEqual([]);
});

test.runIf(databaseKind === 'postgres')('while somebody else writes, it is written beside it', async () => {
  const { hub } = await openPlace();
  const { trail } = trailOf(hub);
  trail.note(noted());
  await hub.write((writer) => writer.inTransaction(async () => {
    await trail.flush();
    expect(await stored(hub)).toHaveLength(1);
  }));
});

test('several hubs write at once, each a chain of its own, and one that starts later begins after the newest entry', async () => {
  const { hub, place } = await openPlace();
  const trails = [trailOf(hub), trailOf(hub)];
  for (const round of ['one', 'two']) {
    for (const { trail } of trails) trail.note(noted({ who: round }));
    await Promise.all(trails.map(({ trail }) => trail.flush()));
    // On SQLite one of the two may have found it busy.
    await Promise.all(trails.map(({ trail }) => trail.flush()));
  }
  const later = trailOf(hub);
  later.trail.note(noted({ who: 'three' }));
  await later.trail.flush();
  const chains = Map.groupBy(await hub.rows.selectFrom('audit_entry').selectAll().execute(), ({ chain }) => chain);
  expect([...chains.values()].map((entries) => entries.length).sort((a, b) => a - b)).toEqual([1, 2, 2]);
  const hashes = new Set([...chains.values()].flat().map(({ hash }) => hash));
  expect(hashes).toContain([...chains.values()].find((entries) => entries.length === 1)![0]!.previous);
  expect(await verified(place)).toMatchObject({ code: 0, lines: expect.arrayContaining([expect.stringContaining('5 entries in 3 chains: each is as it was written')]) });
});

test('it moves neither the data version nor the state that kept answers hang on', async () => {
  const { hub } = await openPlace();
  const before = await hub.dataState();
  const { trail } = trailOf(hub);
  trail.note(noted());
  await trail.flush();
  expect(await stored(hub)).toHaveLength(1);
  expect(await hub.dataState()).toBe(before);
});

const acts = ["update audit_entry set who = 'nobody'", 'delete from audit_entry', ...(databaseKind === 'sqlite' ? ['insert or replace into audit_entry select * from audit_entry'] : ['truncate audit_entry'])];
test.each(acts)('the database refuses: %s', async (act) => {
  const { hub } = await openPlace();
  const { trail } = trailOf(hub);
  trail.note(noted());
  await trail.flush();
  await expect(sql.raw(act).execute(hub.stored)).rejects.toThrow(/Entries of the audit trail are never/);
  expect(await stored(hub)).toHaveLength(1);
});

test('an entry that was changed all the same, and one that was taken out, are named, and the command fails', async () => {
  const { hub, place } = await openPlace();
  const { trail } = trailOf(hub);
  for (const who of ['a', 'b', 'c', 'd']) trail.note(noted({ who }));
  await trail.flush();
  expect((await verified(place)).code).toBe(0);
  await dropTriggers(hub);
  const [{ chain } = { chain: '' }] = await hub.rows.selectFrom('audit_entry').select('chain').limit(1).execute();
  await sql`update audit_entry set "rows" = 0 where seq = 2`.execute(hub.stored);
  await sql`delete from audit_entry where seq = 3`.execute(hub.stored);
  const { code, lines } = await verified(place);
  expect(code).toBe(1);
  expect(lines.slice(0, 2)).toEqual([`${chain}-0000000002: Its contents are not what was hashed when it was written: it was changed.`, `${chain}-0000000004: Entry ${chain}-0000000003 is missing before it.`]);
  expect(lines.at(-1)).toBe('3 entries in 1 chain, and 2 places where they are not as written.');
});

test('a backup takes it along, and what is restored is as it was written', async () => {
  const { hub, place } = await openPlace();
  const { trail } = trailOf(hub);
  trail.note(noted());
  trail.note(noted({ who: 'other', code: 'NOT_ALLOWED', outcome: 'refused', operation: null }));
  await trail.flush();
  const file = `${place.dataFolder}/copy.jsonl.gz`;
  await writeBackup(hub, place.database, file, new Date());
  const other = await newPlace();
  onTestFinished(other.remove);
  await restoreBackup(other.database, hubTables, file);
  expect(await verified(other)).toMatchObject({ code: 0, lines: expect.arrayContaining([expect.stringContaining('2 entries in 1 chain')]) });
});

test('the operator reads it by days, in words or as CSV', async () => {
  const { hub, place } = await openPlace();
  const { trail, pass } = trailOf(hub);
  trail.note(noted({ who: null, role: 'public', rows: 25 }));
  pass(86_400);
  trail.note(noted({ kind: 'mutation', operation: null, outcome: 'refused', code: 'NOT_ALLOWED', rows: 0 }));
  await trail.flush();
  const print = async (options: Parameters<typeof printAudit>[1]): Promise<string[]> => {
    const lines: string[] = [];
    expect(await printAudit(readConfig(place.settings), options, (line) => lines.push(line))).toBe(0);
    return lines;
  };
  expect(await print({})).toEqual([
    '2025-06-01T12:00:00.000Z  the public: query, Search, document abc: answered, 25 rows',
    '2025-06-02T12:00:00.000Z  reviewer Analyst: mutation, document abc: refused NOT_ALLOWED, 0 rows',
    '2 entries. "npm run hub -- audit verify" says whether they are as they were written.',
  ]);
  expect(await print({ from: '2025-06-02' })).toHaveLength(2);
  expect(await print({ to: '2025-05-31' })).toEqual(['The audit trail has no entry of these days.']);
  const [header, ...rows] = await print({ to: '2025-06-01', csv: true });
  expect(header).toBe('\uFEFFat,until,who,role,kind,operation,document,outcome,code,times,rows,cost,id,hash\r');
  expect(rows).toEqual([expect.stringMatching(/^2025-06-01T12:00:00.000Z,2025-06-01T12:00:00.000Z,,public,query,Search,abc,answered,,1,25,10,[0-9a-f]{16}-0000000002,[0-9a-f]{64}\r$/)]);
  await expect(print({ from: '2025-06-02', to: '2025-06-01' })).rejects.toThrow('--from (2025-06-02) is after --to (2025-06-01).');
});
