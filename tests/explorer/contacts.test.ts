import { expect, onTestFinished, test } from 'vitest';
import type { Hub } from '../../src/hub.ts';
import { openTestHub, publishers } from '../support/harvest.ts';
import { openPages } from './openPages.ts';

const inOneOverlap = '/overlaps/overlap-SEND?region=E12000004&asAt=2025-06-01';

/** The page of what Leicester and Nottingham share, when these have named whom to write to. */
async function pageWith(...contacts: Omit<Parameters<Hub['acts']['setContact']>[0], 'id' | 'setBy' | 'setAt'>[]): Promise<string> {
  const { hub, harvestFiles } = await openTestHub();
  for (const publisher of [publishers.leicester, publishers.nottingham]) {
    await harvestFiles({
      'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,${publisher.code},Plan,cypp,whole,2024,2027`,
      'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p1,Better support for children with special educational needs,priority,yes',
    }, { publisher });
  }
  for (const contact of contacts) await hub.acts.setContact({ ...contact, id: contact.authorityCode, setBy: 'Officer', setAt: '2025-06-01T12:00:00.000Z' });
  const pages = await openPages(hub, '2025-06-01');
  onTestFinished(() => pages.close());
  return (await pages.get(inOneOverlap)).text;
}

test('the page of an overlap says whom to write to, and which of its authorities have named nobody', async () => {
  const text = await pageWith({ authorityCode: 'E06000016', themeCode: 'SEND', mailbox: 'send.team@leicester.gov.uk', role: "SEND & children's team" });
  expect(text).toContain('<li>Leicester: SEND &amp; children&#39;s team, <a class="govuk-link" href="mailto:send.team@leicester.gov.uk">send.team@leicester.gov.uk</a></li>');
  expect(text).toContain('No contact is named by Nottingham.');
});

test('the page says nothing of it where nobody has named anybody for its theme', async () => {
  const text = await pageWith({ authorityCode: 'E06000016', themeCode: 'LAC', mailbox: 'lac.team@leicester.gov.uk', role: 'LAC team' });
  expect(text).not.toContain('Whom to write to');
  expect(text).not.toContain('lac.team');
});
