import { describe, expect, test } from 'vitest';
import { judgeNeed, type Comparison } from '../../src/commissioning/judgeNeed.ts';
import { judgeContiguity, judgeCoverage, judgeMatch } from '../../src/commissioning/judgeSharing.ts';
import { judgeSpecialism } from '../../src/commissioning/judgeSpecialism.ts';
import { judgeAgreements, judgeFragmentation, type Agreement, type Supply } from '../../src/commissioning/judgeTies.ts';
import { latestYearIn, surest, timingOf, type Register } from '../../src/commissioning/timeOf.ts';

const derby = { code: 'A', name: 'Derby' };
const leicester = { code: 'B', name: 'Leicester' };
const rutland = { code: 'C', name: 'Rutland' };
const three = [derby, leicester, rutland];
const nobodyMoved = { names: [], counted: 0 };

test('coverage says how many share, who is known not to, and of whom nothing is known', () => {
  expect(judgeCoverage({ sharing: 3, unsure: 0, documented: 6, without: 1, asked: 9, succession: nobodyMoved })).toEqual({ value: 0.5, explanation: '3 of the 6 authorities with a document share it. 1 other has a whole general plan without it. Of 2 others the hub cannot tell. Of 3 more it holds no document.' });
  expect(judgeCoverage({ sharing: 0, unsure: 0, documented: 0, without: 0, asked: 9, succession: nobodyMoved }).value).toBeNull();
});

test('coverage tells who shares it only by uncertain readings, and counts them', () => {
  const told = (unsure: number) => judgeCoverage({ sharing: 3, unsure, documented: 3, without: 0, asked: 3, succession: nobodyMoved });
  expect(told(2)).toEqual({ value: 1, explanation: '3 of the 3 authorities with a document share it, 2 of them only by statements that the hub is unsure of.' });
  expect(told(3).explanation).toContain('share it, all of them only by statements that the hub is unsure of.');
});

describe('contiguity', () => {
  test('is 1 where all hang together, 0 where none borders on another, and between where some do', () => {
    expect(judgeContiguity(three, new Map([['A', ['B']], ['B', ['A', 'C']], ['C', ['B']]]))).toMatchObject({ value: 1, explanation: 'All 3 border on one another without a gap.' });
    expect(judgeContiguity(three, new Map([['A', ['B']], ['B', ['A']], ['C', ['X']]]))).toMatchObject({ value: 0.5, explanation: '2 of 3 border on one another without a gap, so that each of them reaches 1 of 2 others; apart from them: Rutland.' });
    expect(judgeContiguity(three, new Map([['A', ['X']], ['B', ['X']], ['C', ['X']]]))).toMatchObject({ value: 0, explanation: 'None of the 3 borders on another.' });
  });

  test('leaves out an authority whose neighbours nobody stated, and is not known of fewer than two', () => {
    expect(judgeContiguity(three, new Map([['A', ['B']], ['B', ['A']]]))).toEqual({ value: 1, explanation: 'Both border on one another without a gap. The neighbours of 1 other are not known.' });
    expect(judgeContiguity(three, new Map([['A', ['B']]])).value).toBeNull();
  });
});

test('a match counts those of one core group whole and the others half, as sure as the hub is', () => {
  const row = (authorityCode: string, coreKey: string | null, confidence = 0.9) => ({ authorityCode, coreKey, coreTitle: coreKey && 'short breaks', confidence });
  const shared = new Set(['x']);
  expect(judgeMatch([row('A', 'x'), row('B', 'x'), row('C', 'x')], shared).value).toBe(0.9);
  expect(judgeMatch([row('A', 'x'), row('B', 'x'), row('B', null, 0.2), row('C', null), row('D', 'y')], shared)).toEqual({ value: 0.675, explanation: 'The hub is 0.90 sure of its readings on average; 2 of 4 state the same core aim, “short breaks”; the others count half.' });
  expect(judgeMatch([row('A', 'x'), row('B', 'y')], new Set()).value).toBe(0.45);
  // Of a joint plan of two, and nobody else.
  expect(judgeMatch([row('A', 'y'), row('B', 'y'), row('C', null)], new Set())).toMatchObject({ value: 0.45, explanation: expect.stringContaining('no two of them state the same core aim') });
});

