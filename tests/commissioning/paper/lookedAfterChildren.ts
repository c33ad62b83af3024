import type { PaperSource } from '../../../src/commissioning/paper/PaperSource.ts';
import type { Evidence, Fact } from '../../../src/commissioning/proposals/Fact.ts';
import type { ProposalContent } from '../../../src/commissioning/proposals/ProposalContent.ts';

// What the authorities said and the figures are those of `seeds/`; what is proposed, paid and decided is made up for the tests.

const [derby, leicester, nottingham] = ['E06000015', 'E06000016', 'E06000018'];
const derbyStrategy = "Derby Corporate Parenting Strategy 2015-2018 (young people's version), goal 5, https://paperzz.com/doc/7157812/derby-s-corporate-parenting-strategy-2015";
const leicesterStrategy = 'Leicester Corporate Parenting Strategy (presented to scrutiny, 2022-23), https://cabinet.leicester.gov.uk/mgAi.aspx?ID=108920';
const interactiveTool = 'DfE Local Authority Interactive Tool, Crown copyright, OGL v3.0';

function fact(told: Partial<Fact> & Pick<Fact, 'key' | 'section' | 'label'>): Fact {
  return { bodyCode: null, value: null, unit: null, period: null, text: '', verdict: null, isKnown: true, source: null, ...told };
}

function rate(bodyCode: string, name: string, value: number): Fact {
  return fact({ key: `indicators/LAIT:LAC/${bodyCode}`, section: 'indicators', bodyCode, label: `Children looked after, ${name}`, value, unit: 'Rate per 10,000', period: '2025-03-31', text: 'East Midlands: 62 per 10,000', verdict: 'higher', source: interactiveTool });
}

const facts: readonly Fact[] = [
  fact({ key: `priorities/${derby}/X0262`, section: 'priorities', bodyCode: derby, label: 'Corporate parenting strategy 2015', text: '“Listen to what children in care say and act on their wishes”.', verdict: 'shares', source: derbyStrategy }),
  fact({ key: `priorities/${leicester}/X0177`, section: 'priorities', bodyCode: leicester, label: 'Corporate parenting strategy 2022', text: '“Participation of children looked after and care leavers”.', verdict: 'shares', source: leicesterStrategy }),
  fact({ key: `priorities/${leicester}/X0178`, section: 'priorities', bodyCode: leicester, label: 'Corporate parenting strategy 2022', text: '“Physical and mental wellbeing of children looked after”.', verdict: 'shares', source: leicesterStrategy }),
  fact({ key: `coverage/${nottingham}`, section: 'coverage', bodyCode: nottingham, label: 'Nottingham', text: 'No document of Nottingham that speaks of children looked after is held', verdict: 'not-known', isKnown: false }),
  rate(derby, 'Derby', 88),
  rate(leicester, 'Leicester', 66),
  rate(nottingham, 'Nottingham', 93),
  fact({ key: `indicators/LAIT:LAC_EngMaths9-4/${derby}`, section: 'indicators', bodyCode: derby, label: 'Children looked after with passes in English and mathematics, Derby', unit: '% achieving expected level', period: 'AY2023/24', text: 'Missing in what was published', isKnown: false, source: 'DfE Local Authority Interactive Tool, LAC_EngMaths9-4, 2024' }),
  fact({ key: `children/${derby}`, section: 'children', bodyCode: derby, label: 'Children looked after', text: 'The number is not published beside the rate', isKnown: false }),
  fact({ key: 'services/SV036', section: 'services', bodyCode: leicester, label: 'Raising the Achievement of Looked After Children team', text: 'Attendance and exclusion support, ages 5 to 16', source: 'Leicester Joint Area Review Action Plan, June 2008' }),
  fact({ key: 'money/E06000018', section: 'money', bodyCode: nottingham, label: 'Spend on the same, Nottingham', value: 1_234_567.5, unit: 'pounds', period: 'FY2024/25', source: 'Budget statement, Nottingham' }),
  fact({ key: 'protocols/lac-education', section: 'protocols', label: 'Education of young looked-after children who move across local authority boundaries', text: 'In place by January 2006; its terms are not stated', source: 'Regional Action Learning Set note, 10 January 2006' }),
];

