import { expect, onTestFinished, test } from 'vitest';
import { openTestHub } from '../support/harvest.ts';
import { openPages, pagesOfSeeds } from './openPages.ts';

const pages = pagesOfSeeds();
const read = async (path: string) => (await pages.get(path)).text.replace(/\s+/g, ' ');
const leicester = '/inspection?inspection=E06000016/jar-2008';

test('what the hub holds leads to an inspection: its grades, what it recommended, and how far the reply was on a day', async () => {
  expect(await read('/holdings')).toMatch(/href="\/inspection\?inspection=E06000016%2Fjar-2008">Joint Area Review[^<]*<\/a><\/th><td[^>]*>Leicester<\/td><td[^>]*>2008-06<\/td><td[^>]*>7<\/td><td[^>]*>16</);
  const text = await read(`${leicester}&asAt=2009-01-01`);
  expect(text).toContain('Leicester: joint-area-review, published 2008-06. 16 recommendations and 110 actions in reply.');
  // The scale is told with the grade: 4 is the best here, and 1 elsewhere.
  expect(text).toMatch(/Capacity to improve<\/th><td[^>]*>2<\/td><td[^>]*>4<\/td><td[^>]*>management and capacity<\/td><td[^>]*>Adequate/);
  expect(text).toMatch(/immediate action<\/th><td[^>]*>5<\/td><td[^>]*>0<\/td><td[^>]*>0<\/td><td[^>]*>25<\/td><td[^>]*>Past its day, and nothing reported: 8; Not due yet: 5; No date that can be read: 12</);
  // Every action stands once, under the recommendation it answers.
  expect(text.match(/<span id="E06000016\/[^"]*">/g)).toHaveLength(110);
  expect(text).toMatch(/R1: ensure that.*2 actions in reply to R1.*1\.1 Present the findings.*123 days before 2009-01-01.*R2: review/);
  expect(await read(leicester)).toContain('What was done about it, as at today');
});

test('a report made of an action shows, and an inspection of which little is known says so', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({
    'inspections.csv': 'inspection_ref,authority_code,title\nfull,E06000016,Full <b>review</b>\nbare,E06000016,Bare review',
    'recommendations.csv': 'inspection_ref,recommendation_ref,title\nfull,R1,Do <i>better</i>\nfull,R2,Do more',
    'actions.csv': 'inspection_ref,recommendation_ref,action_ref,title,due_to,status\nfull,R1,1,Done thing,2010-01-01,complete\nfull,,2,Loose thing,2010-01-01,',
  });
  const own = await openPages(hub);
  onTestFinished(() => own.close());
  const ask = async (path: string) => (await own.get(path)).text.replace(/\s+/g, ' ');
  const full = await ask('/inspection?inspection=E06000016/full&asAt=2010-06-01');
  expect(full).toContain('R1: Do &lt;i&gt;better&lt;/i&gt;');
  expect(full).toMatch(/1 Done thing<\/span><\/th><td[^>]*>Not stated<\/td><td[^>]*>2010-01-01<\/td><td[^>]*><strong>Done<\/strong>/);
  expect(full).toMatch(/R2: Do more<\/h3> <p class="govuk-body"> The hub knows no action in reply\.<\/p>/);
  expect(full).toMatch(/In reply to no one recommendation.*2 Loose thing/);
  const bare = await ask('/inspection?inspection=E06000016/bare');
  expect(bare).toContain('kind not stated, day not stated. 0 recommendations and 0 actions in reply.');
  expect(bare).toContain('The hub knows no grade that it gave.');
});

test.each([
  ['/inspection', 400, 'inspection is missing.'],
  ['/inspection?inspection=X', 404, 'No inspection has the id'],
  [`${leicester}&asAt=soon`, 400, 'Allowed: a day as YYYY-MM-DD'],
])('%s is refused in words', async (path, status, words) => {
  expect(await pages.get(path)).toMatchObject({ status, text: expect.stringContaining(words) });
});