describe('need', () => {
  const absence = { code: 'ABS', title: 'Absence' };
  const figure = (authority: typeof derby, isWorse: boolean, indicator = absence, mayBeChance = false): Comparison => ({ indicator, authority, period: 'AY2024/25', isWorse, mayBeChance, against: 'the East Midlands' });

  test('counts each authority once, and tells the indicator on which most are worse', () => {
    const exclusions = { code: 'EXC', title: 'Exclusions' };
    expect(judgeNeed([figure(derby, true), figure(leicester, true), figure(rutland, false), figure(derby, false, exclusions)], three)).toEqual({
      value: 0.5,
      explanation: '3 of 3 sharing authorities can be compared on 2 indicators: 2 of 4 figures are worse than the region, the country or a target. Each authority counts once, and the value is the mean of their shares: 1 of 2 (Derby), 1 of 1 (Leicester), 0 of 1 (Rutland). 2 of 3 are worse than the East Midlands on “Absence” (AY2024/25): Derby and Leicester.',
    });
  });

  test('says how many of those that are worse may be so by chance, and counts them all the same', () => {
    const said = (...mayBeChance: boolean[]) => judgeNeed([figure(rutland, false, absence, true), ...mayBeChance.map((one, i) => figure(three[i]!, true, absence, one))], three);
    expect(said(true, true)).toMatchObject({ value: 0.6667, explanation: expect.stringMatching(/: Derby and Leicester\. All 2 that are worse may be so by chance: no confidence limits are known\.$/) });
    expect(said(true, false).explanation).toMatch(/ 1 of the 2 that are worse may be so by chance: no confidence limits are known\.$/);
    expect(said(true).explanation).toMatch(/ The one that is worse may be so by chance: no confidence limits are known\.$/);
    expect([said(false).explanation, said().explanation].join()).not.toContain('chance');
  });

  test('is not known without a figure of a sharing authority, and is 0 where none is worse', () => {
    expect(judgeNeed([figure({ code: 'X', name: 'Elsewhere' }, true)], three).value).toBeNull();
    expect(judgeNeed([figure(derby, false)], three)).toMatchObject({ value: 0, explanation: expect.stringContaining('None is worse.') });
  });
});

describe('specialism', () => {
  const numbers = (label: string, entries: Record<string, number>) => ({ label, byAuthority: new Map(Object.entries(entries)) });

  test('is high where each has few and all together enough', () => {
    expect(judgeSpecialism([numbers('placements', { A: 40, B: 60, C: 4 })], three)).toEqual({ value: 1, explanation: '3 of the 3 sharing authorities whose numbers are known have fewer than 100 (Rutland 4, Derby 40 and Leicester 60); together they have 104. Counted: placements.' });
    expect(judgeSpecialism([numbers('placements', { A: 10, B: 10, C: 5 })], three).value).toBe(0.25);
    expect(judgeSpecialism([numbers('placements', { A: 99.6, B: 200, C: 300 })], three).explanation).toContain('1 of the 3 sharing authorities whose numbers are known has fewer than 100 (Derby 99)');
    expect(judgeSpecialism([numbers('children looked after', { A: 600, B: 700, C: 40 })], three).value).toBe(0.3333);
  });

  test('takes the source that tells of most of them, then the narrowest, and is not known of one alone', () => {
    expect(judgeSpecialism([numbers('few', { A: 1, B: 1 }), numbers('many', { A: 500, B: 500, C: 500 }), numbers('fewer', { A: 120, B: 120, C: 120 })], three).explanation).toContain('Counted: fewer.');
    expect(judgeSpecialism([numbers('one', { A: 1 })], three)).toEqual({ value: null, explanation: expect.stringContaining('for fewer than two of the 3 sharing authorities') });
  });

  test('what is not known is whom indicators and services count, not how many children live there, which the overlap tells by itself', () => {
    const { explanation } = judgeSpecialism([], three);
    expect(explanation).toContain('how many children an indicator of this theme counts, or how many places or users its services have');
    expect(explanation).toMatch(/How many children live there, where that is known, does not tell how many of them need what is shared\.$/);
  });
});

