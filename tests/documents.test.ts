import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

type Row = Record<string, string>;

/** The seed files written by hand from the five documents that this product was asked for. */
const files = [
  'derby/plan_steps', 'derby/plan_links', 'derby/consultations',
  'leeds/plan_steps', 'leeds/plan_links', 'leeds/consultations', 'leeds/plan_indicators', 'leeds/meetings', 'leeds/budgets',
  'leicester/judgements', 'leicester/milestones', 'leicester/plan_links', 'leicester/plan_indicators',
  'leicestershire/responsibilities', 'leicestershire/meetings', 'leicestershire/plan_steps', 'leicestershire/budgets',
  'east-midlands/protocols',
];

/** What a document says and where, in our words, beside the row that carries it. */
const passages: { document: string; section: string; says: string; file: string; row: Row }[] = [
  {
    document: 'Derby cabinet report, February 2006', section: 'heading and Recommendations 2.1',
    says: 'Cabinet of 21 February 2006 is asked to approve the plan for submission to two commissions',
    file: 'derby/plan_steps', row: { plan_ref: 'cypp-2006', date: '2006-02-21', body: 'Council Cabinet', purpose: 'approval' },
  },
  {
    document: 'Derby cabinet report, February 2006', section: 'Reason for recommendation 3.2',
    says: 'the scrutiny commissions consider the plan before it returns to Cabinet and goes to full Council',
    file: 'derby/plan_steps', row: { date: '2006', body: 'Education Commission', purpose: 'scrutiny' },
  },
  {
    document: 'Derby cabinet report, February 2006', section: 'Supporting information 1.3',
    says: 'five groups of officers began work in the early autumn',
    file: 'derby/plan_steps', row: { date: '2005', body: 'Five officer groups from the agencies, one for each national outcome', purpose: 'draft' },
  },
  {
    document: 'Derby cabinet report, February 2006', section: 'Supporting information 1.4',
    says: 'around 650 children and young people have commented on services and needs',
    file: 'derby/consultations', row: { plan_ref: 'cypp-2006', participants: '650', approximate: 'yes', audience: 'Children and young people' },
  },
  {
    document: 'Derby cabinet report, February 2006', section: 'Appendix 1, Financial 1.2',
    says: 'the Local Area Agreement has a children and young people\'s block which will support some of the priorities',
    file: 'derby/plan_links', row: { related_title: "Local Area Agreement, children and young people's block", relation: 'supported by' },
  },
  {
    document: 'Leeds update report, May 2011', section: 'paragraphs 1.2 and 2.1',
    says: 'reducing the number of looked-after children is an obsession, reported to the trust board in June',
    file: 'leeds/plan_indicators', row: { plan_ref: 'cypp-2011', indicator_code: 'LDS-LAC', role: 'obsession', polarity: 'low' },
  },
  {
    document: 'Leeds update report, May 2011', section: 'paragraph 2.1',
    says: 'the trust board receives a detailed report on school attendance in September',
    file: 'leeds/meetings', row: { group_ref: 'GR020', date: '2011-09', subject_ref: 'LDS-ATT' },
  },
  {
    document: 'Leeds update report, May 2011', section: 'paragraph 2.5',
    says: 'after the final round of consultation, the number of apprenticeships becomes a key indicator',
    file: 'leeds/plan_indicators', row: { indicator_code: 'LDS-APP', role: 'key' },
  },
  {
    document: 'Leeds update report, May 2011', section: 'paragraph 4.2',
    says: 'the 2011/12 budget adds £11.2m to meet demand pressures',
    file: 'leeds/budgets', row: { authority_codes: 'E08000035', period: 'FY2011/12', amount: '11200000', basis: 'change' },
  },
  {
    document: 'Leicester action plan, June 2008', section: 'Grades table',
    says: 'safeguarding is graded 3, where 4 is outstanding',
    file: 'leicester/judgements', row: { inspection_ref: 'jar-2008', area: 'Safeguarding', grade: '3', best_grade: '4' },
  },
  {
    document: 'Leicester action plan, June 2008', section: 'Areas of additional investigation',
    says: 'the impact of the 13-19 strategy is inadequate',
    file: 'leicester/judgements', row: { area: '13-19 strategy in improving outcomes for young people', grade: '1', kind: 'additional investigation' },
  },
  {
    document: 'Leicester action plan, June 2008', section: 'actions 2.1 and 9.4',
    says: 'at most 8.1% not in education, employment or training from November 2009 to January 2010',
    file: 'leicester/milestones', row: { action_refs: '2.1;9.4', due: '2010-01', indicator_code: 'NI 117', value: '8.1' },
  },
  {
    document: 'Leicester action plan, June 2008', section: 'actions 4.1 to 4.3',
    says: 'by 31 March 2009, 95% of looked-after children are allocated to a qualified social worker',
    file: 'leicester/milestones', row: { action_refs: '4.1;4.2;4.3', due: '2009-03-31', indicator_code: 'LEI-LACSW', value: '95' },
  },
  {
    document: 'Leicester action plan, June 2008', section: 'action 9.5',
    says: 'no school is under 30% five good GCSEs in August 2011',
    file: 'leicester/milestones', row: { action_refs: '9.5', due: '2011-08', indicator_code: 'LEI-NC30', value: '0' },
  },
  {
    document: 'Leicester action plan, June 2008', section: 'action 8.1',
    says: 'youth re-offending, NI 19, is a priority of the Local Area Agreement',
    file: 'leicester/plan_indicators', row: { plan_ref: 'jar-action-plan-2008', indicator_code: 'NI 19', role: 'key' },
  },
  {
    document: 'Leicester action plan, June 2008', section: 'footnote to recommendation 3',
    says: 'all its actions are detailed in the plan for transforming learning',
    file: 'leicester/plan_links', row: { related_title: "Transforming Leicester's Learning Action Plan", relation: 'detailed in' },
  },
  {
    document: 'Leicestershire trust paper, May 2008', section: 'Age related groups, 13 to 19',
    says: 'the group for ages 13 to 19 answers for teenage pregnancy and sexual health',
    file: 'leicestershire/responsibilities', row: { group_ref: 'GR005', subject_kind: 'theme', subject_ref: 'TEENPREG', role: 'lead' },
  },
  {
    document: 'Leicestershire trust paper, May 2008', section: 'The CYP Board',
    says: 'the board hears by exception of performance far above target or poorer than expected',
    file: 'leicestershire/responsibilities', row: { group_ref: 'GR001', subject_kind: 'report', subject_ref: 'Exception report on the plan and the Local Area Agreement', role: 'scrutiny' },
  },
  {
    document: 'Leicestershire trust paper, May 2008', section: 'heading',
    says: 'the paper is before the executive of 30 May 2008',
    file: 'leicestershire/meetings', row: { group_ref: 'GR002', date: '2008-05-30' },
  },
  {
    document: 'Leicestershire trust paper, May 2008', section: 'Membership',
    says: 'the school funding forum controls about £300 million a year',
    file: 'leicestershire/budgets', row: { authority_codes: 'E10000018', amount: '300000000', basis: 'total' },
  },
  {
    document: 'regional learning-set note, January 2006', section: 'What are the benefits, last paragraph',
    says: 'a protocol covers the education of looked-after children who move across boundaries in the East Midlands',
    file: 'east-midlands/protocols',
    row: {
      protocol_ref: 'lac-education', theme_codes: 'LAC;ATTAIN',
      authority_codes: 'E06000015;E06000016;E06000017;E06000018;E10000007;E10000018;E10000019;E10000021;E10000024',
    },
  },
  {
    document: 'regional learning-set note, January 2006', section: 'Mapping of priorities, paragraph 2',
    says: "joint priorities of Leicester's and Leicestershire's plans have been identified",
    file: 'leicester/plan_links', row: { plan_ref: 'cypp-2006', related_title: "Leicestershire Children and Young People's Plan", relation: 'shares joint priorities with' },
  },
];