const evidence: Evidence = {
  number: 2,
  operation: 'ProposalEvidence',
  variables: { authorities: [derby, leicester, nottingham], themes: ['LAC'] },
  dataVersion: 142,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  facts,
  madeBy: 'Regional analyst',
  madeAt: '2026-11-20T14:03:00Z',
};

const emptyContent: ProposalContent = {
  title: '',
  stage: 'feasibility',
  summary: '',
  overlapIds: [],
  regionCode: null,
  bodies: [],
  leadCode: null,
  themeCodes: [],
  ages: null,
  groups: [],
  area: '',
  who: '',
  how: '',
  specification: '',
  funding: '',
  objectives: [],
  options: [],
  timescale: '',
  risks: [],
  equalityImpact: '',
  consultation: [],
  fundingModel: 'keeps-own',
  shares: [],
  assumptions: { unit: '', unitCost: null, volumes: [], oneOffCost: null, economies: null, spendNow: [], years: 3, priceYear: null, note: '' },
  recommendations: [],
  reasons: '',
  conclusion: '',
  reliesOn: [],
  legal: '',
  personnel: '',
  corporateObjectives: '',
  wards: '',
  exempt: null,
};

const content: ProposalContent = {
  ...emptyContent,
  title: 'Emotional support for children looked after who move between the three cities',
  stage: 'proposal',
  summary: 'Children looked after by one city who are placed in another wait for emotional support, because each city buys it for its own.\n\nThe three cities would buy one service:\n- one point of referral\n- one waiting list\n- support that goes on when a child moves',
  overlapIds: ['overlap-LAC'],
  regionCode: 'E12000004',
  bodies: [derby, leicester, nottingham].map((code) => ({ code, name: null, decidingGroupId: null })),
  leadCode: leicester,
  themeCodes: ['LAC', 'CAMHS'],
  ages: { from: 5, to: 17 },
  groups: ['Children looked after', 'Care leavers'],
  area: 'The three cities, and wherever their children are placed within the East Midlands.',
  who: 'Leicester leads, for all three.',
  how: 'One contract, let by open procedure, with a joint board of officers.',
  specification: 'A first appointment within four weeks of referral, in whichever city the child lives.',
  funding: 'Each city pays its share of one contract.',
  objectives: [
    { text: 'Children looked after are in better emotional health', indicatorCode: 'LAIT:Emotional_LAC', areaCode: derby, breakdown: null, baseline: { value: 15.9, period: 'FY2024/25' }, target: { value: 14, period: 'FY2028/29' } },
    { text: 'Nobody waits longer for having moved', indicatorCode: null, areaCode: null, breakdown: null, baseline: null, target: null },
  ],
  options: [
    { title: 'Each city goes on alone', isDoNothing: true, isPreferred: false, cost: null, costs: 'Waiting times stay as they are.', benefits: 'None has to agree with another.' },
    { title: 'One contract for three', isDoNothing: false, isPreferred: true, cost: { low: 1_650_000, high: 1_980_000 }, costs: 'A tender, once.', benefits: 'Support goes on when a child moves.' },
  ],
  timescale: 'Tender in spring 2027; first children in September 2027.',
  risks: [{ text: 'No provider can work in three cities', likelihood: 'medium', impact: 'high', mitigation: 'Speak to the market before the tender.' }],
  equalityImpact: 'Boys are referred less often than girls. The specification asks that referrals are reported by sex.',
  consultation: [{ whom: 'Children in care council, Derby', said: 'We do not want to tell our story twice.', response: 'One record goes with the child.' }],
  fundingModel: 'lead-recharges',
  shares: [
    { bodyCode: derby!, percent: 34.5 },
    { bodyCode: leicester!, percent: 30.5 },
    { bodyCode: nottingham!, percent: 35 },
  ],
  assumptions: {
    unit: 'A child in support for a year',
    unitCost: { low: 2_200, high: 2_600 },
    volumes: [derby, leicester, nottingham].map((bodyCode) => ({ bodyCode: bodyCode!, units: { low: 80, high: 90 } })),
    oneOffCost: { low: 40_000, high: 40_000 },
    economies: { low: 5, high: 10 },
    spendNow: [{ bodyCode: nottingham!, amount: 215_000, source: 'Budget book 2026/27' }],
    years: 3,
    priceYear: 'FY2026/27',
    note: 'As many children as were referred in the last year, and a tenth more.',
  },
  recommendations: ['Agree that the council takes part in one contract for three years.', 'Agree that Leicester leads, and recharges each city its share.'],
  reasons: 'Derby and Leicester have each adopted it as a priority. All three look after more children, for their number, than the region.',
  conclusion: 'One contract is feasible, as long as the three cities look after more children than the region.',
  reliesOn: [
    { factKey: `indicators/LAIT:LAC/${derby}`, holdsWhile: 'at-least', value: 62 },
    { factKey: `priorities/${leicester}/X0178`, holdsWhile: 'same', value: null },
  ],
  legal: 'Each authority must safeguard and promote the welfare of children it looks after.',
  personnel: 'No post moves to another employer.',
  corporateObjectives: 'Corporate parenting is an objective of all three.',
  wards: 'All wards of the three cities.',
  exempt: { text: 'The incumbent provider has told us that it will not bid below £2,150 a child.', paragraph: 3 },
};

