import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChainedEntry, Gathered, Noted } from '../../src/access/audit/auditEntry.ts';
import { chainFrom } from '../../src/access/audit/chain.ts';
import { gatherNotes } from '../../src/access/audit/gatherNotes.ts';
import { verifyTrail } from '../../src/access/audit/verifyTrail.ts';

const noted = (changes: Partial<Noted> = {}): Noted => ({ who: null, role: 'public', kind: 'query', operation: 'Search', document: 'abc', outcome: 'answered', code: null, cost: 10, rows: 3, ...changes });

const anyNote: fc.Arbitrary<Noted> = fc.record({
  who: fc.constantFrom(null, 'E06000016', 'Analyst'),
  role: fc.constantFrom('public', 'publisher'),
  kind: fc.constantFrom('query', 'mutation', 'page'),
  operation: fc.constantFrom(null, 'Search', '/'),
  document: fc.constantFrom(null, 'abc', 'def'),
  outcome: fc.constantFrom('answered', 'refused'),
  code: fc.constantFrom(null, 'NOT_ALLOWED'),
  cost: fc.nat(1_000),
  rows: fc.nat(500),
});
const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
const totals = (entries: readonly (Noted & { times?: number })[]) => ({ times: sum(entries.map(({ times = 1 }) => times)), rows: sum(entries.map(({ rows }) => rows)), cost: sum(entries.map(({ cost }) => cost)) });

test('requests that are alike are one entry, which says how many they were, what they were given together, and from when to when', () => {
  const gathering = gatherNotes(100);
  for (const at of [1_000, 1_400, 1_900]) gathering.note(noted(), at);
  gathering.note(noted({ who: 'Analyst' }), 1_950);
  expect(gathering.take(Infinity)).toEqual([
    { ...noted(), times: 3, rows: 9, cost: 30, at: '1970-01-01T00:00:01.000Z', until: '1970-01-01T00:00:01.900Z' },
    { ...noted({ who: 'Analyst' }), times: 1, at: '1970-01-01T00:00:01.950Z', until: '1970-01-01T00:00:01.950Z' },
  ]);
  expect(gathering.size()).toBe(0);
});

test('what a holder of a key changes, or tries to, is an entry of its own each time', () => {
  const gathering = gatherNotes(100);
  const act = noted({ who: 'Analyst', role: 'reviewer', kind: 'mutation' });
  for (const at of [1, 2, 3]) gathering.note(act, at);
  expect(gathering.take(Infinity).map(({ times }) => times)).toEqual([1, 1, 1]);
});

test('whatever is asked, in whatever order and however it is taken, all of it is told: how often, and how much was given', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyNote, fc.constant('take' as const)), { maxLength: 200 }), fc.integer({ min: 1, max: 12 }), (steps, most) => {
      const gathering = gatherNotes(most);
      const told: Gathered[] = [];
      for (const [now, step] of steps.entries()) {
        if (step === 'take') told.push(...gathering.take(now - 5));
        else gathering.note(step, now);
        // One more says how much was not told apart.
        expect(gathering.size()).toBeLessThanOrEqual(most + 1);
      }
      told.push(...gathering.take(Infinity));
      expect(totals(told)).toEqual(totals(steps.filter((step) => step !== 'take')));
    }),
  );
});

test('with room for all that differ, each is told by itself', () => {
  fc.assert(
    fc.property(fc.array(anyNote, { maxLength: 100 }), (notes) => {
      const gathering = gatherNotes(1_000);
      for (const note of notes) gathering.note(note, 0);
      const told = gathering.take(Infinity);
      const likeness = ({ who, role, kind, operation, document, outcome, code }: Noted): string => JSON.stringify([who, role, kind, operation, document, outcome, code]);
      const expected = Map.groupBy(notes, likeness);
      const found = Map.groupBy(told, likeness);
      expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
      for (const [key, entries] of found) expect(totals(entries)).toEqual(totals(expected.get(key)!));
    }),
  );
});

