import { figure, opening, percent, pounds, rangeInWords } from './inWords.ts';
import type { Assumptions, Figure, ProposalContent, Range, Section } from './ProposalContent.ts';

/** One thing that a section says, for people: a text, or one entry of a list. Two of different versions are of the same thing when their keys are alike. */
export interface Entry {
  key: string;
  /** What it is about: "risk “Nobody bids”". */
  what: string;
  /** What is told of it, by name; an empty text is not told. The one that is the entry itself has the name "". */
  fields: Readonly<Record<string, string>>;
  /** Whether only its own words name it, so that it is still the same when they are put better; what has a code is another with another code. */
  isWords?: true;
}

/** By section, so that none is left out of what people see. */
const described: { readonly [S in Section]: (value: ProposalContent[S]) => Entry[] } = {
  title: whole,
  stage: whole,
  summary: whole,
  overlapIds: (ids) => codes('overlap', ids),
  regionCode: (code) => whole(code ?? ''),
  bodies: (bodies) => bodies.map(({ code, name, decidingGroupId }) => ({ key: code, what: `body ${code}`, fields: { '': code, name: name ?? '', 'deciding group': decidingGroupId ?? '' } })),
  leadCode: (code) => whole(code ?? ''),
  themeCodes: (themes) => codes('theme', themes),
  ages: (ages) => whole(ages === null ? '' : `${ages.from} to ${ages.to}`),
  groups: (groups) => words('group', groups),
  area: whole,
  who: whole,
  how: whole,
  specification: whole,
  funding: whole,
  objectives: (objectives) => objectives.map(({ text, indicatorCode, areaCode, breakdown, baseline, target }) => ({
    key: text,
    what: `objective ${opening(text)}`,
    isWords: true,
    fields: { '': text, indicator: indicatorCode ?? '', area: areaCode ?? '', breakdown: breakdown ?? '', baseline: measured(baseline), target: measured(target) },
  })),
  options: (options) => options.map(({ title, isDoNothing, isPreferred, cost, costs, benefits }) => ({
    key: title,
    what: `option ${opening(title)}`,
    isWords: true,
    fields: { '': title, 'doing nothing': isDoNothing ? 'yes' : '', preferred: isPreferred ? 'yes' : '', cost: money(cost), 'costs in words': costs, benefits },
  })),
  timescale: whole,
  risks: (risks) => risks.map(({ text, likelihood, impact, mitigation }) => ({ key: text, what: `risk ${opening(text)}`, isWords: true, fields: { '': text, likelihood: likelihood ?? '', impact: impact ?? '', mitigation } })),
  equalityImpact: whole,
  consultation: (consultation) => consultation.map(({ whom, said, response }) => ({ key: whom, what: `consultation of ${opening(whom)}`, isWords: true, fields: { '': whom, 'what was said': said, 'what was done about it': response } })),
  fundingModel: whole,
  shares: (shares) => shares.map((share) => ({ key: share.bodyCode, what: `share of ${share.bodyCode}`, fields: { '': percent(share.percent) } })),
  assumptions: describeAssumptions,
  recommendations: (recommendations) => words('recommendation', recommendations),
  reasons: whole,
  conclusion: whole,
  reliesOn: (reliances) => reliances.map(({ factKey, holdsWhile, value }) => ({ key: factKey, what: `reliance on ${factKey}`, fields: { '': value === null ? holdsWhile : `${holdsWhile} ${figure(value)}`, fact: factKey } })),
  legal: whole,
  personnel: whole,
  corporateObjectives: whole,
  wards: whole,
  exempt: (exempt) => (exempt === null ? [] : [{ key: '', what: '', fields: { '': exempt.text, paragraph: String(exempt.paragraph) } }]),
};

/** What a section says, entry by entry; none where it is not told. */
export function entriesOf<S extends Section>(section: S, content: ProposalContent): Entry[] {
  return described[section](content[section]);
}

function whole(text: string): Entry[] {
  return text === '' ? [] : [{ key: '', what: '', fields: { '': text } }];
}

function codes(kind: string, listed: readonly string[]): Entry[] {
  return listed.map((code) => ({ key: code, what: `${kind} ${code}`, fields: { '': code } }));
}

function words(kind: string, listed: readonly string[]): Entry[] {
  return listed.map((text) => ({ key: text, what: `${kind} ${opening(text)}`, isWords: true, fields: { '': text } }));
}

function measured(value: Figure | null): string {
  return value === null ? '' : `${figure(value.value)} in ${value.period}`;
}

function money(range: Range | null): string {
  return range === null ? '' : rangeInWords(range, pounds);
}

function describeAssumptions({ unit, unitCost, volumes, oneOffCost, economies, spendNow, years, priceYear, note }: Assumptions): Entry[] {
  const named = (what: string, text: string): Entry[] => (text === '' ? [] : [{ key: what, what, fields: { '': text } }]);
  return [
    ...named('unit', unit),
    ...named('unit cost', money(unitCost)),
    ...volumes.map(({ bodyCode, units }) => ({ key: `volume ${bodyCode}`, what: `volume of ${bodyCode}`, fields: { '': rangeInWords(units) } })),
    ...named('one-off cost', money(oneOffCost)),
    ...named('economies', economies === null ? '' : rangeInWords(economies, percent)),
    ...spendNow.map(({ bodyCode, amount, source }) => ({ key: `spend ${bodyCode}`, what: `what ${bodyCode} spends now`, fields: { '': pounds(amount), source } })),
    ...named('years', String(years)),
    ...named('price year', priceYear ?? ''),
    ...named('note', note),
  ];
}
