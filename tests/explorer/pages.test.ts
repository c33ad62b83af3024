import { describe, expect, test } from 'vitest';
import { pagesOfSeeds } from './openPages.ts';

const pages = pagesOfSeeds();

const allPages = ['/', '/?region=E12000004&asAt=2008-06-01', '/?open=all', '/overlaps/overlap-SEND?region=E12000004', '/match', '/match?a=E08000022/P0118&b=E10000018/X0079', '/holdings', '/plan?plan=E06000015%2Fcypp-2006', '/report?plan=E06000016%2Fjar-action-plan-2008&asAt=2009-03-31', '/inspection?inspection=E06000016%2Fjar-2008', '/groups?authority=E10000018', '/agenda?group=E08000035%2FGR020&asAt=2011-09-15', '/duplicates', '/duplicates?status=OPEN', '/proposals', '/queries', '/?region=E1', '/search', '/search?text=NEET', '/search?text=schol+atendance&region=E12000004&kind=ACTION', '/commissioning', '/commissioning?region=E12000004&need=60&contiguity=0', '/commissioning?region=E12000003&asAt=1990-01-01', '/services', '/services?themes=SEND&age=7', '/services?region=E12000003', '/figures', '/figures?indicator=LAIT:CPP_rate&area=E06000016', '/provision', '/provision?themes=SEND&asAt=2020-06-30&region=E12000003', '/crosswalks', '/crosswalks?plans=E06000022%2Fcypp-2006,E08000035%2Fcypp-2011&vocabulary=leeds'];

describe('the first page', () => {
  test('answers for the East Midlands unless asked otherwise, and says which day it took and why', async () => {
    const { status, text } = await pages.get('/');
    expect(status).toBe(200);
    expect(text).toContain('What East Midlands authorities share');
    expect(text).toMatch(/2025-12-31, the latest date not after today on which most/);
  });

  test('shows each overlap of 2025 with who shares it, of whom we cannot tell, and the statements themselves', async () => {
    const { text } = await pages.get('/');
    const { data } = await pages.query('{ overlaps(filter: { region: "E12000004" }) { totalCount nodes { title authorities { name } coverage { unknown { authority { name } } } members(first: 1) { nodes { priority { title } } } } } }');
    expect(text).toContain(`${data.overlaps.totalCount} overlaps, strongest first`);
    for (const overlap of data.overlaps.nodes) {
      expect(text).toContain(escaped(overlap.title));
      expect(text).toContain(escaped(overlap.members.nodes[0].priority.title));
    }
    const [strongest] = data.overlaps.nodes;
    const names = (authorities: { name: string }[]) => authorities.map(({ name }) => name).join(', ');
    const row = rowOf(text, strongest.title);
    expect(row).toContain(`${strongest.authorities.length} of 10:`);
    for (const words of [names(strongest.authorities), names(strongest.coverage.unknown.map((absent: { authority: { name: string } }) => absent.authority))]) expect(row).toContain(words);
  });

  test('shows 2008 with the authorities of 2008, and those without a document as not known', async () => {
    const { text } = await pages.get('/?region=E12000004&asAt=2008-06-01');
    expect(text).toMatch(/No document held: 4 of 9.*Derbyshire, Lincolnshire, Nottinghamshire, Rutland/s);
    expect(rowOf(text, 'Educational attainment and school improvement')).toMatch(/4 of 9:.*Northamptonshire/s);
    expect(text).not.toContain('North Northamptonshire');
  });

  test('says what a plan is already joint in', async () => {
    const { text } = await pages.get('/');
    expect(rowOf(text, 'Youth offending and anti-social behaviour')).toMatch(/Already joint:.*Northamptonshire Youth Justice Plan/s);
  });

  test('leads to the same rows as CSV and to the query behind it, for the same region and day', async () => {
    const { text } = await pages.get('/?region=E12000003&asAt=2011-09-01');
    expect(text).toContain('href="/feeds/overlaps.csv?region=E12000003&amp;asAt=2011-09-01"');
    const link = /href="(\/graphiql\?[^"]*)"/.exec(text)![1]!.replaceAll('&amp;', '&');
    const parameters = new URL(link, 'http://hub').searchParams;
    expect(parameters.get('operation')).toBe('RegionOverlaps');
    expect(JSON.parse(parameters.get('variables')!)).toEqual({ region: 'E12000003', asAt: '2011-09-01' });
  });

  test('keeps the statements closed until they are asked for', async () => {
    expect((await pages.get('/')).text).not.toContain('<details class="govuk-details" open>');
    expect((await pages.get('/?open=all')).text).toContain('<details class="govuk-details" open>');
  });
});

