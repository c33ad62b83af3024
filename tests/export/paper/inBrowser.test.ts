import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paperOf } from '../../../src/commissioning/paper/paperOf.ts';
import type { PaperSource } from '../../../src/commissioning/paper/PaperSource.ts';
import { paperAsDocx } from '../../../src/export/paper/paperAsDocx.ts';
import { paperAsHtml } from '../../../src/export/paper/paperAsHtml.ts';
import { lookedAfterChildren, nothingTold } from '../../commissioning/paper/lookedAfterChildren.ts';
import { describeInBrowser, launchBrowser } from '../../support/browser.ts';
import { filesOf } from './readBack.ts';

const hostile = '<script>globalThis.harmed = true</script><img src=x onerror="globalThis.harmed = true">]]>&\u0000\u202E';
const meantToHarm: PaperSource = { ...lookedAfterChildren, proposalId: hostile, content: { ...lookedAfterChildren.content, title: hostile, summary: hostile, legal: `${hostile} ${'x'.repeat(20_000)}` } };

describeInBrowser('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  async function open(source: PaperSource, width = 1_000): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.setContent(paperAsHtml(paperOf(source)));
    return page;
  }

  test.each([
    ['of which all is told', { ...lookedAfterChildren, includesExempt: true }, 1_000],
    ['of which nothing is told', nothingTold, 1_000],
    ['on a telephone', lookedAfterChildren, 320],
  ])('axe finds nothing that keeps anybody from reading a paper %s', async (_, source, width) => {
    const page = await open(source, width);
    await page.addScriptTag({ content: axe.source });
    const { violations, passes } = (await page.evaluate('axe.run()')) as { violations: { id: string; help: string; nodes: { html: string }[] }[]; passes: { id: string }[] };
    expect(violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes[0]!.html})`)).toEqual([]);
    expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'heading-order', 'html-has-lang', 'landmark-one-main', 'page-has-heading-one', 'region']));
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  test('it prints to A4, with the head of a table on each of its pages, no row divided and each appendix on a page of its own', async () => {
    const page = await open(lookedAfterChildren);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))]);
    expect(boxes.length).toBeGreaterThan(5);
    expect(boxes.every(([width, height]) => width === 595 && height === 842)).toBe(true);
    await page.emulateMedia({ media: 'print' });
    const printed = (selector: string, property: string) => page.locator(selector).first().evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    expect(await printed('thead', 'display')).toBe('table-header-group');
    expect(await printed('tbody tr', 'break-inside')).toBe('avoid');
    expect(await printed('.table', 'overflow-x')).toBe('visible');
    expect(await printed('hr', 'break-after')).toBe('page');
  });

  test('the browser reads the margins of the pages as they were meant, whatever the proposal is called', async () => {
    const page = await open({ ...meantToHarm, includesExempt: true });
    const [rule] = (await page.evaluate('[...document.styleSheets[0].cssRules].map((rule) => rule.cssText)')) as string[];
    expect(rule).toContain('"Not for publication: contains exempt information, paragraph 3 of Schedule 12A, Local Government Act 1972"');
    expect(rule).toContain(`Proposal ${JSON.stringify('<script>globalThis.harmed = true</script><img src=x onerror="globalThis.harmed = true">]]>&��, version 3').slice(1)}`);
    expect(rule).toContain('"Page " counter(page) " of " counter(pages)');
  });

  test('no text of a proposal runs, loads or makes an element', async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    const faults: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
    await page.setContent(paperAsHtml(paperOf(meantToHarm)));
    expect(await page.evaluate('[globalThis.harmed, document.querySelectorAll("script, img").length]')).toEqual([undefined, 0]);
    expect(await page.locator('h1').textContent()).toContain('<script>globalThis.harmed = true</script>');
    expect({ asked, faults }).toEqual({ asked: [], faults: [] });
  });

  test('a strict reader of XML reads every part of the .docx', async () => {
    const page = await browser.newPage();
    for (const source of [{ ...lookedAfterChildren, includesExempt: true }, nothingTold, meantToHarm]) {
      const parts = Object.entries(filesOf(await paperAsDocx(paperOf(source))));
      expect(parts.map(([path]) => path)).toEqual(expect.arrayContaining(['[Content_Types].xml', 'word/document.xml', 'word/styles.xml', 'word/numbering.xml', 'docProps/core.xml']));
      for (const [path, xml] of parts) {
        const fault = await page.evaluate((text) => new DOMParser().parseFromString(text, 'application/xml').querySelector('parsererror')?.textContent ?? null, xml);
        expect(fault, path).toBeNull();
      }
    }
  });
});