/** A source of a year, or undated. */
const told = (year: number | null, source = 'a list') => ({ name: 'Anything', source, year, timing: timingOf(year, 2020) });
const registerOf = (...codes: string[]): Register => new Map(codes.map((code) => [code, told(2024)]));

describe('fragmentation of supply', () => {
  const service = (name: string, provider: string | null, ...codes: string[]) => ({ ...told(2024), name, provider, authorities: new Set(codes) });
  const all = registerOf('A', 'B', 'C');
  const judge = (ofTheme: Supply[], register: Register = all) => judgeFragmentation({ ofTheme, register, firstYear: 2020 }, three);

  test('counts the pairs that no service or provider serves together', () => {
    expect(judge([service('one', 'Trust A', 'A'), service('two', 'Trust B', 'B')])).toEqual({
      value: 1,
      explanation: 'Of the 3 sharing authorities whose services the hub holds, 2 list 2 services of this theme by 2 named providers; the one pair has no service or provider in common. Rutland lists none, which does not mean that there is none.',
    });
    expect(judge([service('one', 'Barnardo’s', 'A'), service('two', 'BARNARDO’S ', 'B'), service('three', 'Trust C', 'C')]).value).toBe(0.6667);
    expect(judge([service('joint', 'Trust', 'A', 'B', 'C')]).value).toBe(0);
  });

  test('does not take "partnership" or "schools" for the same organisation everywhere', () => {
    expect(judge([service('one', 'partnership', 'A'), service('two', 'partnership', 'B')]).value).toBe(1);
    expect(judge([service('centres', 'local authorities', 'A', 'B', 'C')])).toEqual({
      value: 1,
      explanation: 'Of the 3 sharing authorities whose services the hub holds, 3 list 1 service of this theme; 3 of 3 pairs have no service or provider in common; a service of many providers ties nobody.',
    });
  });

  test('is not known where nothing is listed: that is not the same as nothing being there', () => {
    expect(judge([]).value).toBeNull();
    expect(judge([service('one', 'Trust A', 'A')])).toEqual({ value: null, explanation: 'Of the 3 sharing authorities whose services the hub holds, 1 lists 1 service of this theme by 1 named provider; Leicester and Rutland list none, which does not mean that there is none.' });
    expect(judge([service('one', 'Trust A', 'A')], registerOf('A')).value).toBeNull();
    expect(judge([], registerOf()).explanation).toMatch(/of any theme and recent enough to count, of none of the 3 sharing/);
  });

  test('leaves out a service of which only too old a source tells, and says so with the year', () => {
    const connexions = { ...service('Connexions', 'Connexions', 'A', 'B', 'C'), ...told(2006), name: 'Connexions' };
    expect(judge([service('one', 'Trust A', 'A'), service('two', 'Trust B', 'B'), connexions])).toEqual({
      value: 1,
      explanation: 'Of the 3 sharing authorities whose services the hub holds, 2 list 2 services of this theme by 2 named providers; the one pair has no service or provider in common. Rutland lists none, which does not mean that there is none. Left out, because no source of 2020 or later tells of it: 1 service about this theme (“Connexions”, 2006).',
    });
    expect(judge([connexions], new Map([...registerOf('A'), ['B', told(2008)], ['C', told(2006)]]))).toEqual({
      value: null,
      explanation: 'The hub holds services of their own, of any theme and recent enough to count, of 1 of the 3 sharing authorities: too few to say how supply is divided. Left out, because no source of 2020 or later tells of it: 1 service about this theme (“Connexions”, 2006). Too old to count: services of Leicester (newest source 2008) and Rutland (newest source 2006).',
    });
  });

  test('counts what is undated, and says so with the source', () => {
    const undated = { ...service('Starting Point', 'Council', 'A'), ...told(null, 'news.example'), name: 'Starting Point' };
    const { value, explanation } = judge([undated, service('one', 'Trust B', 'B')], new Map([...registerOf('B'), ['A', told(null, 'news.example')], ['C', told(null, 'minutes.example')]]));
    expect(value).toBe(1);
    expect(explanation).toMatch(/Undated, and so perhaps of another time: “Starting Point”, from news\.example\. What the hub holds of Rutland is undated \(minutes\.example\)\.$/);
  });
});

