import { expect, onTestFinished, test } from 'vitest';
import { openTestHub } from '../support/harvest.ts';
import { openPages, pagesOfSeeds } from './openPages.ts';

const pages = pagesOfSeeds();
const read = async (path: string) => (await pages.get(path)).text.replace(/\s+/g, ' ');

test('what the hub holds leads to the groups of an authority, each below the one it reports to, with what it answers for by its way of doing so', async () => {
  expect(await read('/holdings')).toMatch(/href="\/groups\?authority=E10000018">Leicestershire<\/a><\/th><td[^>]*>22</);
  const text = await read('/groups?authority=E10000018&asAt=2008-06-30');
  expect(text).toContain('22 groups of Leicestershire on 2008-06-30');
  expect(text).toMatch(/CYP Board\).*aria-label="level 2">– <\/span>CYP Executive.*aria-label="level 3">– – <\/span>13 to 19 group/);
  expect(text).toMatch(/<strong>Leads on<\/strong> 13 to 19 strategy; [^<]*Post-16 participation \(NEET\)/);
  expect(text).toMatch(/<strong>Sponsors<\/strong> Children and Young People&#39;s Plan[^<]*<br \/><strong>Scrutinises<\/strong> Annual reports/);
  expect(text).toContain('When agreed is not known: its yearly business plan and its terms of reference');
  // What has no day of its own has no agenda.
  expect(text).toMatch(/2007<br \/>2008<br \/><a class="govuk-link" href="\/agenda\?group=E10000018%2FGR001&amp;asAt=2008-01-30">2008-01-30<\/a>/);
});

test('an agenda tells what comes before a group on a day, and why', async () => {
  const text = await read('/agenda?group=E08000035/GR020&asAt=2011-09-15');
  expect(text).toMatch(/For decision<\/h2><ul[^>]*><li>Roles of leadership-team leads[^<]*<br \/><span class="hub-word">Its publisher lists it/);
  expect(text).toMatch(/For information<\/h2><p class="govuk-body">Nothing that the hub knows of/);
  expect(text).toContain('Report on LDS-LAC: Number of looked-after children');
});

test('papers that are overdue, targets without a lead and markup of publishers are shown as such', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({
    'groups.csv': 'group_ref,authority_codes,name,kind,reports_to_ref,terms_agreed_on,annual_plan_agreed_on\nboard,E06000016,<b>Board</b>,board,,,\nage,E06000016,Age group,age,board,2010-01-01,2006-01-01',
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000016,Plan,cypp,whole,2008,2014',
    'priorities.csv': 'plan_ref,priority_ref,kind,title,adopted\ncypp,1,priority,Keep <i>safe</i>,yes',
  });
  const own = await openPages(hub);
  onTestFinished(() => own.close());
  const text = (await own.get('/groups?authority=E06000016&asAt=2010-06-01')).text.replace(/\s+/g, ' ');
  expect(text).toContain('&lt;b&gt;Board&lt;/b&gt;');
  expect(text).toMatch(/Age group.*None known: what would come before it.*annual plan[^<]*2006/i);
  expect(text).not.toContain('When agreed is not known');
  expect(text).toMatch(/0 targets<\/h3>.*1 priority<\/h3><ul[^>]*><li>Keep &lt;i&gt;safe&lt;\/i&gt; <span class="hub-word">\(Plan\)</);
});

test.each([
  ['/groups', 400, 'authority is missing.'],
  ['/groups?authority=X', 400, 'X'],
  ['/agenda?asAt=2011-09-15', 400, 'group is missing.'],
  ['/agenda?group=E08000035/GR020', 400, 'asAt is missing.'],
  ['/agenda?group=X&asAt=2011-09-15', 404, 'No group has the id'],
])('%s is refused in words', async (path, status, words) => {
  expect(await pages.get(path)).toMatchObject({ status, text: expect.stringContaining(words) });
});
