import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Paper } from '../../../src/commissioning/paper/Paper.ts';
import { paperOf } from '../../../src/commissioning/paper/paperOf.ts';
import type { PaperSource } from '../../../src/commissioning/paper/PaperSource.ts';
import { paperAsDocx } from '../../../src/export/paper/paperAsDocx.ts';
import { paperAsHtml } from '../../../src/export/paper/paperAsHtml.ts';
import { lookedAfterChildren, nothingTold } from '../../commissioning/paper/lookedAfterChildren.ts';
import { elementsOf, filesOf, styleOf, textsOfDocx, textsOfHtml, within } from './readBack.ts';

const withExempt = { ...lookedAfterChildren, includesExempt: true };
const incumbent = 'will not bid below £2,150';

/** All that a paper says, in order, its numbers with it. */
function textsOf({ title, marking, blocks }: Paper): string[] {
  const labelled = (label: string | null, text: string) => (label === null ? text : `${label} ${text}`);
  const said = blocks.flatMap((block) => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return [labelled(block.label, block.text)];
      case 'bullets':
        return block.items;
      case 'table':
        return [`${block.label}: ${block.caption}`, ...block.columns.map(({ text }) => text), ...block.rows.flat(), ...block.notes];
      case 'page-break':
        return [];
    }
  });
  return [...(marking === null ? [] : [marking]), title, ...said];
}

test.each([
  ['of which all is told', lookedAfterChildren],
  ['with its exempt appendix', withExempt],
  ['of which nothing is told', nothingTold],
])('the HTML and the .docx of a proposal %s say the same texts in the same order under the same numbers', async (_, source) => {
  const paper = paperOf(source);
  expect(textsOfHtml(paperAsHtml(paper))).toEqual(textsOf(paper));
  expect(textsOfDocx(await paperAsDocx(paper))).toEqual(textsOf(paper));
});

test('the same paper is the same bytes, whenever it is written', async () => {
  const paper = paperOf(withExempt);
  expect(paperAsHtml(paper)).toBe(paperAsHtml(paper));
  const first = await paperAsDocx(paper);
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-05-06T07:08:09Z') });
  onTestFinished(() => void vi.useRealTimers());
  expect(first.equals(await paperAsDocx(paper))).toBe(true);
  expect(filesOf(first)['docProps/core.xml']).toMatch(/created[^>]*>2026-11-27T00:00:00Z<.*modified[^>]*>2026-11-27T00:00:00Z</);
});

