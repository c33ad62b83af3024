import { describe, expect, test } from 'vitest';
import type { Heading, Paper, Table } from '../../../src/commissioning/paper/Paper.ts';
import { paperOf } from '../../../src/commissioning/paper/paperOf.ts';
import type { PaperSource } from '../../../src/commissioning/paper/PaperSource.ts';
import type { Evidence } from '../../../src/commissioning/proposals/Fact.ts';
import type { ProposalContent } from '../../../src/commissioning/proposals/ProposalContent.ts';
import { lookedAfterChildren, nothingTold } from './lookedAfterChildren.ts';

const [derby, leicester, nottingham] = ['E06000015', 'E06000016', 'E06000018'];

function saying(content: Partial<ProposalContent>, source: PaperSource = lookedAfterChildren): PaperSource {
  return { ...source, content: { ...source.content, ...content } };
}

function headingsOf({ blocks }: Paper, level: number): string[] {
  return blocks.filter((block): block is Heading => block.kind === 'heading' && block.level === level).map(({ label, text }) => (label === null ? text : `${label} ${text}`));
}

function tableOf({ blocks }: Paper, caption: string): Table {
  const found = blocks.find((block): block is Table => block.kind === 'table' && block.caption.startsWith(caption));
  if (!found) throw new Error(`No table is called "${caption}".`);
  return found;
}

/** What stands between a heading and the next. */
function under({ blocks }: Paper, heading: string): string[] {
  const from = blocks.findIndex((block) => block.kind === 'heading' && block.text === heading);
  if (from < 0) throw new Error(`No heading says "${heading}".`);
  const rest = blocks.slice(from + 1);
  const to = rest.findIndex(({ kind }) => kind === 'heading');
  return rest.slice(0, to < 0 ? undefined : to).flatMap((block) => {
    if (block.kind === 'paragraph') return [block.label === null ? block.text : `${block.label} ${block.text}`];
    if (block.kind === 'bullets') return block.items.map((item) => `- ${item}`);
    return block.kind === 'table' ? [block.label] : [];
  });
}

const partsOfPapers = ['1 Recommendations', '2 Reasons for recommendations', '3 Supporting information', '4 Other options considered', '5 Implications', '6 Wards or areas affected', '7 Background papers', 'Appendix A Evidence', 'Appendix B Exempt information'];