test('an overlap has a page with each statement, where it stands in its document, and every reason', async () => {
  const { status, text } = await pages.get('/overlaps/overlap-SEND?region=E12000004&asAt=2025-06-01');
  expect(status).toBe(200);
  expect(text).toContain('Special educational needs and disability');
  expect(text).toMatch(/statements that an authority adopted/);
});

test('it tells the words by which the hub reads its theme, and leads to all of them', async () => {
  const { text } = await pages.get('/overlaps/overlap-SEND?region=E12000004&asAt=2025-06-01');
  const { data } = await pages.query('{ theme(code: "SEND") { concepts { label altLabels } relatedConcepts { label } } }');
  const words = text.split('<details class="govuk-details" id="words">')[1]!.split('</details>')[0]!;
  for (const { label, altLabels } of data.theme.concepts) expect(words).toContain(`<strong>${escaped(label)}</strong>: ${altLabels[0]}, `);
  for (const { label } of data.theme.relatedConcepts) expect(words).toContain(escaped(label));
  const links = [...words.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
  expect(links).toEqual(['/feeds/plan-vocabulary.jsonld', expect.stringMatching(/^\/graphiql\?operation=PlanVocabulary/)]);
  for (const link of links) expect((await pages.get(link)).status).toBe(200);
});

describe('reasons', () => {
  test('the page of an overlap marks the words that counted, where they stand', async () => {
    const { text } = await pages.get('/overlaps/overlap-SEND?region=E12000004&asAt=2025-06-01');
    const { data } = await pages.query('{ overlap(id: "overlap-SEND", filter: { region: "E12000004", asAt: "2025-06-01" }) { members(first: 20) { nodes { priority { title } evidence(first: 10) { weight place quote parts { from to } } } } } }');
    const reasons = data.overlap.members.nodes.flatMap((member: { evidence: { weight: number; place: string; parts: unknown[] }[] }) => member.evidence.filter(({ weight, place, parts }) => weight > 0 && place === 'TITLE' && parts.length === 1));
    expect(reasons.length).toBeGreaterThan(10);
    const marked = [...text.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, words]) => words!);
    for (const { quote } of reasons) expect(marked.some((words) => words.includes(escaped(quote))), quote).toBe(true);
  });

  test('it says how a statement approaches its aim, where its words say so', async () => {
    const { text } = await pages.get('/overlaps/overlap-SEND?region=E12000004&asAt=2025-06-01');
    const { data } = await pages.query('{ overlap(id: "overlap-SEND", filter: { region: "E12000004", asAt: "2025-06-01" }) { members { nodes { priority { approach } } } } }');
    const told = data.overlap.members.nodes.filter(({ priority }: { priority: { approach: string | null } }) => priority.approach === 'IMPROVE');
    expect(told.length).toBeGreaterThan(0);
    expect(count(text, /<span class="hub-word">Sets out to improve<\/span>/g)).toBeGreaterThanOrEqual(told.length);
  });

  test('it shows what was nearly in it with the threshold that would let it in, and how many children it concerns or that this is not known', async () => {
    const { data: all } = await pages.query('{ overlaps(first: 20, filter: { region: "E12000004" }) { nodes { id nearestMisses(first: 1) { explanation } } } }');
    const { id } = all.overlaps.nodes.find(({ nearestMisses }: { nearestMisses: unknown[] }) => nearestMisses.length > 0);
    const { text } = await pages.get(`/overlaps/${id}?region=E12000004`);
    const { data } = await pages.query(`{ overlap(id: "${id}", filter: { region: "E12000004" }) { childrenConcerned { explanation } nearestMisses(first: 5) { explanation priority { title } } } }`);
    expect(text).toContain(escaped(data.overlap.childrenConcerned.explanation));
    expect(data.overlap.nearestMisses.length).toBeGreaterThan(0);
    for (const { explanation } of data.overlap.nearestMisses) expect(text).toContain(escaped(explanation));
    expect(text).toMatch(/every theme of which it is 0\.4 sure.*below 0\.6 <strong>uncertain/s);
  });

  test('it says in plain words who shares it only by statements that the hub is unsure of', async () => {
    const { text } = await pages.get('/overlaps/overlap-LAC?region=E12000004&asAt=2025-12-31');
    expect(text).toContain('North Northamptonshire and West Northamptonshire share it only by statements that the hub is unsure of: read these first.');
    expect(text).not.toContain('Already joint');
  });

  test('two statements of an overlap can be held against each other', async () => {
    const { text } = await pages.get('/overlaps/overlap-ATTEND?region=E12000004');
    expect(text).toContain('action="/match"');
    const [a, b] = [...text.matchAll(/<option value="([^"]+)"/g)].map(([, id]) => id!);
    const page = await pages.get(`/match?${new URLSearchParams({ a: a!, b: b! })}`);
    const { data } = await pages.query(`{ explainMatch(a: "${a}", b: "${b}") { summary reasons { explanation } wouldChange } }`);
    expect(page.text).toContain(escaped(data.explainMatch.summary));
    for (const { explanation } of data.explainMatch.reasons) expect(page.text).toContain(escaped(explanation));
    for (const sentence of data.explainMatch.wouldChange) expect(page.text).toContain(escaped(sentence));
  });
});