describe('what is exempt', () => {
  async function wordsOf(source: PaperSource): Promise<string> {
    const paper = paperOf(source);
    return paperAsHtml(paper) + Object.values(filesOf(await paperAsDocx(paper))).join('');
  }

  test('is in no byte of a copy that does not include it, and the copy says that there is such an appendix', async () => {
    const words = await wordsOf(lookedAfterChildren);
    expect(words).not.toContain(incumbent);
    expect(words).not.toContain('2,150');
    expect(words).not.toContain('Not for publication');
    expect(words.match(/There is an exempt appendix, which is not in this copy: exempt by paragraph 3 of Part 1 of Schedule 12A/g)).toHaveLength(2);
  });

  test('marks every page of a copy that includes it', async () => {
    const paper = paperOf(withExempt);
    expect(paperAsHtml(paper)).toContain(incumbent);
    expect(paperAsHtml(paper)).toMatch(/@top-center \{ content: "Not for publication/);
    const header = Object.entries(filesOf(await paperAsDocx(paper))).find(([path]) => path.startsWith('word/header'))![1];
    expect(header).toContain('Not for publication: contains exempt information, paragraph 3 of Schedule 12A');
  });
});

describe('the .docx', () => {
  test('is A4 in British English, with its title, and with the page of how many at the foot of each', async () => {
    const files = filesOf(await paperAsDocx(paperOf(lookedAfterChildren)));
    expect(files['docProps/core.xml']).toContain('<dc:title>Joint commissioning proposal: Emotional support for children looked after who move between the three cities</dc:title>');
    expect(files['word/document.xml']).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(elementsOf(files['word/styles.xml']!, 'w:docDefaults').flatMap((defaults) => within(defaults, 'w:lang'))[0]!.attribs['w:val']).toBe('en-GB');
    const footer = Object.entries(files).find(([path]) => path.startsWith('word/footer'))![1];
    expect(elementsOf(footer, 'w:instrText').map((field) => (field.children[0] as { data: string }).data.trim())).toEqual(['PAGE', 'NUMPAGES']);
    expect(footer).toContain('Proposal lac-support, version 3');
  });

  test('has real headings, and each style that it uses is there', async () => {
    const files = filesOf(await paperAsDocx(paperOf(withExempt)));
    const used = elementsOf(files['word/document.xml']!, 'w:p').map(styleOf);
    expect(used.filter((style) => style === 'Title')).toHaveLength(1);
    expect(used.filter((style) => style === 'Heading1')).toHaveLength(9);
    expect(used.filter((style) => style === 'Heading2').length).toBeGreaterThan(15);
    const defined = elementsOf(files['word/styles.xml']!, 'w:style').map((style) => style.attribs['w:styleId']);
    expect(defined).toEqual([...new Set(defined)]);
    for (const style of used) expect(defined).toContain(style);
  });

  test('repeats the head of each table on each page, keeps each row on one, and puts a caption before each', async () => {
    const xml = filesOf(await paperAsDocx(paperOf(lookedAfterChildren)))['word/document.xml']!;
    const tables = elementsOf(xml, 'w:tbl');
    expect(tables.length).toBeGreaterThan(15);
    for (const table of tables) {
      const rows = within(table, 'w:tr');
      expect(rows.map((row) => within(row, 'w:tblHeader').length)).toEqual(rows.map((_, index) => (index === 0 ? 1 : 0)));
      expect(rows.every((row) => within(row, 'w:cantSplit').length === 1)).toBe(true);
      expect(styleOf(table.previousSibling as (typeof tables)[number])).toBe('Caption');
    }
  });
});

describe('the HTML', () => {
  const html = paperAsHtml(paperOf(lookedAfterChildren));

  test('is one document in British English that loads and runs nothing', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
    expect(html).not.toMatch(/<(script|link|img|iframe|object|a)\b|@import|url\(|\son\w+=/i);
  });

  test('has one title, and no heading skips a level', () => {
    const levels = [...html.matchAll(/<h([1-6])>/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
  });

  test('heads each column and each row of each table, and captions each', () => {
    const tables = elementsOf(html, 'table');
    expect(tables.length).toBeGreaterThan(15);
    for (const table of tables) {
      expect(within(table, 'caption')).toHaveLength(1);
      const [head, ...rows] = within(table, 'tr');
      expect(within(head!, 'th').every(({ attribs }) => attribs.scope === 'col')).toBe(true);
      for (const row of rows) expect(within(row, 'th').map(({ attribs }) => attribs.scope)).toEqual(['row']);
    }
  });
});

describe('texts that are meant to do harm', () => {
  const hostile = {
    markup: '<script>globalThis.harmed = true</script><img src=x onerror="globalThis.harmed = true"> </style></title>]]>&amp;&#x3c;<!-- <w:p/> -->',
    rightToLeft: 'אין שירות לילדים, خدمات للأطفال',
    emoji: 'Family 👨‍👩‍👧‍👦 and flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿 done ✅',
    long: 'x'.repeat(20_000),
    field: '{ INCLUDETEXT "C:\\\\secret" } =cmd|calc %1.%2 \\26 "',
  };

  /** A proposal with one text wherever it may have one, in its names and evidence too. */
  function sayingEverywhere(text: string): PaperSource {
    const { content, evidence } = withExempt;
    const told = Object.fromEntries(Object.entries(content).map(([section, value]) => [section, typeof value === 'string' && section !== 'stage' && section !== 'fundingModel' ? text : value]));
    return {
      ...withExempt,
      proposalId: text,
      state: text,
      content: { ...content, ...told, recommendations: [text], groups: [text], consultation: [{ whom: text, said: text, response: text }], exempt: { text, paragraph: 3 } },
      evidence: { ...evidence!, operation: text, madeBy: text, variables: { [text]: text }, facts: evidence!.facts.map((fact) => ({ ...fact, label: text, text, source: text, unit: text, period: text, verdict: text })) },
      names: { ...withExempt.names, bodies: new Map([['E06000016', text]]) },
      reportTo: { bodyCode: null, group: text, meetingOn: text, contact: text },
    };
  }

  test.each(Object.entries(hostile))('are text in both: %s', async (_, text) => {
    const paper = paperOf(sayingEverywhere(text));
    const html = paperAsHtml(paper);
    expect(textsOfHtml(html)).toEqual(textsOf(paper));
    expect(textsOf(paper).filter((said) => said.includes(text)).length).toBeGreaterThan(20);
    expect(html).not.toMatch(/<script|<img/);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    const docx = await paperAsDocx(paper);
    expect(textsOfDocx(docx)).toEqual(textsOf(paper));
  });

  test('signs that no document may hold, and those that turn the order of what follows, are shown as unreadable', async () => {
    const paper = paperOf(sayingEverywhere('be\u0000fo\u0007re \u202Eafter\u2066 \uFFFF\uD800 end'));
    const [html, docx] = [paperAsHtml(paper), await paperAsDocx(paper)];
    expect(textsOf(paper)).toContain('1.1 be�fo�re �after� �� end');
    for (const written of [html, ...Object.values(filesOf(docx))]) expect(written).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u202E\u2066\uFFFF]/);
    expect(textsOfDocx(docx)).toEqual(textsOfHtml(html));
  });

  test('whatever is told, both say the same, and nothing of it is empty', async () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('<', '&', ']]>', '"', '\\', '-', ' ', '\n', '\t', '\u2028', '\u0085', '\uD800', 'a') }));
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (one, other) => {
        const paper = paperOf({ ...lookedAfterChildren, proposalId: one, content: { ...lookedAfterChildren.content, title: one, summary: other, recommendations: [other], risks: [{ text: one, likelihood: null, impact: null, mitigation: other }] } });
        const texts = textsOf(paper);
        expect(texts.every((text) => text.trim() !== '' && text.isWellFormed())).toBe(true);
        expect(textsOfHtml(paperAsHtml(paper))).toEqual(texts);
        expect(textsOfDocx(await paperAsDocx(paper))).toEqual(texts);
      }),
      { numRuns: 40 },
    );
  });
});