describe('the paper of a proposal of which all is told', () => {
  const paper = paperOf(lookedAfterChildren);

  test('has the headings of committee papers in their order, and says nowhere that something is not told of what is', () => {
    expect(headingsOf(paper, 1)).toEqual(partsOfPapers);
    expect(headingsOf(paper, 2).slice(headingsOf(paper, 2).indexOf('Financial'))).toEqual(['Financial', 'Legal', 'Personnel', 'Equalities', 'Corporate objectives', 'Priorities', 'Coverage', 'Indicators', 'Children', 'Services', 'Contracts', 'Use across boundaries', 'Costs', 'Agreements']);
    for (const heading of ['Recommendations', 'Who should undertake the work', 'How it should be done', 'To what specification', 'How it should be funded', 'Timescale', 'Legal', 'Personnel', 'Equalities', 'Corporate objectives']) {
      expect(under(paper, heading).join(' ')).not.toContain('Not told');
    }
  });

  test('begins with for whom and when it is made, who leads, of what it is, and as at which day and data', () => {
    expect(paper.title).toBe('Joint commissioning proposal: Emotional support for children looked after who move between the three cities');
    expect(Object.fromEntries(tableOf(paper, 'About this paper').rows.map(([item, detail]) => [item, detail]))).toEqual({
      'Report to': 'Executive Board, Nottingham',
      Meeting: '15 December 2026',
      Lead: 'Leicester',
      Contact: 'commissioning@leicester.example',
      'Bodies taking part': 'Derby; Leicester; Nottingham',
      Themes: 'Children looked after and care leavers; Emotional wellbeing and mental health',
      Proposal: 'lac-support, version 3: Submitted',
      'As at': '27 November 2026',
      Data: 'Data version 142 of the hub, frozen on 20 November 2026, 14:03 UTC',
      'Exempt information': 'In an appendix that is not in this copy',
    });
  });

  test('asks the body it is for, and numbers what it recommends', () => {
    expect(under(paper, 'Recommendations')).toEqual(['Nottingham is asked to agree the following.', '1.1 Agree that the council takes part in one contract for three years.', '1.2 Agree that Leicester leads, and recharges each city its share.']);
  });

  test('keeps the paragraphs and lists of what was written', () => {
    expect(under(paper, 'Supporting information').slice(0, 5)).toEqual(['3.1 Children looked after by one city who are placed in another wait for emotional support, because each city buys it for its own.', '3.2 The three cities would buy one service:', '- one point of referral', '- one waiting list', '- support that goes on when a child moves']);
  });

  test('says on which figures the conclusion rests, whether it still holds, and what has moved', () => {
    expect(under(paper, 'What the conclusion rests on')).toEqual(['The conclusion holds while these do.', '- Children looked after, Derby: at least 62 per 10,000', '- Corporate parenting strategy 2022, Leicester: as the evidence has it', '2.3 The conclusion still holds: 85 per 10,000 is at least 62.']);
    expect(under(paper, 'What has moved since the evidence was frozen')).toEqual(['The evidence, of data version 142, was compared with data version 150. These moved.', '- Children looked after, Derby: 88 per 10,000 when the evidence was frozen, 85 per 10,000 now.']);
    const cut = paperOf({ ...lookedAfterChildren, since: { ...lookedAfterChildren.since!, movedCount: 700 } });
    expect(under(cut, 'What has moved since the evidence was frozen')[0]).toContain('Of 700 that moved, these are the first 1.');
  });

  test('sets what each body would pay beside what it spends now, as ranges, and what is not known as not known', () => {
    expect(tableOf(paper, 'What each body would pay').rows).toEqual([
      ['Derby', '£160,000 to £220,000', '£13,800', '£493,800 to £673,800', 'Not known', 'Not known'],
      ['Leicester', '£150,000 to £210,000', '£12,200', '£462,200 to £642,200', '£180,000', '£30,000 less to £30,000 more'],
      ['Nottingham', '£165,000 to £230,000', '£14,000', '£509,000 to £704,000', '£215,000', '£50,000 less to £15,000 more'],
      ['All together', '£475,000 to £660,000', '£40,000', '£1,465,000 to £2,020,000', 'Not known', 'Not known'],
    ]);
    expect(under(paper, 'Financial')).toContain('5.2 Figures are ranges, from the least to the most that is expected. All are in the prices of financial year 2026/27.');
  });

  test('shows each option, which does nothing and which is preferred', () => {
    expect(tableOf(paper, 'Options considered').rows.map(([option, cost]) => [option, cost])).toEqual([
      ['Each city goes on alone (doing nothing)', 'Not known'],
      ['One contract for three (preferred)', '£1,650,000 to £1,980,000'],
    ]);
  });

  test('shows the position of each body, that one of an older version is asked for again, and who has none', () => {
    expect(tableOf(paper, 'Positions of the bodies on version 3').rows).toEqual([
      ['Derby', 'Support', 'None told', 'Cabinet, 10 November 2026', 'Key decision; not called in by 18 November 2026', 'Section 10 of the Children Act 2004'],
      ['Leicester', 'Support, with conditions, on version 2: to be asked again for version 3', 'Reviewed after a year', 'Decision-taker not told, date not told', 'Not told whether a key decision; call-in not told', 'Not told yet'],
      ['Nottingham', 'No position yet', 'None yet', 'None yet', 'None yet', 'None yet'],
    ]);
  });

  test('ties objectives to indicators with their units and periods', () => {
    expect(tableOf(paper, 'Objectives').rows).toEqual([
      ['Children looked after are in better emotional health', 'Emotional health of looked-after children', 'Derby', '15.9 score (Financial year 2024/25)', '14 score (Financial year 2028/29)'],
      ['Nobody waits longer for having moved', 'Tied to no indicator yet', 'Each authority that takes part', 'Not told yet', 'Not told yet'],
    ]);
  });

  test('lists each document that the evidence was read from once', () => {
    const papers = under(paper, 'Background papers');
    expect(papers.filter((line) => line.includes('LAC_EngMaths9-4'))).toHaveLength(1);
    expect(papers).toContain('- DfE Local Authority Interactive Tool, Crown copyright, OGL v3.0');
    expect(papers.at(-1)).toBe('7.1 All of it was frozen on 20 November 2026, 14:03 UTC from data version 142 of the hub.');
  });

  test('numbers its tables from the first to the last', () => {
    const labels = paper.blocks.filter((block): block is Table => block.kind === 'table').map(({ label }) => label);
    expect(labels).toEqual(labels.map((_, index) => `Table ${index + 1}`));
  });
});