describe('the search page', () => {
  test('asks first, and leads to examples', async () => {
    const { text } = await pages.get('/search');
    expect(text).toContain('<input class="govuk-input" id="text" name="text" type="search"');
    expect(text).toContain('href="/search?text=%22feel+safe%22"');
  });

  test('a search with AND, OR or NOT that finds nothing is told that these join no words', async () => {
    expect((await pages.get('/search?text=NEET+NOT+gardening')).text).toContain('AND, OR and NOT neither join words nor leave any out.');
    expect((await pages.get('/search?text=NEET+not+gardening')).text).not.toContain('neither join words');
  });

  test('shows what the API finds, in its order, with the hits marked and how the words were read', async () => {
    const { text } = await pages.get('/search?text=NEET');
    const { data } = await pages.query('{ search(text: "NEET", first: 20) { totalCount kindCounts { kind count } nodes { record { ... on Priority { title } ... on Action { title } } } } }');
    expect(text).toContain(`${data.search.totalCount} records found, the closest first`);
    expect(text).toContain('“NEET” also finds “not in education, employment or training”');
    expect(text).toContain('<mark>not in education, employment or training</mark>');
    expect(count(text, /<h3/g)).toBe(data.search.nodes.length);
    const priorities = data.search.kindCounts.find(({ kind }: { kind: string }) => kind === 'PRIORITY').count;
    expect(text).toContain(`href="/search?text=NEET&amp;kind=PRIORITY">Priorities (${priorities})</a>`);
  });

  test('a service that was found leads to where it stands among those of its region, and what is in a plan or an inspection to that', async () => {
    const service = /<a class="govuk-link" href="([^"]*)"><mark>Educational/.exec((await pages.get('/search?text=educational+psychology&kind=SERVICE')).text)![1]!.replaceAll('&amp;', '&');
    const [address, anchor] = service.split('#');
    expect(address).toMatch(/^\/services\?region=E12000004&text=Educational\+Psycholog/);
    expect((await pages.get(address!)).text).toContain(`id="${decodeURIComponent(anchor!)}"`);
    const plan = /<h3[^>]*><a class="govuk-link" href="(\/plan\?[^"]*)">/.exec((await pages.get('/search?text=children&kind=PRIORITY')).text)![1]!;
    expect((await pages.get(plan)).text).toContain('Its yearly review');
    const action = /<h3[^>]*><a class="govuk-link" href="(\/inspection\?[^"]*)#([^"]*)">/.exec((await pages.get('/search?text=September+Guarantee&kind=ACTION')).text)!;
    expect((await pages.get(action[1]!)).text).toContain(`id="${decodeURIComponent(action[2]!)}"`);
  });

  test('leads on from page to page, and to the query behind it', async () => {
    const { text } = await pages.get('/search?text=children&region=E12000004');
    const next = /href="([^"]*after=[^"]*)"/.exec(text)![1]!.replaceAll('&amp;', '&');
    expect((await pages.get(next)).text).toMatch(/More of \d+ records found/);
    const query = /href="(\/graphiql\?operation=Search[^"]*)"/.exec(text)![1]!.replaceAll('&amp;', '&');
    expect(JSON.parse(new URL(query, 'http://hub').searchParams.get('variables')!)).toEqual({ text: 'children', region: 'E12000004' });
  });

  test('says that nothing found does not mean nothing done, and offers a spelling', async () => {
    const { text } = await pages.get('/search?text=schol+atendance');
    expect(text).toMatch(/Did you mean <a [^>]*href="\/search\?text=school\+attendance">school attendance<\/a>/);
    expect(text).toContain('this does not mean that nobody does it');
  });

  test('names the theme that goes by what was asked for, and its other names', async () => {
    const { text } = await pages.get('/search?text=Self-harm');
    expect(text).toContain('“Self-harm” is a name of the theme <strong>Emotional wellbeing and mental health</strong>');
    expect(text).toMatch(/<a class="govuk-link" href="\/search\?text=resilience">resilience<\/a>/);
    expect(text).not.toContain('href="/search?text=self-harm"');
  });

  test('says what fewer words find', async () => {
    const { text } = await pages.get('/search?text=excluded+pupils&region=E12000004');
    const [, address, words, count] = /Try fewer words, any region or any day:.*?<a [^>]*href="([^"]+)">([^<]+)<\/a> finds (\d+) record/s.exec(text)!;
    expect(words).toMatch(/^(excluded|pupils)$/);
    expect((await pages.get(address!.replaceAll('&amp;', '&'))).text).toContain(`${count} record`);
  });
});

