import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hub } from '../../src/hub.ts';
import { openSeededHub } from '../support/api.ts';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { openPages, type Pages } from './openPages.ts';

describeInBrowser('in a browser', () => {
  let hub: Hub;
  let pages: Pages;
  let browser: Browser;

  beforeAll(async () => {
    hub = await openSeededHub();
    pages = await openPages(hub);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await pages.close();
    await hub.close();
  });

  test('the query editor loads, runs the main question, shows the documentation, and asks no other host', async () => {
    const page = await browser.newPage();
    const elsewhere: string[] = [];
    const faults: string[] = [];
    page.on('request', (request) => void (isHere(request.url()) || elsewhere.push(request.url())));
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));

    await page.goto(`${pages.address}/graphiql`);
    await page.locator('.graphiql-execute-button').click();
    await page.locator('.result-window', { hasText: '"totalCount"' }).waitFor();
    await page.locator('.result-window', { hasText: 'the latest date not after today' }).waitFor();
    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.locator('.graphiql-doc-explorer', { hasText: 'OverlapFilter' }).waitFor();

    expect(elsewhere).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('the query behind a page opens with its variables', async () => {
    const page = await browser.newPage();
    await page.goto(`${pages.address}/?region=E12000004&asAt=2008-06-01`);
    await page.getByRole('link', { name: 'The query behind this page' }).click();
    await page.locator('.graphiql-execute-button').click();
    await page.locator('.result-window', { hasText: 'Plans in force on 2008-06-01, as asked.' }).waitFor();
  });

  test.each([375, 1300])('every saved query stands within a window of %i pixels', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    await page.goto(`${pages.address}/graphiql`);
    await page.getByText('Saved queries', { exact: true }).click();
    const right = await page.locator('.hub-saved li').evaluateAll((entries) => entries.map((entry) => entry.getBoundingClientRect().right));
    expect([right.length > 40, Math.max(...right) <= width]).toEqual([true, true]);
  });

  test.each(['/', '/overlaps/overlap-SEND', '/commissioning', '/services', '/figures?indicator=LAIT:CPP_rate&area=E06000016', '/crosswalks', '/holdings', '/queries', '/search?text=care', '/match', '/plan?plan=E06000015%2Fcypp-2006', '/inspection?inspection=E06000016%2Fjar-2008', '/groups?authority=E10000018', '/provision'])('on a phone %s is no wider than the window', async (path) => {
    const page = await browser.newPage({ viewport: { width: 375, height: 812 } });
    await page.goto(`${pages.address}${path}`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  });

  test('on paper every statement is open', async () => {
    const page = await browser.newPage();
    await page.goto(`${pages.address}/`);
    const statement = page.locator('details q').first();
    expect(await statement.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await statement.isVisible()).toBe(true);
  });

  function isHere(url: string): boolean {
    return url.startsWith(`${pages.address}/`) || url.startsWith('data:') || url.startsWith('blob:');
  }
});