test('a cost without a bound is counted as a large one, so that the sum is a number', () => {
  const gathering = gatherNotes(1);
  gathering.note(noted({ cost: Infinity }), 1);
  expect(gathering.take(Infinity)[0]!.cost).toBe(2 ** 31);
});

test('keys that were refused are told apart from what the public asks, however much else there is', () => {
  const gathering = gatherNotes(2);
  for (const document of ['one', 'two', 'three', 'four']) gathering.note(noted({ document }), 1);
  for (const at of [2, 3]) gathering.note(noted({ role: null, kind: 'sign-in', operation: null, document: null, outcome: 'refused', code: 'BAD_KEY' }), at);
  expect(gathering.take(Infinity).map(({ kind, times }) => [kind, times])).toEqual([['query', 1], ['query', 1], ['not-told-apart', 2], ['sign-in', 2]]);
});

/** Two chains of three entries, the second begun after the first. */
function twoChains(): ChainedEntry[] {
  const gathered: Gathered[] = [1, 2, 3].map((times) => ({ ...noted(), times, at: `2025-06-01T12:00:0${times}.000Z`, until: `2025-06-01T12:00:0${times}.000Z` }));
  const first = chainFrom('aaaa', '')(gathered);
  return [...first, ...chainFrom('bbbb', first.at(-1)!.hash)(gathered)];
}

async function breaksIn(entries: readonly ChainedEntry[]): Promise<{ id: string; found: string }[]> {
  const hashes = new Set(entries.map(({ hash }) => hash));
  async function* each(): AsyncGenerator<ChainedEntry> {
    yield* entries;
  }
  return (await verifyTrail(each(), async () => hashes)).breaks;
}

test('a trail as it was written has no break, and says where each chain ends', async () => {
  expect(await breaksIn(twoChains())).toEqual([]);
  async function* each(): AsyncGenerator<ChainedEntry> {
    yield* twoChains();
  }
  const { chains } = await verifyTrail(each(), async () => new Set(twoChains().map(({ hash }) => hash)));
  expect(chains.map(({ chain, entries, lastHash }) => [chain, entries, lastHash])).toEqual([['aaaa', 3, twoChains()[2]!.hash], ['bbbb', 3, twoChains()[5]!.hash]]);
});

const fields = ['at', 'until', 'who', 'role', 'kind', 'operation', 'document', 'outcome', 'code', 'cost', 'rows', 'times', 'previous', 'hash'] as const;
test.each(fields)('an entry of which %s was changed is named', async (field) => {
  const entries = twoChains();
  const value = entries[1]![field];
  entries[1] = { ...entries[1]!, [field]: typeof value === 'number' ? value + 1 : `${value ?? ''}0` };
  expect((await breaksIn(entries)).map(({ id }) => id)).toContain(entries[1]!.id);
});

test('an entry that was taken out is named by the one after it, and the last of an older chain by the chain that began after it', async () => {
  const entries = twoChains();
  expect(await breaksIn(entries.toSpliced(1, 1))).toEqual([{ id: 'aaaa-0000000003', found: 'Entry aaaa-0000000002 is missing before it.' }]);
  expect(await breaksIn(entries.toSpliced(0, 2))).toEqual([{ id: 'aaaa-0000000003', found: 'Entries aaaa-0000000001 to aaaa-0000000002 are missing before it.' }]);
  expect(await breaksIn(entries.toSpliced(2, 1))).toEqual([{ id: 'bbbb-0000000001', found: expect.stringContaining('an older chain, or the end of one, is missing') }]);
  expect(await breaksIn(entries.slice(3))).toHaveLength(1);
});

test('one put in the place of another, with a hash that fits what it says, breaks the chain at the next', async () => {
  const entries = twoChains();
  const [forged] = chainFrom('aaaa', '')([{ ...noted(), times: 99, at: '2025-06-01T12:00:01.000Z', until: '2025-06-01T12:00:01.000Z' }]);
  entries[0] = forged!;
  expect(await breaksIn(entries)).toEqual([{ id: 'aaaa-0000000002', found: expect.stringContaining('It follows an entry with the hash') }]);
});
