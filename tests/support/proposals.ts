import fc from 'fast-check';
import { applyChanges } from '../../src/commissioning/proposals/changes.ts';
import { emptyContent } from '../../src/commissioning/proposals/checkContent.ts';
import type { Assumptions, ProposalContent, Range, Section } from '../../src/commissioning/proposals/ProposalContent.ts';

export const [derby, leicester, rutland] = ['E06000015', 'E06000016', 'E06000017'] as const;
export const names: ReadonlyMap<string, string> = new Map([[derby, 'Derby'], [leicester, 'Leicester'], [rutland, 'Rutland']]);

export function taking(...codes: string[]): ProposalContent['bodies'] {
  return codes.map((code) => ({ code, name: null, decidingGroupId: null }));
}

/** Short breaks of three cities, of which all is told that money needs: 60 places at £1,000 to £2,000. */
export function shortBreaks(changes: Partial<ProposalContent> = {}): ProposalContent {
  return applyChanges({ ...emptyContent('Short breaks for disabled children'), bodies: taking(derby, leicester, rutland), leadCode: leicester, assumptions: shortBreakCosts() }, changes);
}

export function shortBreakCosts(changes: Partial<Assumptions> = {}): Assumptions {
  return {
    unit: 'place',
    unitCost: { low: 1_000, high: 2_000 },
    volumes: [{ bodyCode: derby, units: { low: 20, high: 20 } }, { bodyCode: leicester, units: { low: 20, high: 40 } }, { bodyCode: rutland, units: { low: 10, high: 10 } }],
    oneOffCost: { low: 6_000, high: 12_000 },
    economies: { low: 0, high: 10 },
    spendNow: [],
    years: 3,
    priceYear: 'FY2026/27',
    note: '',
    ...changes,
  };
}

const text = fc.string({ maxLength: 12 });
const line = fc.string({ minLength: 1, maxLength: 8 });
const optional = fc.option(line);
export const range = fc.tuple(fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 50_000 })).map(([low, more]): Range => ({ low: low / 4, high: (low + more) / 4 }));
const measured = fc.option(fc.record({ value: fc.integer({ min: -500, max: 500 }), period: fc.constantFrom('AY2024/25', 'FY2025/26') }));
const degree = fc.option(fc.constantFrom('low' as const, 'medium' as const, 'high' as const));
const code = fc.constantFrom(derby, leicester, rutland);
const few = <T>(entries: fc.Arbitrary<T>) => fc.array(entries, { maxLength: 4 });
const each = <T>(entry: (bodyCode: string) => fc.Arbitrary<T>) => fc.subarray([derby, leicester, rutland]).chain((codes) => fc.tuple(...codes.map(entry)));

/** By section, what it may be. Sections need not fit together. */
const section: { readonly [S in Section]: fc.Arbitrary<ProposalContent[S]> } = {
  title: line, stage: fc.constantFrom('feasibility', 'proposal'), summary: text, overlapIds: few(line), regionCode: fc.option(fc.constant('E12000004')),
  bodies: each((bodyCode) => fc.record({ code: fc.constant(bodyCode), name: optional, decidingGroupId: optional })),
  leadCode: fc.option(code), themeCodes: few(line), ages: fc.option(fc.record({ from: fc.integer({ min: 0, max: 9 }), to: fc.integer({ min: 9, max: 25 }) })), groups: few(line), area: text,
  who: text, how: text, specification: text, funding: text,
  objectives: few(fc.record({ text: line, indicatorCode: optional, areaCode: fc.option(code), breakdown: optional, baseline: measured, target: measured })),
  options: few(fc.record({ title: line, isDoNothing: fc.boolean(), isPreferred: fc.boolean(), cost: fc.option(range), costs: text, benefits: text })),
  timescale: text, risks: few(fc.record({ text: line, likelihood: degree, impact: degree, mitigation: text })), equalityImpact: text, consultation: few(fc.record({ whom: line, said: text, response: text })),
  fundingModel: fc.constantFrom('keeps-own', 'aligned', 'pooled', 'lead-recharges'),
  shares: each((bodyCode) => fc.record({ bodyCode: fc.constant(bodyCode), percent: fc.integer({ min: 0, max: 100 }) })),
  assumptions: fc.record({
    unit: text, unitCost: fc.option(range), volumes: each((bodyCode) => fc.record({ bodyCode: fc.constant(bodyCode), units: range })), oneOffCost: fc.option(range), economies: fc.option(range),
    spendNow: each((bodyCode) => fc.record({ bodyCode: fc.constant(bodyCode), amount: fc.integer({ min: 0, max: 9_999 }), source: text })), years: fc.integer({ min: 1, max: 30 }), priceYear: fc.option(fc.constant('FY2026/27')), note: text,
  }),
  recommendations: few(line), reasons: text, conclusion: text,
  reliesOn: few(fc.oneof(fc.record({ factKey: line, holdsWhile: fc.constant('same' as const), value: fc.constant(null) }), fc.record({ factKey: line, holdsWhile: fc.constantFrom('at-least' as const, 'at-most' as const), value: fc.integer({ min: 0, max: 99 }) }))),
  legal: text, personnel: text, corporateObjectives: text, wards: text, exempt: fc.option(fc.record({ text: line, paragraph: fc.integer({ min: 1, max: 7 }) })),
};

/** Any content, and any edit of some sections. */
export const anyContent: fc.Arbitrary<ProposalContent> = fc.record(section) as fc.Arbitrary<ProposalContent>;
export const anyChanges: fc.Arbitrary<Partial<ProposalContent>> = fc.record(section, { requiredKeys: [] }) as fc.Arbitrary<Partial<ProposalContent>>;

/** An edit of few sections, so that two of them often leave one another alone. */
export const smallChanges: fc.Arbitrary<Partial<ProposalContent>> = fc.subarray(Object.keys(section) as Section[], { maxLength: 3 }).chain((some) => fc.record(Object.fromEntries(some.map((one) => [one, section[one]]))) as fc.Arbitrary<Partial<ProposalContent>>);