test('what the hub holds is listed by region, with the sources it came from', async () => {
  const { text } = await pages.get('/holdings');
  expect(text).toContain('Derby Children and Young People&#39;s Plan 2006-2008');
  expect(text).toMatch(/Northamptonshire \(until 2021-03-31\)/);
  // Every authority of whose documents the hub holds any is listed, the one district too: of those that are not it holds none.
  const { data } = await pages.query('{ plans(first: 500) { totalCount nodes { authorities { name } } } }');
  expect(data.plans.nodes).toHaveLength(data.plans.totalCount);
  const names = new Set<string>(data.plans.nodes.flatMap(({ authorities }: { authorities: { name: string }[] }) => authorities.map(({ name }) => name)));
  const listed = new Set([...text.split('id="sources"')[0]!.matchAll(/<th scope="row"[^>]*>(.+?)(?: \([^)]+\))?<\/th>/g)].map(([, name]) => name));
  expect([...names].filter((name) => !listed.has(escaped(name)))).toEqual([]);
  expect(text).toContain('South Kesteven (district)');
  expect(text).toContain(`Documents of ${names.size} of `);
  // In no comparison of today, and told so: the API lists neither by default.
  expect(text).toMatch(/Documents of 12 of 12 authorities \(1 district and 1 no more among them\)/);
  expect(text).toMatch(/\d+ sources by title/);
});

test('the queries page explains every saved query and opens it', async () => {
  const { text } = await pages.get('/queries');
  for (const name of ['RegionOverlaps', 'WhatTheHubHolds', 'LeicesterInspection', 'DerbyPlan', 'LeedsObsessions', 'CompareAuthorities']) expect(text).toContain(`/graphiql?operation=${name}`);
});

