import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import * as movedOverlaps from '../../src/api/read/movedOverlaps.ts';
import { parseHistory } from '../../src/commands/decisionsFile.ts';
import { importDecisionsBy } from '../../src/hub.ts';
import { partIdOf } from '../../src/overlap/decisions/Decision.ts';
import { apiOver } from '../support/api.ts';
import { leicester, openReviewing } from '../support/reviewing.ts';

vi.mock('../../src/api/read/movedOverlaps.ts', { spy: true });

const now = new Date('2025-06-01T12:00:00Z');
const numbered = (count: number, of: (at: number) => string): string[] => Array.from({ length: count }, (_, at) => of(at));

test('what a long history decided of other themes is not gone through for each split', async () => {
  const { hub } = await openReviewing(leicester({ 'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted', ...numbered(200, (at) => `cypp,f${at},Find more foster carers ${at},priority,yes`), ...numbered(1_000, (at) => `cypp,s${at},Special educational needs ${at},priority,yes`)].join('\n') }));
  const api = await apiOver(hub, { limits: { maxCost: 1e9 } });
  /** How often it was asked where an overlap comes from or leads to, and how many flags were told. */
  const flagsOfSplits = async () => {
    vi.clearAllMocks();
    const { data, errors } = await api.query('{ decisions(first: 200, filter: { kinds: [SPLIT_OVERLAP] }) { nodes { flags { kind } } } }');
    expect(errors).toEqual([]);
    return { asked: Object.values(movedOverlaps).reduce((sum, ask) => sum + vi.mocked(ask).mock.calls.length, 0), flags: data.decisions.nodes.flatMap(({ flags }: { flags: object[] }) => flags).length };
  };
  const decide = (...lines: object[]) => importDecisionsBy({ ...hub, harvesting: { ...hub.harvesting, now: () => now } }, parseHistory(Buffer.from(['{"format":"common-ground decisions","version":1}', ...lines.map((line) => JSON.stringify(line))].join('\n')), 'decisions.jsonl', now));
  const act = (priority: string, minute: number) => ({ id: randomUUID(), madeAt: new Date(Date.UTC(2025, 1, 1, 0, minute)).toISOString(), reviewer: 'Analyst', priorities: [priority], note: 'No.', basis: {} });
  const splits = numbered(200, (at) => `E06000016/f${at}`).map((priority, at) => act(priority, at));
  await decide(...splits.map((split) => ({ ...split, decision: 'split-overlap', overlap: 'overlap-LAC', otherOverlap: partIdOf('LAC', split.id), theme: 'LAC', coreKeys: [], title: 'Part' })));
  const short = await flagsOfSplits();
  await decide(...numbered(1_000, (at) => `E06000016/s${at}`).map((priority, at) => ({ ...act(priority, 1_000 + at), decision: 'refuse-theme', theme: 'SEND' })));
  const long = await flagsOfSplits();
  expect(short.asked).toBeGreaterThan(200);
  expect(long).toEqual({ flags: 200, asked: short.asked });
});
