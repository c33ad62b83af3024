import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';

const derby = "Derby Children and Young People's Plan 2006-2008, cabinet report, 21 February 2006";
const leeds = "Leeds Children and Young People's Plan update report, 19 May 2011";
const leicester = 'Leicester Joint Area Review Action Plan, June 2008';
const leicestershire = "Leicestershire Children's Trust Arrangements - working smarter, 30 May 2008";
const learningSet = 'Regional Action Learning Set note, 10 January 2006';

interface Passage {
  document: string;
  /** Where it stands in the document, as the hub has it. */
  locator: string;
  /** What it says, in our words. */
  says: string;
  /** A field of the root, in which one record says it. */
  asks: string;
  value: Record<string, unknown>;
  /** The package and file it came in. */
  from: string;
}

const stepsOfDerby = 'plan(id: "E06000015/cypp-2006") { steps { date body purpose ...where } }';
const judgementsOfLeicester = 'inspection(id: "E06000016/jar-2008") { judgements { area grade bestGrade kind ...where } }';
const linksOf = (plan: string) => `plan(id: "${plan}") { links(first: 50) { nodes { relatedTitle relation ...where } } }`;
const indicatorsOf = (plan: string) => `plan(id: "${plan}") { indicators(first: 50) { nodes { indicatorCode role polarity ...where } } }`;
const milestonesOf = (action: string) => `action(id: "E06000016/${action}") { milestones { due indicatorCode value actions { ref } ...where } }`;
const responsibilitiesOf = (group: string) => `group(id: "E10000018/${group}") { responsibilities(first: 50) { nodes { subjectKind subjectRef role ...where } } }`;
const budgetsOf = (authority: string) => `authority(code: "${authority}") { budgets { nodes { amount basis kind period contributors note authorities { name } themes { code } ...where } } }`;

