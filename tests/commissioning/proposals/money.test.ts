import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moneyOf, type Estimate } from '../../../src/commissioning/proposals/money.ts';
import type { Assumptions, FundingModel, ProposalContent, Range } from '../../../src/commissioning/proposals/ProposalContent.ts';
import { fundingModels } from '../../../src/commissioning/proposals/ProposalContent.ts';
import { minus, roundedOutward } from '../../../src/commissioning/proposals/quantity.ts';
import { sensitivityOf, whatIf } from '../../../src/commissioning/proposals/sensitivity.ts';
import { derby, leicester, names, range, rutland, shortBreakCosts, shortBreaks } from '../../support/proposals.ts';

const shares = [{ bodyCode: derby, percent: 25 }, { bodyCode: leicester, percent: 50 }, { bodyCode: rutland, percent: 25 }];
const inOrder = (content: ProposalContent, assumptions?: Assumptions) => moneyOf(content, assumptions, names);

describe('what each pays for', () => {
  test('its own volume where it keeps its own resources, and one-off costs in proportion to it', () => {
    const { bodies, total, recharge, explanation } = inOrder(shortBreaks());
    expect(bodies.map(({ bodyCode, runningPerYear, oneOff, overall }) => [bodyCode, runningPerYear.range, runningPerYear.middle, oneOff.range, overall.range])).toEqual([
      [derby, { low: 18_000, high: 40_000 }, 28_500, { low: 2_000, high: 4_000 }, { low: 56_000, high: 124_000 }],
      [leicester, { low: 18_000, high: 80_000 }, 42_800, { low: 3_000, high: 6_000 }, { low: 57_000, high: 246_000 }],
      [rutland, { low: 9_000, high: 20_000 }, 14_300, { low: 1_000, high: 2_000 }, { low: 28_000, high: 62_000 }],
    ]);
    expect([total.runningPerYear.range, total.oneOff.range, total.overall.range]).toEqual([{ low: 45_000, high: 140_000 }, { low: 6_000, high: 12_000 }, { low: 141_000, high: 432_000 }]);
    expect(bodies[1]!.runningPerYear.explanation).toBe('£18,000 to £80,000 a year: 20 to 40 a year at £1,000 to £2,000 for one (place), less 0 % to 10 %.');
    expect(bodies[1]!.oneOff.explanation).toBe('£3,000 to £6,000 once: by its volume, 30 of 60 at the middle.');
    expect(bodies[1]!.overall.explanation).toBe('£57,000 to £246,000 over 3 years, one-off costs included.');
    expect(recharge).toBeNull();
    expect(explanation).toBe('Each body keeps its own resources: it pays for its own volume, and bears one-off costs in proportion to it. Estimates are ranges, rounded outward to three significant figures, in prices of FY2026/27.');
  });

  test('its share of all where the money is pooled, whatever its volume', () => {
    const { bodies, total } = inOrder(shortBreaks({ fundingModel: 'pooled', shares }));
    expect(bodies.map(({ share, runningPerYear, oneOff }) => [share, runningPerYear.range, oneOff.range])).toEqual([[25, { low: 11_200, high: 35_000 }, { low: 1_500, high: 3_000 }], [50, { low: 22_500, high: 70_000 }, { low: 3_000, high: 6_000 }], [25, { low: 11_200, high: 35_000 }, { low: 1_500, high: 3_000 }]]);
    expect(bodies[0]!.runningPerYear.explanation).toBe('£11,200 to £35,000 a year: 25 % of £45,000 to £140,000.');
    expect(total.overall.range).toEqual({ low: 141_000, high: 432_000 });
  });

  test('its share to the lead, which pays all of it first', () => {
    const { recharge, bodies } = inOrder(shortBreaks({ fundingModel: 'lead-recharges', shares }));
    expect(recharge!.paysFirst.overall.range).toEqual({ low: 141_000, high: 432_000 });
    expect(recharge!.recharges.map(({ bodyCode, overall }) => [bodyCode, overall.range])).toEqual([[derby, { low: 35_200, high: 108_000 }], [rutland, { low: 35_200, high: 108_000 }]]);
    expect(recharge!.explanation).toBe('Leicester pays all of it first, and bears what it does not recharge.');
    expect(bodies[1]!.overall.range).toEqual({ low: 70_500, high: 216_000 });
  });

  test('nothing, where shares total 100 % and none is stated for it', () => {
    expect(inOrder(shortBreaks({ fundingModel: 'pooled', shares: [{ bodyCode: derby, percent: 40 }, { bodyCode: leicester, percent: 60 }] })).bodies[2]).toMatchObject({ share: 0, overall: { range: { low: 0, high: 0 } } });
  });
});

