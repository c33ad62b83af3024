import { expect, test } from 'vitest';
import type { Acts } from '../../src/api/context.ts';
import { apiOver } from '../support/api.ts';
import { acts, openReviewing, type Reviewing } from '../support/reviewing.ts';

const note = 'So it is.';

/** Several acts of which each has found its overlaps before the first of them is written; merges are written first. */
async function atOnce({ hub }: Reviewing, asked: [act: keyof typeof acts, input: Record<string, unknown>][]): Promise<string[]> {
  const held: { isMerge: boolean; go: () => void }[] = [];
  const holding: Acts = {
    ...hub.acts,
    decide: async (decision) => {
      await new Promise<void>((go) => {
        held.push({ isMerge: decision.kind === 'merge-overlaps', go });
        const inTurn = held.toSorted((a, b) => Number(b.isMerge) - Number(a.isMerge));
        // Not before the last one waits, too.
        if (held.length === asked.length) setImmediate(() => inTurn.forEach((each) => each.go()));
      });
      return hub.acts.decide(decision);
    },
  };
  const api = await apiOver(hub, { asReviewer: 'Analyst', acts: holding });
  const answers = await Promise.all(asked.map(([act, input]) => api.query(acts[act], { input: { ...input, note } })));
  return answers.map(({ errors }) => (errors[0] ? `${String(errors[0].extensions?.['code'])}: ${errors[0].message}` : 'taken')).sort();
}

test('of two overlaps merged into each other at once, one merge is taken and the other refused as it is one after the other', async () => {
  const hub = await openReviewing();
  const answers = await atOnce(hub, [['mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC' }], ['mergeOverlaps', { overlap: 'overlap-LAC', into: 'overlap-SEND' }]]);
  expect(answers).toEqual([expect.stringMatching(/^UNKNOWN_OVERLAP: into is "(.+)", which went into "(.+)"\. Decide on that one, or undo what moved it\.$/), 'taken']);
  expect((await hub.ask('{ decisions { totalCount } }')).decisions.totalCount).toBe(1);
});

test('of a ring of merges made at once, the one that would close it is refused', async () => {
  const hub = await openReviewing();
  const { decision } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note });
  const ring = ['overlap-LAC', decision.otherOverlapId as string, 'overlap-SEND'];
  const answers = await atOnce(hub, ring.map((overlap, index) => ['mergeOverlaps', { overlap, into: ring[(index + 1) % 3]! }]));
  expect(answers).toEqual([expect.stringMatching(/^UNKNOWN_OVERLAP: into is ".+", which went into ".+"/), 'taken', 'taken']);
});

test('what is decided of an overlap that another act merges at the same time is refused with where it went', async () => {
  const hub = await openReviewing();
  const merge: [keyof typeof acts, Record<string, unknown>] = ['mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC' }];
  const answers = await atOnce(hub, [merge, ['renameOverlap', { overlap: 'overlap-SEND', title: 'Special needs' }]]);
  expect(answers).toEqual(['UNKNOWN_OVERLAP: overlap is "overlap-SEND", which went into "overlap-LAC". Decide on that one, or undo what moved it.', 'taken']);
});

test('the same merge asked for twice at once is one decision', async () => {
  const hub = await openReviewing();
  const merge: [keyof typeof acts, Record<string, unknown>] = ['mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC' }];
  expect(await atOnce(hub, [merge, merge])).toEqual(['taken', 'taken']);
  expect((await hub.ask('{ decisions { totalCount } }')).decisions.totalCount).toBe(1);
});