const passages: Passage[] = [
  {
    document: derby, locator: 'Recommendations 2.1; heading', says: 'Cabinet of 21 February 2006 is asked to approve the plan for submission to two commissions',
    asks: stepsOfDerby, value: { date: '2006-02-21', body: 'Council Cabinet', purpose: 'APPROVAL' }, from: 'derby/plan_steps',
  },
  {
    document: derby, locator: 'Recommendations 2.1; Reason 3.2', says: 'the scrutiny commissions consider the plan before it returns to Cabinet and goes to full Council',
    asks: stepsOfDerby, value: { date: '2006', body: 'Education Commission', purpose: 'SCRUTINY' }, from: 'derby/plan_steps',
  },
  {
    document: derby, locator: 'Supporting information 1.3', says: 'five groups of officers began work in the early autumn',
    asks: stepsOfDerby, value: { date: '2005', body: 'Five officer groups from the agencies, one for each national outcome', purpose: 'DRAFT' }, from: 'derby/plan_steps',
  },
  {
    document: derby, locator: 'Supporting information 1.4 and 1.5', says: 'around 650 children and young people have commented on services and needs',
    asks: 'plan(id: "E06000015/cypp-2006") { consultations { participants approximate audience ...where } }', value: { participants: 650, approximate: true, audience: 'Children and young people' }, from: 'derby/consultations',
  },
  {
    document: derby, locator: 'Appendix 1 Financial 1.2', says: "the Local Area Agreement has a children and young people's block which will support some of the priorities",
    asks: linksOf('E06000015/cypp-2006'), value: { relatedTitle: "Local Area Agreement, children and young people's block", relation: 'supported by' }, from: 'derby/plan_links',
  },
  {
    document: leeds, locator: 'para 1.2, 2.1 and 2.3', says: 'reducing the number of looked-after children is an obsession',
    asks: indicatorsOf('E08000035/cypp-2011'), value: { indicatorCode: 'LDS-LAC', role: 'OBSESSION', polarity: 'LOW' }, from: 'leeds/plan_indicators',
  },
  {
    document: leeds, locator: 'para 2.1', says: 'the trust board receives a detailed report on school attendance in September',
    asks: 'meetings(filter: { authorities: ["E08000035"], subjectRefs: ["LDS-ATT"] }) { nodes { date item for group { ref } ...where } }', value: { date: '2011-09', item: 'Detailed report: improving school attendance', for: null, group: { ref: 'GR020' } }, from: 'leeds/meetings',
  },
  {
    document: leeds, locator: 'para 2.1 and 2.5', says: 'after the final round of consultation, the number of apprenticeships becomes a key indicator',
    asks: indicatorsOf('E08000035/cypp-2011'), value: { indicatorCode: 'LDS-APP', role: 'KEY' }, from: 'leeds/plan_indicators',
  },
  {
    document: leeds, locator: 'para 4.2', says: 'the 2011/12 budget adds £11.2m to meet demand pressures',
    asks: budgetsOf('E08000035'), value: { amount: 11_200_000, basis: 'CHANGE', kind: 'BUDGET', period: 'FY2011/12', contributors: ['Leeds City Council'], authorities: [{ name: 'Leeds' }], themes: [] }, from: 'leeds/budgets',
  },
  {
    document: leicester, locator: 'Grades table; The Joint Area Review Findings', says: 'safeguarding is graded 3, where 4 is outstanding',
    asks: judgementsOfLeicester, value: { area: 'Safeguarding', grade: 3, bestGrade: 4 }, from: 'leicester/judgements',
  },
  {
    document: leicester, locator: 'Areas of additional investigation; The Joint Area Review Findings', says: 'the impact of the 13-19 strategy is inadequate',
    asks: judgementsOfLeicester, value: { area: '13-19 strategy in improving outcomes for young people', grade: 1, kind: 'additional investigation' }, from: 'leicester/judgements',
  },
  {
    document: leicester, locator: 'Recommendation 2, action 2.1; Recommendation 9, action 9.4', says: 'at most 8.1% not in education, employment or training from November 2009 to January 2010',
    asks: milestonesOf('9.4'), value: { due: '2010-01', indicatorCode: 'NI 117', value: 8.1, actions: [{ ref: '2.1' }, { ref: '9.4' }] }, from: 'leicester/milestones',
  },
  {
    document: leicester, locator: 'Recommendation 4, actions 4.1 to 4.3', says: 'by 31 March 2009, 95% of looked-after children are allocated to a qualified social worker',
    asks: milestonesOf('4.2'), value: { due: '2009-03-31', indicatorCode: 'LEI-LACSW', value: 95, actions: [{ ref: '4.1' }, { ref: '4.2' }, { ref: '4.3' }] }, from: 'leicester/milestones',
  },
  {
    document: leicester, locator: 'Recommendation 9, action 9.5', says: 'no school is under 30% five good GCSEs in August 2011',
    asks: milestonesOf('9.5'), value: { due: '2011-08', indicatorCode: 'LEI-NC30', value: 0 }, from: 'leicester/milestones',
  },
  {
    document: leicester, locator: 'action 8.1', says: 'youth re-offending, NI 19, is a priority of the Local Area Agreement',
    asks: indicatorsOf('E06000016/jar-action-plan-2008'), value: { indicatorCode: 'NI 19', role: 'KEY', polarity: 'LOW' }, from: 'leicester/plan_indicators',
  },
  {
    document: leicester, locator: 'Recommendation 3 footnote; actions 2.4, 9.1, 11.6 and 12.9', says: 'all actions of recommendation 3 are detailed in the plan for transforming learning',
    asks: linksOf('E06000016/jar-action-plan-2008'), value: { relatedTitle: "Transforming Leicester's Learning Action Plan", relation: 'detailed in' }, from: 'leicester/plan_links',
  },
  {
    document: leicestershire, locator: 'Age related groups, 13 to 19', says: 'the group for ages 13 to 19 answers for teenage pregnancy and sexual health',
    asks: responsibilitiesOf('GR005'), value: { subjectKind: 'THEME', subjectRef: 'TEENPREG', role: 'LEAD' }, from: 'leicestershire/responsibilities',
  },
  {
    document: leicestershire, locator: 'The CYP Board; Performance reporting', says: 'the board hears by exception of performance far above target or poorer than expected',
    asks: responsibilitiesOf('GR001'), value: { subjectKind: 'REPORT', subjectRef: 'Exception report on the plan and the Local Area Agreement', role: 'SCRUTINY' }, from: 'leicestershire/responsibilities',
  },
  {
    document: leicestershire, locator: 'heading', says: 'the paper is before the executive of 30 May 2008',
    asks: 'group(id: "E10000018/GR002") { meetings { nodes { date ...where } } }', value: { date: '2008-05-30' }, from: 'leicestershire/meetings',
  },
  {
    document: leicestershire, locator: 'Decisions needed, item 3; Performance reporting', says: 'the board is asked to decide on the role of the executive and how it reports',
    asks: 'authority(code: "E10000018") { groups(filter: { kinds: [BOARD] }) { nodes { meetings(filter: { for: [DECISION], from: "2008-01-01", to: "2008-12-31" }) { nodes { date item for ...where } } } } }',
    value: { date: '2008', item: 'Role of the Executive and how it reports', for: 'DECISION' }, from: 'leicestershire/meetings',
  },
  {
    document: leicestershire, locator: 'Membership, item 2', says: 'the school funding forum controls about £300 million a year',
    asks: budgetsOf('E10000018'), value: { amount: 300_000_000, basis: 'TOTAL', kind: 'BUDGET', period: 'FY2008/09', note: expect.stringContaining('Approximate'), authorities: [{ name: 'Leicestershire' }] }, from: 'leicestershire/budgets',
  },
  {
    document: learningSet, locator: 'What are the benefits, last paragraph', says: 'a protocol covers the education of looked-after children who move across boundaries in the East Midlands',
    asks: 'theme(code: "LAC") { protocols { nodes { ref themes { code } authorities { code } ...where } } }',
    value: {
      ref: 'lac-education', themes: [{ code: 'ATTAIN' }, { code: 'LAC' }],
      authorities: ['E06000015', 'E06000016', 'E06000017', 'E06000018', 'E10000007', 'E10000018', 'E10000019', 'E10000021', 'E10000024'].map((code) => ({ code })),
    },
    from: 'east-midlands/protocols',
  },
  {
    document: learningSet, locator: 'Mapping of priorities, paragraph 2', says: "joint priorities of Leicester's and Leicestershire's plans have been identified",
    asks: linksOf('E06000016/cypp-2006'), value: { relatedTitle: "Leicestershire Children and Young People's Plan", relation: 'shares joint priorities with' }, from: 'leicester/plan_links',
  },
];

