import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { refreshOverlaps } from '../../src/hub.ts';
import { openTestHub, publishers } from '../support/harvest.ts';
import { openPages, type Pages } from './openPages.ts';

const note = 'It is about <b>transport</b>, not about support.';
const inOneOverlap = '/overlaps/overlap-SEND?region=E12000004&asAt=2025-06-01';

/** Two authorities that share something, of which Leicester disputes its part. Its plan is public from a day, or always. */
async function openDisputedPages({ today = '2025-06-01', embargo = '' } = {}): Promise<Pages> {
  const { hub, harvestFiles } = await openTestHub();
  for (const publisher of [publishers.leicester, publishers.nottingham]) {
    const isLeicester = publisher === publishers.leicester;
    await harvestFiles({
      'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\ncypp,${publisher.code},Plan,cypp,whole,2024,2027,${isLeicester ? embargo : ''}`,
      'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p1,Better support for children with special educational needs,priority,yes\ncypp,p2,Improve outcomes for looked-after children,priority,yes',
    }, { publisher });
  }
  await refreshOverlaps(hub);
  await hub.acts.disputeCoding({ id: 'one', priorityId: 'E06000016/p1', themeCode: 'SEND', suggestedThemeCode: 'LAC', note, bodyCode: 'E06000016', madeAt: '2025-05-01T10:00:00Z' });
  const pages = await openPages(hub, today);
  onTestFinished(() => pages.close());
  return pages;
}

test('a dispute stands beside the reading on the pages, in its own words where there is room', async () => {
  const pages = await openDisputedPages();
  const first = await pages.get('/?region=E12000004&asAt=2025-06-01&open=all');
  expect(first.text.match(/Disputed by its publisher\./g)).toHaveLength(1);
  const { text } = await pages.get(inOneOverlap);
  expect(text).toContain('<strong>Disputed by Leicester</strong> <span class="hub-word">(1 May 2025)</span>: <q>It is about &lt;b&gt;transport&lt;/b&gt;, not about support.</q> It suggests Looked-after children.');
  // What others share is disputed by nobody.
  expect((await pages.get('/overlaps/overlap-LAC?region=E12000004&asAt=2025-06-01')).text).not.toContain('Disputed');
});

test('it stands in the feed of overlaps, beside the statement it is about and no other', async () => {
  const pages = await openDisputedPages();
  const rows = parse<Record<string, string>>((await pages.get('/feeds/overlaps.csv?region=E12000004&asAt=2025-06-01')).text, { columns: true, bom: true });
  expect(rows).toHaveLength(4);
  for (const row of rows) {
    const isIt = row.overlap_id === 'overlap-SEND' && row.statement_id === 'E06000016/p1';
    expect([row.disputed, row.dispute]).toEqual(isIt ? ['true', `Leicester: ${note}`] : ['false', '']);
  }
});

test('pages and feeds are the public’s, whatever key is sent: a plan under embargo and its dispute are not on them', async () => {
  const before = await openDisputedPages({ embargo: '2025-06-02' });
  for (const path of ['/?region=E12000004&asAt=2025-06-01&open=all', '/holdings', '/feeds/overlaps.csv?region=E12000004&asAt=2025-06-01']) expect((await before.get(path)).text).not.toMatch(/Disputed by|transport/);
  expect((await before.get(inOneOverlap)).status).toBe(404);
  const after = await openDisputedPages({ embargo: '2025-06-02', today: '2025-06-02' });
  expect((await after.get(inOneOverlap)).text).toContain('Disputed by Leicester');
});