/** A proposal of which everything is told, for three authorities of the East Midlands. */
export const lookedAfterChildren: PaperSource = {
  proposalId: 'lac-support',
  version: 3,
  state: 'Submitted',
  content,
  evidence,
  since: { dataVersion: 150, movedCount: 1, moved: ['Children looked after, Derby: 88 per 10,000 when the evidence was frozen, 85 per 10,000 now.'], conclusion: 'The conclusion still holds: 85 per 10,000 is at least 62.' },
  money: {
    lines: [
      { bodyCode: derby!, perYear: { low: 160_000, high: 220_000 }, oneOff: { low: 13_800, high: 13_800 }, total: { low: 493_800, high: 673_800 }, now: null, difference: null },
      { bodyCode: leicester!, perYear: { low: 150_000, high: 210_000 }, oneOff: { low: 12_200, high: 12_200 }, total: { low: 462_200, high: 642_200 }, now: 180_000, difference: { low: -30_000, high: 30_000 } },
      { bodyCode: nottingham!, perYear: { low: 165_000, high: 230_000 }, oneOff: { low: 14_000, high: 14_000 }, total: { low: 509_000, high: 704_000 }, now: 215_000, difference: { low: -50_000, high: 15_000 } },
      { bodyCode: null, perYear: { low: 475_000, high: 660_000 }, oneOff: { low: 40_000, high: 40_000 }, total: { low: 1_465_000, high: 2_020_000 }, now: null, difference: null },
    ],
    notes: ['What Derby spends now is not known, so neither is what all spend together.'],
  },
  positions: [
    { bodyCode: derby!, stance: 'Support', conditions: null, decisionTaker: 'Cabinet', decidedOn: '2026-11-10', isKeyDecision: true, callIn: 'not called in by 18 November 2026', power: 'Section 10 of the Children Act 2004', version: 3, evidence: 2, isOnEarlierEvidence: false },
    { bodyCode: leicester!, stance: 'Support, with conditions', conditions: 'Reviewed after a year', decisionTaker: null, decidedOn: null, isKeyDecision: null, callIn: null, power: null, version: 2, evidence: 1, isOnEarlierEvidence: true },
  ],
  names: {
    bodies: new Map([
      [derby!, 'Derby'],
      [leicester!, 'Leicester'],
      [nottingham!, 'Nottingham'],
      ['E12000004', 'East Midlands'],
    ]),
    themes: new Map([
      ['LAC', 'Children looked after and care leavers'],
      ['CAMHS', 'Emotional wellbeing and mental health'],
    ]),
    indicators: new Map([['LAIT:Emotional_LAC', { title: 'Emotional health of looked-after children', unit: 'Score' }]]),
  },
  reportTo: { bodyCode: nottingham!, group: 'Executive Board', meetingOn: '2026-12-15', contact: 'commissioning@leicester.example' },
  asAt: '2026-11-27',
  includesExempt: false,
};

/** One of which nothing is told. */
export const nothingTold: PaperSource = {
  proposalId: 'new-one',
  version: 1,
  state: 'Draft',
  content: emptyContent,
  evidence: null,
  since: null,
  money: null,
  positions: [],
  names: { bodies: new Map(), themes: new Map(), indicators: new Map() },
  reportTo: { bodyCode: null, group: null, meetingOn: null, contact: null },
  asAt: '2026-11-27',
  includesExempt: false,
};
