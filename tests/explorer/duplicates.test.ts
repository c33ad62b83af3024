import { expect, onTestFinished, test } from 'vitest';
import { refreshDuplicates } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';
import { openPages } from './openPages.ts';

const listed = (name: string, authority: string): PackageFiles => ({ 'services.csv': `service_ref,name,provider,authority_codes,theme_codes,url,postcode\nyc,${name},Mayfield,${authority},SEND,https://mayfield.example,LE1 5WW` });

/** Pages of a hub in which Leicester, Nottingham and their region list one service. */
async function openListed(name = 'Young Carers') {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles(listed(name, 'E06000016'));
  await harvestFiles(listed(name, 'E06000018'), { publisher: publishers.nottingham });
  await harvestFiles(listed(name, 'E06000016'), { publisher: publishers.eastMidlands });
  const pages = await openPages(hub, '2025-06-01');
  onTestFinished(() => pages.close());
  const get = async (path: string) => (await pages.get(path)).text.replace(/\s+/g, ' ');
  const decide = async (services: string[], isSame: boolean, note: string) => {
    const { errors } = await (await apiOver(hub, { asReviewer: 'Analyst' })).query('mutation($input: DecideDuplicateInput!) { decideDuplicate(input: $input) { decision { id } } }', { input: { services, isSame, note } });
    expect(errors).toEqual([]);
  };
  return { hub, pages, get, decide };
}

test('services that may be one are shown with where each is listed, and with what speaks for and against it', async () => {
  const { hub, get } = await openListed();
  expect(await get('/duplicates')).toContain('No two services of different sources look as if they were one.');
  await refreshDuplicates(hub);
  const text = await get('/duplicates');
  expect(text).toContain('3 pairs, the likeliest first');
  expect(text).toMatch(/<a class="govuk-link" href="https:\/\/mayfield.example" rel="noreferrer">Young Carers<\/a><br \/><span class="hub-word">Mayfield, for Leicester<br \/>[^<]+, <a class="govuk-link" href="\/services\?region=E12000004&amp;text=Young\+Carers#E06000016%2Fyc"><code>E06000016\/yc<\/code><\/a>/);
  expect(text).toContain('Same postcode: LE1 5WW. <span class="hub-word">(25)</span>');
  expect(text).toContain('Listed for other authorities: one for Leicester, the other for Nottingham. <span class="hub-word">(5)</span>');
  expect(await get('/decisions')).toContain('href="/duplicates"');
});

test('what was decided of them stands beside them, with who, when and why, and what follows from it for others', async () => {
  const { hub, get, pages, decide } = await openListed();
  await refreshDuplicates(hub);
  await decide(['E06000016/yc', 'E06000018/yc'], true, 'Asked <b>them</b>.');
  await decide(['E06000016/yc', 'E12000004/yc'], true, 'The same.');
  const text = await get('/duplicates?status=SAME');
  expect(text).toContain('<strong>One service</strong><br /><q>Asked &lt;b&gt;them&lt;/b&gt;.</q><br /><span class="hub-word">Analyst, 1 June 2025</span><br /><span class="hub-word">Both count as E06000016/yc</span>');
  expect(text).toContain('<strong>One service</strong><br /><span class="hub-word">It follows from decisions about others</span><br /><span class="hub-word">Another record stands for both</span>');
  expect(await get('/duplicates?status=OPEN')).toContain('No pair is in this state.');
  expect(await pages.get('/duplicates?status=perhaps')).toMatchObject({ status: 400, text: expect.stringContaining('Allowed: OPEN, SAME, DIFFERENT, or nothing.') });
});

test('markup in what directories say is shown as text', async () => {
  const { hub, get } = await openListed('<script>alert(1)</script> carers');
  await refreshDuplicates(hub);
  const text = await get('/duplicates');
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; carers');
  expect(text).not.toContain('<script>alert(1)');
});
