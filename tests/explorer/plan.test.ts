import { expect, onTestFinished, test } from 'vitest';
import { openTestHub } from '../support/harvest.ts';
import { openPages, pagesOfSeeds } from './openPages.ts';

const pages = pagesOfSeeds();
const read = async (path: string) => (await pages.get(path)).text.replace(/\s+/g, ' ');

test('the page of a plan says how its review stands, what happened in order, what was done about what people said, and what it hangs together with', async () => {
  const text = await read('/plan?plan=E06000015/cypp-2006&asAt=2008-03-31');
  expect(text).toContain('<strong>Not known</strong> on 31 March 2008. No review of it is known. The first was due by 2007-12-31');
  expect(text.indexOf('Five officer groups')).toBeLessThan(text.indexOf('Told of as still to come: Recommended to approve'));
  expect(text).toMatch(/No date stated<\/th>.*About 650 took part\. What they said is not told\. What was done about it: Their voices/);
  expect(text).toMatch(/href="\/plan\?plan=E06000015%2Fcorporate-2006">The Council&#39;s Corporate Plan<\/a><\/th><td[^>]*>contributes to the priorities of</);
  expect(text).toContain('href="/graphiql?operation=PlanLife');
  // From the other end of the same link.
  expect(await read('/plan?plan=E06000015/corporate-2006')).toMatch(/Derby Children and Young People&#39;s Plan 2006-2008<\/a><\/th><td[^>]*>contributes to the priorities of<\/td><td[^>]*>The other/);
});

test('what the hub holds leads to the life of each document, of which nobody may have told anything', async () => {
  expect(await read('/holdings')).toContain('href="/plan?plan=E06000015%2Fcypp-2015">Its life</a>');
  const text = await read('/plan?plan=E06000015/cypp-2015');
  expect(text).toContain('Nobody has told the hub of a step in its life, or of a consultation on it. There may have been some.');
  expect(text).toContain('Nobody has told the hub of a link to another plan');
  expect(text).toContain('<strong>Not in force</strong> on 15 January 2026');
});

test('markup in what publishers say is shown as text', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000016,Plan <b>for</b> all,cypp,whole,2010,2014',
    'plan_steps.csv': 'plan_ref,date,body,purpose,result\ncypp,2010,<i>Cabinet</i>,review,<script>x</script>',
    'plan_links.csv': 'plan_ref,related_ref,related_title,relation\ncypp,,<u>Other</u>,<em>part</em>',
  });
  const own = await openPages(hub);
  onTestFinished(() => own.close());
  const { text } = await own.get('/plan?plan=E06000016/cypp');
  for (const tag of ['<b>', '<i>', '<script>x', '<u>', '<em>']) expect(text, tag).not.toContain(tag);
  expect(text).toContain('&lt;script&gt;x&lt;/script&gt;');
});

test.each([
  ['/plan', 400, 'plan is missing.'],
  ['/plan?plan=X', 404, 'No plan has the id'],
  ['/plan?plan=E06000015/cypp-2006&asAt=soon', 400, 'Allowed: a day as YYYY-MM-DD'],
])('%s is refused in words', async (path, status, words) => {
  expect(await pages.get(path)).toMatchObject({ status, text: expect.stringContaining(words) });
});
