import { expect, onTestFinished, test } from 'vitest';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers } from '../support/harvest.ts';
import { openPages } from './openPages.ts';

async function openReport() {
  const { hub, harvestFiles } = await openTestHub();
  const values = [10, 9.8, 10.1, 10, 8, 6].map((value, index) => `NI 117,E06000018,CY${2005 + index},${value}`);
  await harvestFiles({ 'observations.csv': ['indicator_code,area_code,period,value', ...values].join('\n') }, { publisher: publishers.england, name: 'figures' });
  await harvestFiles({
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,url\ncypp,E06000018,Plan <b>for</b> children,cypp,whole,2010,2014,https://plan.example/',
    'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,lead\ncypp,P1,More young people in work,priority,yes,Director',
    'plan_indicators.csv': 'plan_ref,indicator_code,priority_ref,role,polarity,lead,reporting_cycle\ncypp,NI 117,P1,obsession,low,Head of Connexions,March 2011',
    'targets.csv': 'indicator_code,area_code,period,value,kind,status\nNI 117,E06000018,CY2010,7,target,agreed',
    'actions.csv': 'plan_ref,action_ref,priority_ref,title,due_to,status\ncypp,A1,P1,September guarantee,2010-09-30,completed\ncypp,A2,P1,Apprenticeships,2011-01,',
  }, { publisher: publishers.nottingham });
  const own = await apiOver(hub, { asPublisher: 'E06000018' });
  const [{ id }] = (await own.query('{ plan(id: "E06000018/cypp") { indicators { nodes { id } } } }')).data.plan.indicators.nodes;
  const { errors } = await own.query('mutation Tell($input: RecordProgressInput!) { recordProgress(input: $input) { report { id } } }', { input: { kind: 'PLAN_INDICATOR', subject: id, aspect: 'CORRECTIVE_ACTION', note: 'More <i>advisers</i>.', on: '2011-02-01' } });
  expect(errors).toEqual([]);
  const pages = await openPages(hub, '2025-06-01');
  onTestFinished(() => pages.close());
  return { pages, get: async (path: string) => (await pages.get(path)).text.replace(/\s+/g, ' ') };
}

test('a plan\'s report says first how much the figures tell, then what they tell, what is done and what is missing', async () => {
  const { get } = await openReport();
  const text = await get('/report?plan=E06000018/cypp&asAt=2011-03-31');
  expect(text).toContain('Nottingham: report of FY2010-Q4, as at 31 March 2011. Of 1 indicator 1 has a value by 2011-03-31');
  expect(text).toContain('6 <span class="hub-word">%, CY2010</span>');
  expect(text).toContain('<strong>Too few values to say</strong>');
  expect(text).toContain('The curve turns for the better.');
  expect(text).toContain('<strong>Exceeded by far</strong> <span class="hub-word">(target for CY2010)</span>');
  expect(text).toContain('NI 117, an obsession');
  expect(text).toContain('Head of Connexions');
  expect(text).toMatch(/Done<\/th><td[^>]*>1<\/td>/);
  expect(text).toMatch(/Past its day, and nothing reported<\/th><td[^>]*>1<\/td>/);
  expect(text).toContain('Nobody has told the story behind the curve, its partners or what works');
  expect(await get('/holdings')).toContain('href="/report?plan=E06000018%2Fcypp&amp;authority=E06000018&amp;asAt=2014-12-31">Report</a>');
});

test('markup in what publishers say is shown as text', async () => {
  const { get } = await openReport();
  const text = await get('/report?plan=E06000018/cypp&asAt=2011-03-31');
  expect(text).toContain('Plan &lt;b&gt;for&lt;/b&gt; children');
  expect(text).toContain('More &lt;i&gt;advisers&lt;/i&gt;. <span class="hub-word">Nottingham, 1 February 2011</span>');
});

test.each([
  ['/report', 400, 'plan is missing.'],
  ['/report?plan=X', 400, 'No plan has the id'],
  ['/report?plan=E06000018/cypp&asAt=soon', 400, 'Allowed: a day as YYYY-MM-DD'],
  ['/report?plan=E06000018/cypp&authority=E06000016', 400, 'is not its plan. It is of: E06000018 Nottingham.'],
])('%s is refused in words', async (path, status, words) => {
  const { pages } = await openReport();
  expect(await pages.get(path)).toMatchObject({ status, text: expect.stringContaining(words.replaceAll('"', '&quot;')) });
});
