import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { historyOf, type DatedPlan } from '../../src/overlap/historyOf.ts';

const today = '2026-11-22';

/** "A1 cypp 2006-2008 whole +" is plan A1 of authority A, held whole, which states the overlap. */
function told(...lines: string[]): [DatedPlan[], Set<string>] {
  const rows = lines.map((line) => line.split(' '));
  const plans = rows.map(([id, kind, years, coverage]) => ({ id: id!, authorityCode: id![0]!, kind: kind!, coverage: coverage!, inForceFrom: `${years!.slice(0, 4)}-01-01`, inForceTo: `${years!.slice(5)}-12-31` }));
  return [plans, new Set(rows.filter(([, , , , states]) => states === '+').map(([id]) => id!))];
}

const history = (...lines: string[]) => historyOf(...told(...lines), today);
const momentsOf = (...lines: string[]) => history(...lines).moments.map(({ day, documented, sharing, joined, left, firstSeen, lastSeen }) => `${day.slice(0, 4)}: ${sharing.join('')}/${documented} +${joined.join('')} -${left.join('')} seen ${firstSeen.join('')} unseen ${lastSeen.join('')}`);

describe('from plan to plan', () => {
  test('an authority takes it up when its whole plan before was without it, and drops it when its next whole plan is', () => {
    expect(momentsOf('A1 cypp 2006-2008 whole', 'A2 cypp 2009-2011 partial +', 'A3 cypp 2012-2014 whole')).toEqual(['2006: /1 + - seen  unseen ', '2009: A/1 +A - seen  unseen ', '2012: /1 + -A seen  unseen ', '2015: /0 + - seen  unseen ']);
  });

  test('a plan held in part is no evidence that something is not in it', () => {
    expect(momentsOf('A1 cypp 2006-2008 partial', 'A2 cypp 2009-2011 whole +', 'A3 cypp 2012-2014 partial')).toEqual(['2006: /1 + - seen  unseen ', '2009: A/1 + - seen A unseen ', '2012: /1 + - seen  unseen A', '2015: /0 + - seen  unseen ']);
  });

  test('a plan that ends without another is a gap in what the hub holds, and is bridged by the next of its kind', () => {
    expect(momentsOf('A1 cypp 2006-2008 whole +', 'A2 cypp 2012-2014 whole')).toEqual(['2006: A/1 + - seen A unseen ', '2009: /0 + - seen  unseen A', '2012: /1 + -A seen  unseen ', '2015: /0 + - seen  unseen ']);
  });

  test('plans of two kinds do not follow on one another', () => {
    expect(momentsOf('A1 send 2006-2008 whole +', 'A2 cypp 2009-2011 whole')).toEqual(['2006: A/1 + - seen A unseen ', '2009: /1 + - seen  unseen A', '2012: /0 + - seen  unseen ']);
    expect(history('A1 other 2006-2008 whole +', 'A2 other 2009-2011 whole').followed).toBe(0);
  });

  test('what another plan in force still states is not dropped', () => {
    expect(history('A1 cypp 2006-2008 whole +', 'A2 cypp 2009-2011 whole', 'A3 send 2006-2011 partial +').moments.flatMap(({ left }) => left)).toEqual([]);
  });

  test('nothing is told of days after today, and only the newest moments are, with how many were left out', () => {
    expect(history('A1 cypp 2025-2030 whole +').moments).toHaveLength(1);
    const lines = Array.from({ length: 20 }, (_, index) => `A${index} cypp ${2000 + index}-${2000 + index} whole ${index % 2 === 0 ? '+' : ''}`);
    const [plans, stating] = told(...lines);
    const bounded = historyOf(plans, stating, today, { most: 5 });
    expect(bounded).toMatchObject({ earlier: 16, moments: { length: 5 } });
    expect(bounded.moments.at(-1)!.day).toBe('2020-01-01');
  });
});