test('beside what is spent now stands the change, no surer than the costs themselves', () => {
  const spendNow = [{ bodyCode: derby, amount: 39_950, source: 'Budget book' }, { bodyCode: leicester, amount: 29_999, source: '' }, { bodyCode: rutland, amount: 9_000, source: '' }];
  const { bodies, total } = inOrder(shortBreaks(), shortBreakCosts({ spendNow }));
  expect(bodies.map(({ spendNow: now, change }) => [now, change.range, change.explanation])).toEqual([
    // Of costs that are known to the hundred, a difference of £50 is one of up to £100.
    [39_950, { low: -22_000, high: 100 }, 'From £22,000 less to £100 more a year than the £39,950 of now.'],
    [29_999, { low: -12_000, high: 50_100 }, 'From £12,000 less to £50,100 more a year than the £29,999 of now.'],
    [9_000, { low: 0, high: 11_000 }, '£0 to £11,000 more a year than the £9,000 of now.'],
  ]);
  expect(total).toMatchObject({ spendNow: 78_949, change: { range: { low: -34_000, high: 62_000 } } });
});

test('a difference that is none is told as none, and sums are told to the penny', () => {
  const alone = { unitCost: { low: 1_000, high: 1_000 }, economies: { low: 7, high: 7 }, oneOffCost: { low: 0, high: 0 }, volumes: [derby, leicester, rutland].map((bodyCode) => ({ bodyCode, units: { low: 500, high: 500 } })) };
  const { bodies, total } = inOrder(shortBreaks(), shortBreakCosts({ ...alone, spendNow: [derby, leicester, rutland].map((bodyCode) => ({ bodyCode, amount: 465_000, source: '' })) }));
  for (const { change } of [...bodies, total]) expect(change.range).toEqual({ low: 0, high: 0 });
  const pence = inOrder(shortBreaks(), shortBreakCosts({ spendNow: [{ bodyCode: derby, amount: 84_886.32, source: '' }, { bodyCode: leicester, amount: 47_686.54, source: '' }, { bodyCode: rutland, amount: 0.1, source: '' }], volumes: [derby, leicester, rutland].map((bodyCode, index) => ({ bodyCode, units: { low: [1.1, 2.2, 3.3][index]!, high: [1.1, 2.2, 3.3][index]! } })) }));
  expect(pence.total.spendNow).toBe(132_572.96);
  expect(JSON.stringify(pence)).not.toMatch(/\d\.\d{5,}/);
});

describe('what is not known', () => {
  test('of one body leaves the others known and the total unknown, and is named', () => {
    const { bodies, total } = inOrder(shortBreaks(), shortBreakCosts({ volumes: shortBreakCosts().volumes.slice(0, 2) }));
    expect(bodies.map(({ runningPerYear }) => runningPerYear.range)).toEqual([{ low: 18_000, high: 40_000 }, { low: 18_000, high: 80_000 }, null]);
    expect(bodies[2]!.overall).toEqual({ range: null, middle: null, explanation: 'Not known, because nobody has stated the volume of Rutland.' });
    expect(total.overall).toEqual({ range: null, middle: null, explanation: 'Not known, because nobody has stated the volume of Rutland.' });
    expect(total.change.explanation).toBe('Not known, because nobody has stated the volume of Rutland, what Derby spends now, what Leicester spends now and what Rutland spends now.');
  });

  test('is the total of bodies that nobody named, of costs nobody stated, and each part where nobody stated shares', () => {
    expect(inOrder(shortBreaks({ bodies: [] })).total.runningPerYear.explanation).toBe('Not known, because nobody has stated which bodies take part.');
    expect(inOrder(shortBreaks(), shortBreakCosts({ unitCost: null, economies: null, oneOffCost: null })).total.overall.explanation).toBe('Not known, because nobody has stated the unit cost, the economies and the one-off cost.');
    const pooled = inOrder(shortBreaks({ fundingModel: 'pooled' }));
    expect(pooled.bodies[0]!.overall.explanation).toBe('Not known, because nobody has stated the shares.');
    expect(pooled.total.overall.range).toEqual({ low: 141_000, high: 432_000 });
  });

  test('is by what a one-off cost is divided where nobody has any volume', () => {
    const none = shortBreakCosts().volumes.map(({ bodyCode }) => ({ bodyCode, units: { low: 0, high: 0 } }));
    const { bodies, total } = inOrder(shortBreaks(), shortBreakCosts({ volumes: none }));
    expect(bodies[0]).toMatchObject({ runningPerYear: { range: { low: 0, high: 0 } }, oneOff: { range: null, explanation: 'Not known, because nobody has stated a volume above 0 to divide the one-off cost by.' } });
    expect(total.overall.range).toEqual({ low: 6_000, high: 12_000 });
  });
});