describe('the appendix of evidence', () => {
  const paper = paperOf(lookedAfterChildren);

  test('names the query, the data version and the hash by which it can be asked again and checked', () => {
    const [made, asked] = under(paper, 'Evidence');
    expect(made).toContain('(no. 2 of this proposal) on 20 November 2026, 14:03 UTC, asked by Regional analyst');
    expect(asked).toBe('A.2 It answers the saved query ProposalEvidence with {"authorities":["E06000015","E06000016","E06000018"],"themes":["LAC"]}. SHA-256 of what it tells: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.');
  });

  test('quotes priorities in their own words, with the document of each', () => {
    const { columns, rows, notes } = tableOf(paper, 'Priorities, in their own words');
    expect(columns.map(({ text }) => text)).toEqual(['About', 'In words', 'Reading', 'Source']);
    expect(rows[0]).toEqual(['Corporate parenting strategy 2015, Derby', '“Listen to what children in care say and act on their wishes”.', 'Shares', '1']);
    expect(notes[0]).toMatch(/^Source 1: Derby Corporate Parenting Strategy 2015-2018/);
    expect(notes.at(-1)).toBe('Data version 142 of the hub, frozen on 20 November 2026, 14:03 UTC.');
  });

  test('writes figures with their units and periods in the order of the facts, and one that is not known as not known', () => {
    expect(tableOf(paper, 'Indicators').rows.map((row) => row.slice(0, 3))).toEqual([
      ['Children looked after, Derby', '88 per 10,000', '31 March 2025'],
      ['Children looked after, Leicester', '66 per 10,000', '31 March 2025'],
      ['Children looked after, Nottingham', '93 per 10,000', '31 March 2025'],
      ['Children looked after with passes in English and mathematics, Derby', 'Not known', 'School year 2023/24'],
    ]);
    expect(tableOf(paper, 'What is spent now').rows).toEqual([['Spend on the same, Nottingham', '£1,234,567.50', 'Financial year 2024/25']]);
    expect(tableOf(paper, 'How many children').rows).toEqual([['Children looked after, Derby', 'Not known: The number is not published beside the rate']]);
    expect(tableOf(paper, 'How many children').notes[0]).toBe('Source: not known.');
  });

  test('calls a figure without limits neither better nor worse, also where it was frozen so', () => {
    const text = 'In 2025 it was 88, and that of the East Midlands was 62. Without confidence limits the difference may be chance.';
    const facts = ['higher-but-may-be-chance', 'worse'].map((verdict, i) => ({ ...lookedAfterChildren.evidence!.facts[4 + i]!, value: 88, text, verdict }));
    expect(tableOf(paperOf({ ...lookedAfterChildren, evidence: { ...lookedAfterChildren.evidence!, facts } }), 'Indicators').rows.map((row) => row[4])).toEqual(['Higher but may be chance', 'Higher but may be chance']);
  });

  test('says of a section without facts that it tells nothing, not that there is nothing', () => {
    expect(under(paper, 'Contracts')).toEqual(['A.3 The evidence tells nothing of this. That is not to say that there is nothing.']);
  });

  test('does not say twice that something is not known, nor names a place that the hub gave no name of by its code', () => {
    const [coverage] = lookedAfterChildren.evidence!.facts.filter(({ section }) => section === 'coverage');
    const evidence: Evidence = { ...lookedAfterChildren.evidence!, facts: [{ ...coverage!, bodyCode: 'E92000001', label: 'England', text: 'Not known that two of them share it' }] };
    expect(tableOf(paperOf({ ...lookedAfterChildren, evidence }), 'What the hub holds').rows).toEqual([['England', 'Not known that two of them share it', 'Not known']]);
  });

  test('names a document once, however many places of it are cited', () => {
    const facts = lookedAfterChildren.evidence!.facts.slice(0, 2).map((fact, index) => ({ ...fact, source: `Derby, https://derby.example/plan, Aim ${index + 1}` }));
    const evidence = { ...lookedAfterChildren.evidence!, facts };
    expect(under(paperOf({ ...lookedAfterChildren, evidence }), 'Background papers').filter((line) => line.includes('derby.example'))).toEqual(['- Derby, https://derby.example/plan']);
  });

  test('says how many facts have no source', () => {
    const evidence: Evidence = { ...lookedAfterChildren.evidence!, facts: lookedAfterChildren.evidence!.facts.map((fact) => ({ ...fact, source: null })) };
    expect(under(paperOf({ ...lookedAfterChildren, evidence }), 'Background papers').slice(0, 2)).toEqual(['7.1 The evidence names no document that it was read from.', '7.2 Of 9 of the 12 things that the evidence tells the source is not known.']);
  });
});

