import { expect, test } from 'vitest';
import { checkStageEvent, stages, stagesOf, type StageEvent } from '../../../src/commissioning/proposals/stages.ts';

const word = (stage: StageEvent['stage'], progress: StageEvent['progress'], at: string, note = ''): StageEvent => ({ stage, progress, note, by: 'Head of commissioning', at });

test('all nine stages stand in their order, not begun until somebody says otherwise', () => {
  expect(stagesOf([]).map(({ key, progress, by }) => [key, progress, by])).toEqual(['outcomes', 'groups', 'needs', 'priorities', 'pattern', 'how-to-commission', 'commission', 'workforce', 'review'].map((key) => [key, 'not-begun', null]));
  expect(new Set(stages.map(({ key }) => key)).size).toBe(9);
});

test('of each stage the latest word counts, whatever order the words come in', () => {
  const events = [word('needs', 'done', '2026-11-20T09:00:00Z', 'Survey of parents'), word('needs', 'under-way', '2026-11-10T09:00:00Z'), word('groups', 'done', '2026-11-01T09:00:00Z'), word('groups', 'under-way', '2026-11-01T09:00:00Z', 'Taken up again')];
  expect(stagesOf(events).slice(1, 3)).toMatchObject([{ key: 'groups', progress: 'under-way', note: 'Taken up again' }, { key: 'needs', progress: 'done', note: 'Survey of parents', at: '2026-11-20T09:00:00Z' }]);
});

test('a stage or a progress that is none is refused', () => {
  expect(() => checkStageEvent(word('needs', 'done', '2026-11-20T09:00:00Z'))).not.toThrow();
  expect(() => checkStageEvent(word('ninth' as 'needs', 'done', ''))).toThrow('stage is "ninth". Expected one of outcomes, groups, needs, priorities, pattern, how-to-commission, commission, workforce, review.');
  expect(() => checkStageEvent(word('needs', 'nearly' as 'done', ''))).toThrow('progress is "nearly". Expected one of not-begun, under-way, done.');
});