describe('what the five documents say has its row', () => {
  test.each(passages)('$document, $section: $says', ({ file, row }) => {
    expect(rowsOf(file).filter((candidate) => carries(candidate, row))).toHaveLength(1);
  });

  test('a passage that no document holds has no row', () => {
    expect(rowsOf('leeds/budgets').filter((row) => carries(row, { amount: '11300000' }))).toHaveLength(0);
  });
});

describe('whole lists are carried whole', () => {
  test('Leeds has three obsessions, and no more', () => {
    const obsessions = rowsOf('leeds/plan_indicators').filter((row) => row['role'] === 'obsession');
    expect(obsessions.map((row) => row['indicator_code'])).toEqual(['LDS-LAC', 'LDS-NEET', 'LDS-ATT']);
  });

  test("Leicester's review gave seven grades", () => {
    expect(rowsOf('leicester/judgements').map((row) => row['grade'])).toEqual(['3', '3', '2', '2', '2', '1', '1']);
  });

  test('every group of the Leicestershire paper answers for something', () => {
    const groups = new Set(rowsOf('leicestershire/responsibilities').map((row) => row['group_ref']));
    const expected = Array.from({ length: 19 }, (_, index) => `GR${String(index + 1).padStart(3, '0')}`);
    expect(groups).toEqual(new Set(expected));
  });
});

