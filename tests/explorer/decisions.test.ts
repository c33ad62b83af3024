import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { leicester, openReviewing, priorities, type Reviewing } from '../support/reviewing.ts';
import { openPages, type Pages } from './openPages.ts';

const note = 'It is about <b>buses</b>.';
const escapedNote = '<q>It is about &lt;b&gt;buses&lt;/b&gt;.</q>';
const of = (overlap: string) => `/overlaps/${overlap}?region=E12000004&asAt=2025-06-01`;
const list = '/?region=E12000004&asAt=2025-06-01&open=all';

async function openReviewedPages(): Promise<Reviewing & { pages: Pages }> {
  const hub = await openReviewing();
  const pages = await openPages(hub.hub, '2025-06-01');
  onTestFinished(() => pages.close());
  return { ...hub, pages };
}

test('a confirmed overlap says so in the list, and on its page by whom, when and why; a rejected one leaves the list', async () => {
  const { decide, pages } = await openReviewedPages();
  expect((await pages.get(list)).text).not.toContain('by a reviewer</span>');
  await decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'CONFIRMED', note });
  await decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'REJECTED', note });
  const { text } = await pages.get(list);
  expect(text).toContain('Confirmed by a reviewer');
  expect(text).not.toContain('id="overlap-LAC"');
  expect((await pages.get(of('overlap-SEND'))).text).toContain(`<strong>Confirmed by Analyst</strong> <span class="hub-word">(1 June 2025)</span>: ${escapedNote}`);
  expect((await pages.get(of('overlap-LAC'))).text).toContain('<strong>Rejected by Analyst</strong>');
});

test('a title that a reviewer gave is shown with the theme, and markup in it as text', async () => {
  const { decide, pages } = await openReviewedPages();
  await decide('renameOverlap', { overlap: 'overlap-SEND', title: '<script>alert(1)</script>', note });
  for (const path of [list, of('overlap-SEND'), '/decisions']) {
    const { text } = await pages.get(path);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<script>alert(1)');
  }
  expect((await pages.get(of('overlap-SEND'))).text).toContain('A reviewer gave it this title. Its theme is Special educational needs and disabilities.');
});

test('the address of an overlap that was merged away shows the one it went into', async () => {
  const { decide, pages } = await openReviewedPages();
  await decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note });
  const { status, text } = await pages.get(of('overlap-SEND'));
  expect(status).toBe(200);
  expect(text).toContain('Reviewers made it one with overlap-SEND.');
});

test('what was decided of an overlap that is no more is not shown as said of the one it went into', async () => {
  const { decide, pages } = await openReviewedPages();
  await decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'CONFIRMED', note });
  const { decision } = await decide('splitOverlap', { overlap: 'overlap-SEND', priorities: ['E06000016/p1'], title: 'A part', note });
  expect((await pages.get('/decisions')).text).toContain('overlap-SEND, which no two authorities share now');
  await decide('undoDecision', { decision: decision.id, note });
  expect((await pages.get('/decisions')).text).not.toMatch(/no two authorities|now part of/);
  await decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note });
  expect((await pages.get('/decisions')).text).toMatch(/overlap-SEND, now part of<\/span> <a class="govuk-link" href="\/overlaps\/overlap-LAC">/);
});

test('flags stand on the overlap, the statement and the page of decisions, which can show them alone', async () => {
  const { decide, reread, pages } = await openReviewedPages();
  expect((await pages.get('/decisions')).text).toContain('No decision stands behind what the pages show of priorities and overlaps');
  await decide('setTheme', { priority: 'E06000016/p2', theme: 'LAC', note });
  await decide('renameOverlap', { overlap: 'overlap-SEND', title: 'Special needs', note: 'Shorter.' });
  expect((await pages.get('/decisions?flagged=true')).text).toContain('No decision in force is contradicted');
  await reread(leicester({ 'priorities.csv': priorities().replace('Improve outcomes for looked-after children', 'Better outcomes for looked-after children') }));
  const flag = 'A decision to look at again:</strong> It read “Improve outcomes for looked-after children” then, and reads “Better outcomes for looked-after children” now.';
  expect((await pages.get(of('overlap-LAC'))).text).toContain(flag);
  const all = (await pages.get('/decisions')).text;
  expect(all).toContain(flag);
  expect(all).toContain('2 decisions, the newest first');
  expect(all).toContain(escapedNote);
  const flagged = (await pages.get('/decisions?flagged=true')).text;
  expect(flagged).toContain('1 decision, the newest first');
  expect(flagged).not.toContain('Shorter.');
  expect((await pages.get('/decisions?flagged=perhaps')).status).toBe(400);
});

test('a decision whose statements are all withdrawn leaves the page, which says that such are kept, and a reviewer still finds it', async () => {
  const { decide, reread, pages, as } = await openReviewedPages();
  await decide('setTheme', { priority: 'E06000016/p2', theme: 'LAC', note });
  expect((await pages.get('/decisions')).text).toContain('1 decision, the newest first');
  await reread(leicester({ 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p1,Better support for children with special educational needs,priority,yes' }));
  const { text } = await pages.get('/decisions');
  expect(text).not.toContain('1 decision');
  expect(text).toContain('nothing of it is ever deleted. One whose statements are all withdrawn, or one of which is not public yet, is kept as well, and not shown here.');
  expect((await (await as({ reviewer: 'Analyst' })).query('{ decisions { totalCount } }')).data).toEqual({ decisions: { totalCount: 1 } });
});

test('a decision about a disputed theme stands beside the dispute as its answer', async () => {
  const { as, decide, pages } = await openReviewedPages();
  await (await as({ publisher: 'E06000016' })).query('mutation { disputeCoding(input: { priority: "E06000016/p1", theme: "SEND", note: "No." }) { dispute { id } } }');
  await decide('setTheme', { priority: 'E06000016/p1', theme: 'SEND', note });
  expect((await pages.get(of('overlap-SEND'))).text).toContain(`<strong>Theme set: Special educational needs and disabilities, by Analyst</strong> <span class="hub-word">(1 June 2025)</span>: ${escapedNote}`);
});

test('the feed of overlaps says what was reviewed', async () => {
  const { decide, pages } = await openReviewedPages();
  await decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'CONFIRMED', note });
  const rows = parse<Record<string, string>>((await pages.get('/feeds/overlaps.csv?region=E12000004&asAt=2025-06-01')).text, { columns: true, bom: true });
  expect(new Set(rows.map((row) => `${row.overlap_id} ${row.review}`))).toEqual(new Set(['overlap-LAC PROPOSED', 'overlap-SEND CONFIRMED']));
});
