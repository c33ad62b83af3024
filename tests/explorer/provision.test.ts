import { expect, onTestFinished, test } from 'vitest';
import { openRegion } from '../support/region.ts';
import { openPages, pagesOfSeeds } from './openPages.ts';

const pages = pagesOfSeeds();
const read = async (path: string) => (await pages.get(path)).text.replace(/\s+/g, ' ');

test('need against supply shows how each authority stands, what is missing of all but once, and what it rests on', async () => {
  const text = await read('/provision?asAt=2026-01-15');
  expect(text).toContain('Need and supply in East Midlands: Looked-after children and care leavers');
  expect(text).toMatch(/North Northamptonshire<\/th><td[^>]*><strong>Cannot be said<\/strong><\/td><td[^>]*>Clearly above the others<br \/><span class="hub-word">0\.97 standard deviations above the mean, over 8 indicators/);
  expect(text.match(/Services of the theme, with what they can take/g)).toHaveLength(1);
  expect(text).toContain('Nothing but what all lack');
  expect(text).toContain('Supply cannot be told by any measure');
  expect(text).toContain('href="/figures?region=E12000004&amp;indicator=LAIT%3ACareLeaverAcc"');
  expect(text).toContain('<option value="LAC" selected>');
  expect(await read('/services?themes=SEND')).toContain('href="/provision?region=E12000004&amp;themes=SEND">need against supply</a>');
});

test('where both are known it says who has more need than the others and less to meet it, with the rate and its unit', async () => {
  const { hub } = await openRegion();
  const own = await openPages(hub);
  onTestFinished(() => own.close());
  const text = (await own.get('/provision?region=E12000004&themes=SEND')).text.replace(/\s+/g, ' ');
  expect(text).toMatch(/Leicester<\/th><td[^>]*><strong>More need than the others, and less to meet it<\/strong><\/td><td[^>]*>Clearly above the others<br \/>.*?<\/td><td[^>]*>Clearly below the others<br \/>2 places per 1,000 children<br \/>/);
  expect(text).toMatch(/Nottingham<\/th><td[^>]*><strong>Less need than the others, and more to meet it/);
  expect(text).toMatch(/Derby<\/th><td[^>]*><strong>Not out of proportion/);
});

test.each([
  ['/provision?themes=X', 400, 'X'],
  ['/provision?asAt=soon', 400, 'Allowed: a day as YYYY-MM-DD'],
  ['/provision?region=E1', 400, 'E1'],
])('%s is refused in words', async (path, status, words) => {
  expect(await pages.get(path)).toMatchObject({ status, text: expect.stringContaining(words) });
});