let hub: Hub;
let api: TestApi;

beforeAll(async () => {
  hub = await openSeededHub();
  api = await apiOver(hub);
});
afterAll(() => hub.close());

/** Every record in an answer to a question that says where it was found. */
async function recordsAskedFor(asks: string): Promise<Record<string, unknown>[]> {
  const { data, errors } = await api.query(`{ ${asks} } fragment where on PublishedRecord { provenance { document locator file source { id } } }`);
  expect(errors).toEqual([]);
  return recordsIn(data);
}

function recordsIn(answer: unknown): Record<string, unknown>[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return 'provenance' in answer ? [answer as Record<string, unknown>] : Object.values(answer).flatMap(recordsIn);
}

const carries = (record: Record<string, unknown>, value: Passage['value']): boolean => expect.objectContaining(value).asymmetricMatch(record);

describe('what the five documents say is found again through the API, with its document and its place there', () => {
  test.each(passages)('$document, $locator: $says', async ({ document, locator, asks, value, from }) => {
    const found = (await recordsAskedFor(asks)).filter((record) => carries(record, value));
    const [source, file] = from.split('/');
    expect(found).toMatchObject([{ provenance: { document, locator, file: `${file}.csv`, source: { id: expect.stringMatching(`/${source}$`) } } }]);
  });

  test('a passage that no document holds is not found', async () => {
    const records = await recordsAskedFor(budgetsOf('E08000035'));
    expect(records).toHaveLength(1);
    expect(records.filter((record) => carries(record, { amount: 11_300_000 }))).toEqual([]);
  });
});

describe('whole lists are found whole', () => {
  test('Leicestershire, Decisions needed: the board is asked for three decisions in 2008', async () => {
    const decisions = await recordsAskedFor('meetings(filter: { groups: ["E10000018/GR001"], for: [DECISION], from: "2008-01-01", to: "2008-12-31" }) { nodes { ...where } }');
    expect(decisions).toEqual([1, 2, 3].map((item) => ({ provenance: expect.objectContaining({ locator: expect.stringMatching(`^Decisions needed, item ${item}`) }) })));
  });

  test("Derby, Supporting information 1.7: the plan contributes to the Council's Corporate Plan, which the hub holds, and relates to others it does not", async () => {
    const links = await recordsAskedFor('plan(id: "E06000015/cypp-2006") { links(first: 20) { nodes { relatedTitle relation related { title linkedFrom { totalCount } } ...where } } }');
    expect(links).toHaveLength(9);
    expect(links[0]).toMatchObject({ relatedTitle: 'Children Act 2004', relation: 'required by', related: null });
    expect(links.filter(({ related }) => related !== null)).toMatchObject([{ relatedTitle: "The Council's Corporate Plan", relation: 'contributes to the priorities of', related: { linkedFrom: { totalCount: 1 } } }]);
  });
});