test('three significant figures are kept, outward, and what was exact stays so', () => {
  expect([12_345, 1_000, 9_000.000000000002, 0.1234, -12_345, 0].map((value) => roundedOutward({ low: value, middle: value, high: value }))).toEqual([
    { low: 12_300, middle: 12_300, high: 12_400 },
    { low: 1_000, middle: 1_000, high: 1_000 },
    { low: 9_000, middle: 9_000, high: 9_000 },
    { low: 0.123, middle: 0.123, high: 0.124 },
    { low: -12_400, middle: -12_300, high: -12_300 },
    { low: 0, middle: 0, high: 0 },
  ]);
});

test('a difference is least between the least of the one and the most of the other', () => {
  expect(minus({ low: 10, middle: 15, high: 30 }, { low: 1, middle: 3, high: 8 })).toEqual({ low: 2, middle: 12, high: 29 });
});

describe('what hangs on which assumption', () => {
  test('is told largest first, each alone with the others at their middle', () => {
    expect(sensitivityOf(shortBreaks(), names).map(({ assumption, atLow, atHigh, swing }) => [assumption, atLow, atHigh, swing])).toEqual([
      ['unitCost', 180_000, 351_000, 171_000],
      ['volumes', 223_000, 308_000, 85_500],
      ['economies', 279_000, 252_000, 27_000],
      ['oneOffCost', 263_000, 269_000, 6_000],
    ]);
    expect(sensitivityOf(shortBreaks(), names)[2]!.explanation).toBe('£279,000 with the economies at the low end, £252,000 at the high end, and all else at its middle.');
  });

  test('is not known where something is missing', () => {
    expect(sensitivityOf(shortBreaks({ assumptions: shortBreakCosts({ oneOffCost: null }) }))[0]).toMatchObject({ atLow: null, swing: null, explanation: 'Not known, because nobody has stated the one-off cost.' });
  });
});

describe('what if', () => {
  test('an assumption were another: the costs beside those as they stand, and by how much they move', () => {
    const { base, changed, shifts } = whatIf(shortBreaks(), { unitCost: { low: 1_000, high: 1_500 } }, names);
    expect([base.total.overall.range, changed.total.overall.range]).toEqual([{ low: 141_000, high: 432_000 }, { low: 141_000, high: 327_000 }]);
    expect(shifts.at(-1)).toEqual({ bodyCode: null, low: 0, middle: -43_000, high: -105_000, explanation: '£141,000 to £327,000 instead of £141,000 to £432,000 over all years.' });
    expect(shifts.map(({ bodyCode }) => bodyCode)).toEqual([derby, leicester, rutland, null]);
  });

  test('it were one that cannot be, it is refused; were it not stated, the shift is not known', () => {
    expect(() => whatIf(shortBreaks(), { years: 31 })).toThrow('assumptions, years, is 31.');
    expect(whatIf(shortBreaks(), { economies: null }).shifts[0]).toMatchObject({ low: null, explanation: 'So changed: Not known, because nobody has stated the economies.' });
  });
});