describe('the paper of a proposal of which nothing is told', () => {
  const paper = paperOf(nothingTold);

  test('has every heading all the same', () => {
    expect(headingsOf(paper, 1)).toEqual(partsOfPapers);
    expect(paper.title).toBe('Feasibility study without a title yet');
  });

  test('says under each that nothing is told', () => {
    for (const heading of ['Supporting information', 'Who should undertake the work', 'How it should be done', 'To what specification', 'How it should be funded', 'Objectives', 'Timescale', 'Risks', 'Consultation', 'Positions of the bodies', 'What has moved since the evidence was frozen', 'Recommendations', 'Reasons for recommendations', 'Conclusion of the study', 'What the conclusion rests on', 'Other options considered', 'Legal', 'Personnel', 'Equalities', 'Corporate objectives', 'Wards or areas affected', 'Background papers', 'Evidence']) {
      expect(under(paper, heading)[0], heading).toMatch(/^(\w\.\d+ )?Not told yet[.:]/);
    }
    expect(under(paper, 'Exempt information')).toEqual(['B.1 There is none: nothing in this proposal is said to be exempt.']);
  });

  test('tells no figure, and takes nothing that is not known for nought', () => {
    expect(under(paper, 'Financial')).toEqual(['5.1 Each body keeps its own resources: no money is put together, and none pays for another.', '5.2 Not told yet: what each body would pay has not been worked out.', 'Table 3']);
    expect(tableOf(paper, 'What the costs rest on').rows).toContainEqual(['Cost of one unit in a year', 'Not known']);
    expect(JSON.stringify(paper)).not.toMatch(/£|\b0\b/);
  });
});

describe('what is exempt', () => {
  test('is read only for a copy that includes it', () => {
    const paper = paperOf(lookedAfterChildren);
    expect(JSON.stringify(paper)).not.toContain('2,150');
    expect(paper.marking).toBeNull();
    expect(under(paper, 'Exempt information')).toEqual(['B.1 There is an exempt appendix, which is not in this copy: exempt by paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972 (information relating to the financial or business affairs of any particular person, the authority that holds it included).']);
  });

  test('stands in the last appendix of such a copy, which says throughout that it is not for publication', () => {
    const paper = paperOf({ ...lookedAfterChildren, includesExempt: true });
    expect(paper.marking).toMatch(/^Not for publication/);
    expect(under(paper, 'Exempt information').at(-1)).toBe('B.1 The incumbent provider has told us that it will not bid below £2,150 a child.');
    expect(tableOf(paper, 'About this paper').rows.at(-1)).toEqual(['Exempt information', 'In Appendix B of this copy, which is not for publication']);
  });
});

describe('money and options', () => {
  test('shares that nobody told are said to be missing where the funding model needs them, and only there', () => {
    expect(under(paperOf(saying({ shares: [], fundingModel: 'pooled' })), 'Financial')).toContain('5.2 Not told yet: what share each body bears.');
    expect(under(paperOf(saying({ shares: [], fundingModel: 'aligned' })), 'Financial').join()).not.toContain('share each body bears');
  });

  test('doing nothing is missed where it is not among the options, and so is every other than the preferred', () => {
    const [, preferred] = lookedAfterChildren.content.options;
    expect(under(paperOf(saying({ options: [preferred!] })), 'Other options considered').slice(2)).toEqual(['4.2 Not told yet: no other option has been set out.', '4.3 Not told yet: doing nothing is not among the options.']);
  });

  test('a body that took a position and takes part no longer is shown as such', () => {
    const paper = paperOf(saying({ bodies: [{ code: nottingham!, name: null, decidingGroupId: null }] }));
    expect(tableOf(paper, 'Positions').rows.map(([body]) => body)).toEqual(['Nottingham', 'Derby (takes part no longer)', 'Leicester (takes part no longer)']);
  });

  test('a body, theme or indicator that the hub has no name of is shown by what the proposal calls it, or its code', () => {
    const bodies = [{ code: 'E38000243', name: 'Nottingham and Nottinghamshire health board', decidingGroupId: null }, { code: derby!, name: null, decidingGroupId: null }];
    const paper = paperOf(saying({ bodies, leadCode: leicester!, themeCodes: ['LAC'] }, { ...lookedAfterChildren, names: { bodies: new Map(), themes: new Map(), indicators: new Map() } }));
    const about = Object.fromEntries(tableOf(paper, 'About this paper').rows.map(([item, detail]) => [item, detail]));
    expect(about).toMatchObject({ 'Bodies taking part': 'Nottingham and Nottinghamshire health board; E06000015', Lead: 'E06000016', Themes: 'LAC' });
    expect(tableOf(paper, 'Objectives').rows[0]![1]).toBe('LAIT:Emotional_LAC');
  });
});