test('the contract can be read as text', async () => {
  const { text, headers } = await pages.get('/schema.graphql');
  expect(headers.get('content-type')).toMatch(/^text\/plain/);
  expect(text).toMatch(/type Query \{/);
});

test('the contract comes compressed, and only again when it changed', async () => {
  const { headers } = await pages.get('/schema.graphql', { 'accept-encoding': 'gzip' });
  expect(headers.get('content-encoding')).toBe('gzip');
  expect((await pages.get('/schema.graphql', { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304);
});

describe('an address the hub cannot use', () => {
  test.each([
    ['/?region=E1', 400, /No region has the code &quot;E1&quot;\. Known: E12000004 East Midlands/],
    ['/?asAt=2008-02-30', 400, /asAt is &quot;2008-02-30&quot;\. Allowed: a day as YYYY-MM-DD/],
    ['/?asat=2008-06-01', 400, /a parameter &quot;asat&quot;\. Allowed: region, asAt/],
    ['/?region=E12000004&region=E12000003', 400, /&quot;region&quot; 2 times/],
    ['/?after=nonsense', 400, /cursor/],
    ['/search?text=NEET&kind=PLAN', 400, /kind is &quot;PLAN&quot;\. Allowed: PRIORITY, SERVICE/],
    ['/search?text=%25', 400, /which has no word in it/],
    ['/match?a=nobody&b=E10000018/X0079', 400, /No priority has the id &quot;nobody&quot;/],
    ['/graphiql?operation=Nothing', 400, /No saved query is called &quot;Nothing&quot;/],
    ['/overlaps/overlap-nothing', 404, /No overlap/],
  ])('%s is answered with %i and a sentence', async (path, status, sentence) => {
    const answer = await pages.get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.text).toMatch(sentence);
  });

  test.each([
    ['/nowhere', 404, 'Nothing is at GET /nowhere.'],
    ['/proposals/none/paper', 404, 'No proposal that everybody may see has the id'],
    ['/feeds/overlaps.csv?region=E1', 400, 'No region has the code'],
  ])('%s is no page: people in a browser are told by one, a program as by GraphQL', async (path, status, sentence) => {
    const [person, program] = [await pages.get(path, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }), await pages.get(path)];
    expect([person.status, program.status]).toEqual([status, status]);
    expect([person, program].map(({ headers }) => headers.get('vary'))).toEqual([expect.stringMatching(/\baccept$/), expect.stringMatching(/\baccept$/)]);
    expect(person.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(person.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
    expect(person.text).toContain(sentence);
    expect((JSON.parse(program.text) as { errors: { message: string }[] }).errors[0]!.message).toContain(sentence);
  });
});

describe('every page', () => {
  test.each(allPages)('%s names its language, has one first heading and skips none', async (path) => {
    const { text } = await pages.get(path);
    expect(text).toMatch(/^<!doctype html>\s*<html lang="en-GB"/);
    const levels = [...text.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((before, level) => (expect(level).toBeLessThanOrEqual(before + 1), level), 0);
  });

  test.each(allPages)('%s has a caption on each table, a scope on each heading cell, and each id once', async (path) => {
    const { text } = await pages.get(path);
    expect(count(text, /<caption/g)).toBe(count(text, /<table/g));
    expect(count(text, /<th (?![^>]*scope=)/g)).toBe(0);
    const ids = [...text.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]!);
    expect(ids).toEqual([...new Set(ids)]);
    for (const [, target] of text.matchAll(/ (?:href="#|aria-labelledby="|aria-describedby="|for=")([^"]+)"/g)) expect(ids).toContain(target);
  });

  test.each([...allPages, '/graphiql'])('%s loads nothing from another host, and forbids it', async (path) => {
    const { text, headers } = await pages.get(path);
    for (const [, address] of text.matchAll(/<(?:script|link|img|iframe|source|form)\b[^>]*?(?:src|href|action)="([^"]*)"/g)) expect(address).toMatch(/^\/(?!\/)/);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

test('styles carry neither the typeface nor the arms that only gov.uk may use, and load nothing', async () => {
  const { text } = await pages.get('/assets/govuk-frontend.css');
  expect(text.length).toBeGreaterThan(100_000);
  expect(text).not.toMatch(/GDS Transport|crest|url\((?!data:)/);
});

test('what a page loads is kept by the browser, and asked for again only when it changed', async () => {
  const first = await pages.get('/assets/common-ground.css');
  expect(first.headers.get('cache-control')).toMatch(/max-age=\d+/);
  const again = await fetch(`${pages.address}/assets/common-ground.css`, { headers: { 'if-none-match': first.headers.get('etag')! } });
  expect(again.status).toBe(304);
  const etag = first.headers.get('etag')!;
  for (const tags of ['*', `"other", ${etag}`, etag.replace('W/', '')]) expect((await fetch(`${pages.address}/assets/common-ground.css`, { headers: { 'if-none-match': tags } })).status, tags).toBe(304);
  for (const [accepted, encoding] of [['gzip', 'gzip'], ['br, gzip;q=0.5', 'gzip'], ['gzip;q=0', null], ['gzip; q=0.0, br', null], ['br', null]] as const) {
    expect((await fetch(`${pages.address}/assets/common-ground.css`, { headers: { 'accept-encoding': accepted } })).headers.get('content-encoding'), accepted).toBe(encoding);
  }
});

function rowOf(page: string, title: string): string {
  return page.split('<tr').find((row) => row.includes(`>${title}</a></th>`)) ?? '';
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