const percents = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })).map(([a, b]): Range => ({ low: Math.min(a, b), high: Math.max(a, b) }));
const assumptions: fc.Arbitrary<Assumptions> = fc.record({ unitCost: range, oneOffCost: range, economies: percents, years: fc.integer({ min: 1, max: 30 }), volumes: fc.tuple(range, range, range).map((units) => [derby, leicester, rutland].map((bodyCode, index) => ({ bodyCode, units: units[index]! }))) }).map((some) => shortBreakCosts({ ...some, spendNow: [derby, leicester, rutland].map((bodyCode) => ({ bodyCode, amount: 10_000, source: '' })) }));
const models = fc.constantFrom(...fundingModels);
const divided = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })).map(([a, b]) => [Math.min(a, b), Math.max(a, b) - Math.min(a, b), 100 - Math.max(a, b)].map((percent, index) => ({ bodyCode: [derby, leicester, rutland][index]!, percent })));
const borneBy = (fundingModel: FundingModel, parts: typeof shares): ProposalContent => shortBreaks({ fundingModel, shares: fundingModel === 'pooled' || fundingModel === 'lead-recharges' ? parts : [] });

/** Every estimate of a proposal's money. */
function estimatesOf(content: ProposalContent, some: Assumptions): Estimate[] {
  const { bodies, total } = moneyOf(content, some);
  return [...bodies, total].flatMap(({ runningPerYear, oneOff, overall, change }) => [runningPerYear, oneOff, overall, change]);
}

describe('the laws of money', () => {
  test('the middle lies within', () => {
    fc.assert(
      fc.property(models, divided, assumptions, (model, parts, some) => {
        for (const { range: found, middle } of estimatesOf(borneBy(model, parts), some)) if (found !== null) expect(found.low <= middle! && middle! <= found.high).toBe(true);
      }),
    );
  });

  test('the parts make up the whole, to their rounding', () => {
    fc.assert(
      fc.property(models, divided, assumptions, (model, parts, some) => {
        const { bodies, total } = moneyOf(borneBy(model, parts), some);
        for (const kind of ['runningPerYear', 'oneOff', 'overall'] as const) {
          const ranges = bodies.flatMap((body) => body[kind].range ?? []);
          if (ranges.length < 3) continue;
          const [low, high] = [ranges.reduce((sum, one) => sum + one.low, 0), ranges.reduce((sum, one) => sum + one.high, 0)];
          // Rounded outward to three figures, each part is at most a hundredth off, and the whole too.
          expect(low).toBeLessThanOrEqual(total[kind].range!.low * 1.0101 + 1e-6);
          expect(low).toBeGreaterThanOrEqual(total[kind].range!.low * 0.99 - 1e-6);
          expect(high).toBeGreaterThanOrEqual(total[kind].range!.high * 0.99 - 1e-6);
          expect(high).toBeLessThanOrEqual(total[kind].range!.high * 1.0101 + 1e-6);
        }
      }),
    );
  });

  test('less certain assumptions never make more certain costs', () => {
    const wider = (one: Range, by: number): Range => ({ low: Math.max(0, one.low - by), high: one.high + by });
    fc.assert(
      fc.property(models, divided, assumptions, fc.integer({ min: 0, max: 3 }), fc.nat({ max: 400 }), (model, parts, some, which, by) => {
        // A volume is widened about its middle: by that the one-off cost is divided, and another middle is another division.
        const evenly = (one: Range): Range => wider(one, Math.min(by, one.low));
        const widened = [
          { unitCost: wider(some.unitCost!, by) }, { oneOffCost: wider(some.oneOffCost!, by) }, { economies: { low: Math.max(0, some.economies!.low - by), high: Math.min(100, some.economies!.high + by) } },
          { volumes: some.volumes.map(({ bodyCode, units }) => ({ bodyCode, units: evenly(units) })) },
        ][which]!;
        const [before, after] = [estimatesOf(borneBy(model, parts), some), estimatesOf(borneBy(model, parts), { ...some, ...widened })];
        before.forEach(({ range: narrow }, index) => {
          const wide = after[index]!.range;
          if (narrow !== null) expect(wide!.low <= narrow.low && wide!.high >= narrow.high, JSON.stringify([narrow, wide])).toBe(true);
        });
      }),
    );
  });
});
