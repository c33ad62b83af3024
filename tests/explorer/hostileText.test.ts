import { sql } from 'kysely';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { feeds } from '../../src/export/feeds.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';
import { openPages, type Pages } from './openPages.ts';

/** Two authorities that share something, in words and addresses meant to do harm. */
async function openHostilePages(): Promise<Pages> {
  const testHub = await openTestHub();
  const files = (code: string, url: string, title: string): PackageFiles => ({
    'plans.csv': `
      plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,url
      P1,${code},"<script>alert('plan')</script>",cypp,2024,2027,whole,${url}
    `,
    'priorities.csv': `
      plan_ref,priority_ref,title,kind,adopted
      P1,1,"${title}",priority,true
    `,
    'services.csv': `
      service_ref,name,authority_codes,provider,url
      S1,"<script>alert('plan')</script>",${code},"${title}",${url}
    `,
  });
  for (const [publisher, rows] of [
    [publishers.leicester, files(publishers.leicester.code, 'https://example.org/plan', '=HYPERLINK(""http://evil.example"") support for children with special educational needs <img src=x onerror=alert(1)>')],
    [publishers.nottingham, files(publishers.nottingham.code, '"https://evil.example/""onclick=""alert(1)"', '@SUM(1) better support for children with special educational needs and disabilities')],
  ] as const) {
    const report = await testHub.harvestFiles(rows, { name: `plans-${publisher.code}`, publisher });
    if (report.status !== 'harvested' || report.rowsRefused > 0) throw new Error(JSON.stringify(report.issues));
  }
  // The harvest refuses such an address; the page must not lean on that.
  await sql`update plan set url = 'javascript:alert(1)' where source_id like ${`${publishers.leicester.code}/%`}`.execute(testHub.hub.stored);
  const pages = await openPages(testHub.hub);
  onTestFinished(() => pages.close());
  return pages;
}

test('markup in published text is shown as text, on every page', async () => {
  const pages = await openHostilePages();
  for (const path of ['/?region=E12000004&open=all', '/overlaps/overlap-SEND?region=E12000004', '/match?a=E06000016/1&b=E06000018/1', '/holdings', '/services', '/search?text=special+onerror+alert']) {
    const { status, text } = await pages.get(path);
    expect(status).toBe(200);
    expect(text).toContain('&lt;script&gt;alert(&#39;plan&#39;)&lt;/script&gt;');
    expect(text).not.toMatch(/<script>|<img src=x|"\s?onclick=/);
  }
});

test('an address that is no web address becomes no link', async () => {
  const pages = await openHostilePages();
  expect((await pages.get('/holdings')).text).not.toContain('href="javascript:');
});

test('a mark in the address of a page is shown as text', async () => {
  const pages = await openHostilePages();
  for (const path of ['/services?text=%3Cscript%3Ealert(1)%3C/script%3E', '/?region=%3Cscript%3Ealert(1)%3C/script%3E', '/search?text=%3Cscript%3Ealert(1)%3C/script%3E', '/search?text=%22%3E%3Cscript%3Ealert(1)%3C/script%3E+special']) {
    const { text } = await pages.get(path);
    expect(text).not.toContain('<script>alert(1)');
    expect(text).toContain('&lt;script&gt;alert(1)');
  }
});

test('text that a spreadsheet would run is escaped in every feed, and numbers are not', async () => {
  const pages = await openHostilePages();
  const rows = parse<Record<string, string>>((await pages.get('/feeds/overlaps.csv?region=E12000004')).text, { columns: true, bom: true });
  const statements = rows.map((row) => row.statement!);
  expect(statements.some((text) => text.startsWith("'=HYPERLINK"))).toBe(true);
  expect(statements.some((text) => text.startsWith("'@SUM"))).toBe(true);
  for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+@\t\r-]/);
  expect(rows.every((row) => Number(row.strength) > 0)).toBe(true);
  for (const { name } of feeds) {
    const cells = parse((await pages.get(`/feeds/${name}.csv`)).text, { bom: true }).flat();
    expect(cells.filter((cell) => /^[=+@\t\r]|^-(?!\d)/.test(cell)), name).toEqual([]);
    if (name === 'priorities') expect(cells.some((cell) => cell.startsWith("'=HYPERLINK"))).toBe(true);
  }
});
