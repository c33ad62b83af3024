import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { pagesOfSeeds } from './openPages.ts';

describeInBrowser('in a narrow window', () => {
  const pages = pagesOfSeeds();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  test.each(['/figures?indicator=LAIT:ExcessYr6', '/services?age=4', '/provision'])('%s has the same margin on both sides, does not move sideways, and shows the caption of a wide table whole', async (address) => {
    const page = await browser.newPage({ viewport: { width: 400, height: 1000 } });
    await page.goto(`${pages.address}${address}`);
    // A text, since the types of a page are no part of what these tests are compiled with.
    const seen = (await page.evaluate(`(() => {
      const { left, right } = document.querySelector('main').getBoundingClientRect();
      const captions = [...document.querySelectorAll('.hub-scroll caption')].map((caption) => caption.getBoundingClientRect().right <= caption.closest('.hub-scroll').getBoundingClientRect().right);
      return { margins: [left, innerWidth - right], wide: document.documentElement.scrollWidth, captions };
    })()`)) as { margins: number[]; wide: number; captions: boolean[] };
    expect(seen.margins).toEqual([15, 15]);
    expect(seen.wide).toBe(400);
    expect(seen.captions.length).toBeGreaterThan(0);
    expect(seen.captions).not.toContain(false);
    await page.close();
  });
});