test('an authority that was succeeded is told so, not as one whose later plan the hub may lack', () => {
  const [plans, stating] = told('A1 cypp 2018-2020 whole +', 'B1 cypp 2021-2023 whole +', 'C1 cypp 2018-2030 whole +');
  const plain = historyOf(plans, stating, '2022-06-01').explanation;
  expect(plain).toContain('1 is not seen with it any more');
  const succeeded = new Map([['A', { name: 'Old county', successors: [{ code: 'B', name: 'West' }, { code: 'D', name: 'North' }] }]]);
  const { explanation } = historyOf(plans, stating, '2022-06-01', { succeeded });
  expect(explanation).toMatch(/ Old county is no more: West and North took its place, of which West was seen with it\.$/);
  expect(explanation).not.toMatch(/not seen with it any more|first seen/);
});

describe('the whole in a word', () => {
  const follow = (code: string, before: string, after: string): string[] => [`${code}1 cypp 2006-2008 ${before}`, `${code}2 cypp 2009-2011 ${after}`];
  const kept = (code: string): string[] => follow(code, 'partial +', 'partial +');
  const took = (code: string): string[] => follow(code, 'whole', 'partial +');
  const dropped = (code: string): string[] => follow(code, 'partial +', 'whole');

  test.each([
    ['growing', [...took('A'), ...took('B'), ...kept('C')], 'Growing: of 3 authorities that could be followed from one plan to the next of its kind, 2 took it up and 0 dropped it.'],
    ['fading', [...dropped('A'), ...dropped('B'), ...kept('C')], 'Fading: of 3 authorities that could be followed from one plan to the next of its kind, 0 took it up and 2 dropped it.'],
    ['steady', [...took('A'), ...dropped('B'), ...kept('C')], 'Steady: of 3 authorities that could be followed from one plan to the next of its kind, 1 took it up and 1 dropped it.'],
    ['steady', [...took('A'), ...kept('B'), ...kept('C')], 'Steady: of 3 authorities that could be followed from one plan to the next of its kind, 1 took it up and 0 dropped it.'],
    ['no-change', [...kept('A'), ...kept('B'), ...kept('C')], 'No change seen: of 3 authorities that could be followed from one plan to the next of its kind, none took it up and none dropped it.'],
    ['too-few', [...took('A'), ...took('B')], 'Too few to say: only 2 could be followed from one plan to the next of its kind. A plan the hub does not hold, or holds in part, says nothing of what was dropped.'],
  ])('%s', (trend, lines, explanation) => {
    expect(history(...lines)).toMatchObject({ trend, explanation: expect.stringContaining(explanation) });
  });

  test('a line that rises because plans were not held before is told so, and is not called steady', () => {
    const later = ['B', 'C', 'D', 'E', 'F', 'G'].map((code) => `${code}1 cypp 2022-2026 whole +`);
    const { trend, explanation } = history('A1 cypp 2012-2014 partial +', 'A2 cypp 2015-2026 partial +', ...follow('H', 'whole', 'whole'), ...follow('I', 'whole', 'whole'), ...later);
    expect([trend, explanation]).toEqual(['no-change', 'No change seen: of 3 authorities that could be followed from one plan to the next of its kind, none took it up and none dropped it. 6 more were first seen with it after 2012-01-01, which may be because the hub holds no earlier plan of theirs, or only a part of one.']);
    expect(history('A1 cypp 2012-2026 partial +', 'B1 cypp 2013-2014 partial +').explanation).toMatch(/^Too few to say: .* 1 more was first seen with it after 2012-01-01, .* no earlier plan of that one, or only a part of one\. 1 is not seen with it any more, which may be because the hub holds no later plan of that one, or only a part of one\.$/);
    expect(history(...took('A'), ...took('B'), ...kept('C'), 'D1 cypp 2012-2026 whole +').explanation).toMatch(/^Growing: .* 2 took it up and 0 dropped it\. 1 more was first seen/);
  });

  const plan = fc.record({ authority: fc.constantFrom('A', 'B', 'C', 'D'), kind: fc.constantFrom('cypp', 'send'), from: fc.integer({ min: 2000, max: 2020 }), years: fc.integer({ min: 0, max: 4 }), coverage: fc.constantFrom('whole', 'partial'), states: fc.boolean() });
  const lineOf = ({ authority, kind, from, years, coverage, states }: { authority: string; kind: string; from: number; years: number; coverage: string; states: boolean }, index: number): string => `${authority}${index} ${kind} ${from}-${from + years} ${coverage} ${states ? '+' : ''}`;

  /** Plans of one kind that follow on one another, with or without a gap. */
  const followOn = fc.array(fc.record({ gap: fc.nat(2), years: fc.nat(3), coverage: fc.constantFrom('whole', 'partial'), states: fc.boolean() }), { maxLength: 6 });

  test('whoever dropped it after a gap is not told as one whose later plan the hub may lack; and what was taken up again was not left alone', () => {
    const others = ['B1 cypp 2006-2030 whole +', 'C1 cypp 2006-2030 whole +'];
    const gap = history('A1 cypp 2006-2008 whole +', 'A2 cypp 2012-2030 whole', ...others);
    expect(gap.moments.flatMap(({ left }) => left)).toEqual(['A']);
    expect(gap.explanation).not.toContain('not seen with it any more');
    const again = (code: string) => [`${code}1 cypp 2006-2008 whole +`, `${code}2 cypp 2009-2011 whole`, `${code}3 cypp 2012-2030 whole +`];
    expect(history(...again('A'), ...again('B'), ...again('C'))).toMatchObject({ trend: 'steady', explanation: 'Steady: of 3 authorities that could be followed from one plan to the next of its kind, 0 took it up and 0 dropped it, and 3 did both in turn.' });
  });

  test('plans that the hub does not hold never look like fading: without the later ones, nothing is dropped that was not', () => {
    fc.assert(
      fc.property(fc.tuple(followOn, followOn, followOn), fc.integer({ min: 2000, max: 2024 }), (authorities, until) => {
        const lines = authorities.flatMap((plans, authority) => {
          let from = 2000;
          return plans.map(({ gap, years, coverage, states }, index) => {
            const line = `${'ABC'[authority]}${index} cypp ${from + gap}-${from + gap + years} ${coverage} ${states ? '+' : ''}`;
            from += gap + years + 1;
            return line;
          });
        });
        const drops = (told: string[]): string[] => history(...told).moments.flatMap(({ day, left }) => left.map((code) => `${code} ${day}`));
        const all = new Set(drops(lines));
        expect(drops(lines.filter((line) => Number(line.split(' ')[2]!.slice(0, 4)) <= until)).filter((drop) => !all.has(drop))).toEqual([]);
      }),
    );
  });

  test('where no plan is held whole, nobody is said to have taken up or dropped anything', () => {
    fc.assert(
      fc.property(fc.array(plan, { maxLength: 14 }), (plans) => {
        const { trend, moments } = history(...plans.map((entry, index) => lineOf({ ...entry, coverage: 'partial' }, index)));
        return (trend === 'no-change' || trend === 'too-few') && moments.every(({ joined, left }) => joined.length + left.length === 0);
      }),
    );
  });

  test('the moments add up: who shares is who shared, with those that came and without those that went', () => {
    fc.assert(
      fc.property(fc.array(plan, { maxLength: 14 }), (plans) => {
        const { moments } = history(...plans.map(lineOf));
        for (const [index, moment] of moments.entries()) {
          const before = moments[index - 1]?.sharing ?? [];
          const after = new Set([...before.filter((code) => !moment.lastSeen.includes(code) && !moment.left.includes(code)), ...moment.joined, ...moment.firstSeen]);
          expect([...after].sort()).toEqual(moment.sharing);
          expect(moment.sharing.length).toBeLessThanOrEqual(moment.documented);
        }
      }),
    );
  });
});