describe('every row says where it came from and keeps its columns', () => {
  test.each(files)('%s', (file) => {
    const rows = rowsOf(file);
    expect(rows.length).toBeGreaterThan(0);
    expect(withoutProvenance(rows)).toEqual([]);
    expect(Object.keys(rows[0]!)).toEqual(columnsOf(file));
  });

  test('a row without a locator is noticed', () => {
    expect(withoutProvenance([{ source: 'A report', locator: ' ' }])).toHaveLength(1);
  });
});

/** For each column that names a row of another file: that file, and the column it is named by. */
const references: Record<string, [file: string, key: string]> = {
  plan_ref: ['plans', 'plan_ref'],
  related_ref: ['plans', 'plan_ref'],
  inspection_ref: ['inspections', 'inspection_ref'],
  group_ref: ['groups', 'group_ref'],
  priority_ref: ['priorities', 'priority_ref'],
  action_refs: ['actions', 'action_ref'],
};

describe('every reference leads to a row of the same package', () => {
  test.each(files)('%s', (file) => {
    const folder = file.split('/')[0]!;
    const dangling = Object.entries(references).flatMap(([column, [target, key]]) => {
      const named = namesIn(rowsOf(file), column);
      return named.length === 0 ? [] : missing(named, rowsOf(`${folder}/${target}`).map((row) => row[key]!));
    });
    expect(dangling).toEqual([]);
  });

  test.each(files)('%s names indicators and themes that exist', (file) => {
    const folder = file.split('/')[0]!;
    const rows = rowsOf(file);
    const indicators = ['england', folder].flatMap((of) => rowsIfAny(`${of}/indicators`)).map((row) => row['indicator_code']!);
    const themes = rowsOf('england/themes').map((row) => row['theme_code']!);
    const themesAnsweredFor = namesIn(rows.filter((row) => row['subject_kind'] === 'theme'), 'subject_ref');
    expect(missing(namesIn(rows, 'indicator_code'), indicators)).toEqual([]);
    expect(missing([...namesIn(rows, 'theme_codes'), ...themesAnsweredFor], themes)).toEqual([]);
  });

  test('a reference to nothing is noticed', () => {
    expect(missing(namesIn([{ action_refs: '2.1;99.9' }], 'action_refs'), ['2.1'])).toEqual(['99.9']);
  });
});

describe('no row carries a way to reach a person', () => {
  test.each(files)('%s', (file) => {
    expect(rowsOf(file).filter(hasContactDetail)).toEqual([]);
  });

  test('an e-mail address or a telephone number is noticed', () => {
    expect(hasContactDetail({ body: 'officer@council.example' })).toBe(true);
    expect(hasContactDetail({ body: 'Tel: 01234 567890' })).toBe(true);
  });
});

function rowsOf(file: string): Row[] {
  return parse<Row>(readFileSync(new URL(`../seeds/${file}.csv`, import.meta.url)), { columns: true, bom: true });
}

function rowsIfAny(file: string): Row[] {
  return existsSync(new URL(`../seeds/${file}.csv`, import.meta.url)) ? rowsOf(file) : [];
}

function namesIn(rows: Row[], column: string): string[] {
  return rows.flatMap((row) => (row[column] ?? '').split(';')).filter((name) => name !== '');
}

function missing(named: string[], known: string[]): string[] {
  return named.filter((name) => !known.includes(name));
}

function columnsOf(file: string): string[] {
  const schema = new URL(`../schema/package/${file.split('/')[1]}.json`, import.meta.url);
  const { fields } = JSON.parse(readFileSync(schema, 'utf8')) as { fields: { name: string }[] };
  return fields.map((field) => field.name);
}

function carries(candidate: Row, row: Row): boolean {
  return Object.entries(row).every(([column, value]) => candidate[column] === value);
}

function withoutProvenance(rows: Row[]): Row[] {
  return rows.filter((row) => !row['source']?.trim() || !row['locator']?.trim());
}

function hasContactDetail(row: Row): boolean {
  return Object.values(row).some((value) => /\S@\S/.test(value) || /\b0\d{3,4} ?\d{5,7}\b/.test(value));
}