describe('agreements', () => {
  const protocol = { ...told(2024), name: 'Protocol', authorities: new Set(['A', 'B']) };
  const judge = (ofTheme: Agreement[], register: Register, sharing = three) => judgeAgreements({ ofTheme, register, firstYear: 2020 }, sharing);

  test('that exist leave less to gain, and none is taken for missing where the hub holds none of any kind', () => {
    expect(judge([], registerOf('A', 'B', 'C'))).toMatchObject({ value: 1, explanation: expect.stringContaining('no agreement about this theme ties two of them, as far as is known; 3 of 3 pairs') });
    expect(judge([protocol], registerOf('A', 'B', 'C'))).toMatchObject({ value: 0.6667, explanation: expect.stringContaining('1 agreement about this theme exists already (“Protocol”); 2 of 3 pairs') });
    expect(judge([], registerOf('A')).value).toBeNull();
    expect(judge([], registerOf('A', 'B'), three.slice(0, 2)).explanation).toMatch(/as far as is known; the one pair is not tied by one\.$/);
  });

  test('tie nobody where only too old a source tells of them', () => {
    const old = { ...protocol, ...told(2006), name: 'Protocol' };
    expect(judge([old], registerOf('A', 'B', 'C'))).toMatchObject({ value: 1, explanation: expect.stringContaining('Left out, because no source of 2020 or later tells of it: 1 agreement about this theme (“Protocol”, 2006).') });
    expect(judge([old], new Map([['A', told(2006)], ['B', told(2006)]]))).toMatchObject({ value: null, explanation: expect.stringMatching(/of none of the 3 .* Too old to count: agreements of Derby \(newest source 2006\) and Leicester \(newest source 2006\)\.$/) });
  });
});

describe('the year of a source', () => {
  test.each([
    ['Regional Action Learning Set note, 10 January 2006', 2006],
    ["Children and Young People's Plan 2006-2008, cabinet report, 21 February 2006", 2008],
    ['https://news.example/2016/06/13/plan-for-vulnerable-children/', 2016],
    ['https://council.example/mgAi.aspx?ID=2089', null],
    ['https://news.example/plan-to-improve-family-life-1-4584325', null],
    ['https://council.example/2089', null],
    ['Minutes 13 July 2016, https://council.example/ieList.aspx?CId=151&MId=2030', 2016],
    ['10 of 20000 children, page 19', null],
    [null, null],
  ])('%s is of %s', (text, year) => {
    expect(latestYearIn(text)).toBe(year);
  });

  test('of several the latest counts, and a source tells of the days asked about from the first year on', () => {
    expect(latestYearIn('Note of 2006', null, '18 August 2021', 'FY2007/08')).toBe(2021);
    expect([2019, 2020, 2026, null].map((year) => timingOf(year, 2020))).toEqual(['older', 'recent', 'recent', 'undated']);
  });

  test('of what tells of an authority, one of the time counts before an undated one, and that before an old one', () => {
    const [old, older, undated, recent] = [told(2008), told(2006), told(null), told(2020)];
    expect(surest([older, old])).toBe(old);
    expect(surest([old, undated])).toBe(undated);
    expect(surest([old, undated, recent])).toBe(recent);
  });
});
