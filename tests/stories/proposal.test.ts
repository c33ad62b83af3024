import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newPlace } from '../support/database.ts';
import { makePackage } from '../support/harvest.ts';
import { makeTree } from '../support/makeTree.ts';
import { runHub, startHub } from '../support/startHub.ts';

// The real East Midlands: what Derby, Derbyshire and Leicestershire publish about special educational needs.
const [derby, derbyshire, leicestershire] = ['E06000015', 'E10000007', 'E10000018'] as const;
const staying = `indicators/${derby}/LAIT:16-17YroldSEN_ET`;
const saved = (name: string): string => readFileSync(`schema/operations/${name}.graphql`, 'utf8');

interface Refused {
  code: string;
  message: string;
}

interface Somebody {
  /** Asks, and expects an answer. */
  // oxlint-disable-next-line typescript/no-explicit-any
  ask: (query: string, variables?: Record<string, unknown>) => Promise<any>;
  refused: (query: string, variables?: Record<string, unknown>) => Promise<Refused>;
}

function somebody(address: string, key?: string): Somebody {
  const send = async (query: string, variables: Record<string, unknown> = {}) => {
    const response = await fetch(`${address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) }, body: JSON.stringify({ query, variables }) });
    return (await response.json()) as { data: Record<string, unknown>; errors?: { message: string; extensions: { code: string } }[] };
  };
  return {
    ask: async (query, variables) => {
      const { data, errors } = await send(query, variables);
      expect(errors, query).toBeUndefined();
      return data;
    },
    refused: async (query, variables) => {
      const { errors } = await send(query, variables);
      expect(errors, query).toBeDefined();
      return { code: errors![0]!.extensions.code, message: errors![0]!.message };
    },
  };
}

const acts = {
  change: 'mutation($input: ChangeProposalInput!) { changeProposal(input: $input) { proposal { versionNumber } conflicts { section theirs yours } } }',
  position: 'mutation($input: TakePositionInput!) { takePosition(input: $input) { proposal { standings { name isOnCurrentVersion explanation } agreement { mayBeAgreed explanation } } } }',
  move: (name: string) => `mutation($input: MoveProposalInput!) { ${name}(input: $input) { proposal { state } } }`,
};

test('an analyst starts a study from a real overlap; three bodies shape and sign it, one changes its mind, the data move, the paper prints', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const settings = { ...place.settings, SEEDS: 'england,east-midlands,derby,derbyshire,leicestershire' };
  const hub = await startHub(settings);
  expect(hub.printed).toMatch(/The key of this hub's administrator, .* It is shown this once: cg_/);
  const keyOf = async (...asked: string[]): Promise<string> => /^ {2}(cg_\w+_[\w-]{43})$/m.exec((await runHub(['key', 'make', ...asked], settings)).output)![1]!;
  const signedIn = async (...asked: string[]): Promise<Somebody> => somebody(hub.address, await keyOf(...asked));
  const anybody = somebody(hub.address);
  const analyst = await signedIn('analyst', '--region', 'E12000004', '--name', 'Government office analyst');
  const officer = { derby: await signedIn('officer', '--body', derby), derbyshire: await signedIn('officer', '--body', derbyshire), leicestershire: await signedIn('officer', '--body', leicestershire) };
  const approver = { derby: await signedIn('approver', '--body', derby), derbyshire: await signedIn('approver', '--body', derbyshire), leicestershire: await signedIn('approver', '--body', leicestershire) };
  const stranger = await signedIn('approver', '--body', 'E06000018');

  // The analyst looks at what the region shares, and starts a study with three of those who share it.
  const { overlaps } = await anybody.ask('{ overlaps(filter: { region: "E12000004", themes: ["SEND"] }) { nodes { id authorities { code } } } }');
  expect(overlaps.nodes[0].authorities.map(({ code }: { code: string }) => code)).toEqual(expect.arrayContaining([derby, derbyshire, leicestershire]));
  const start = 'mutation($input: StartProposalInput!) { startProposal(input: $input) { proposal { id title state content { stage themeCodes } } } }';
  const content = { overlapIds: [overlaps.nodes[0].id], bodies: [derby, derbyshire, leicestershire].map((code) => ({ code })) };
  expect(await anybody.refused(start, { input: { content } })).toMatchObject({ code: 'NOT_SIGNED_IN' });
  const { proposal: study } = (await analyst.ask(start, { input: { content, note: 'Shared by most of the region.' } })).startProposal;
  expect(study).toMatchObject({ title: 'Special educational needs and disability', state: 'DRAFT', content: { stage: 'FEASIBILITY', themeCodes: ['SEND'] } });
  const proposal = study.id as string;
  const change = (baseVersion: number, changes: object, note = '') => ({ input: { proposal, baseVersion, changes, note } });

  // Nobody else knows of it; those who shape it see it.
  for (const other of [anybody, stranger]) expect(await other.ask(saved('proposal'), { ids: [proposal] })).toEqual({ proposals: { nodes: [] } });
  for (const one of Object.values(officer)) expect((await one.ask(saved('proposals'), {})).proposals.totalCount).toBe(1);

  // Derby and Leicestershire write at the same time: different sections are both kept, the same one comes back with both.
  await officer.derby.ask(acts.change, change(1, { leadCode: derby, who: 'Derby, with a commissioner from each authority.' }));
  expect((await officer.leicestershire.ask(acts.change, change(1, { how: 'One framework, called off by each authority.' }))).changeProposal).toEqual({ proposal: { versionNumber: 3 }, conflicts: [] });
  expect((await officer.leicestershire.ask(acts.change, change(1, { who: 'Leicestershire.' }))).changeProposal).toEqual({ proposal: { versionNumber: 3 }, conflicts: [{ section: 'who', theirs: '"Derby, with a commissioner from each authority."', yours: '"Leicestershire."' }] });

  // It may be discussed as it is, and not be submitted before the four questions are answered and evidence is frozen.
  expect(await officer.derbyshire.refused(acts.move('submitProposal'), { input: { proposal } })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('The proposal is a draft') });
  await analyst.ask(acts.move('consultOnProposal'), { input: { proposal } });
  expect(await officer.derbyshire.refused(acts.move('submitProposal'), { input: { proposal } })).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringContaining('Only the lead') });
  expect(await officer.derby.refused(acts.move('submitProposal'), { input: { proposal } })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringMatching(/specification:.*funding:.*evidence:/s) });
  const range = (low: number, high: number) => ({ low, high });
  await officer.derby.ask(acts.change, change(3, {
    stage: 'PROPOSAL',
    specification: 'Support for young people with SEND to stay in education and training at 16 and 17.',
    funding: 'Each authority keeps its own resources and pays for the places it uses.',
    summary: 'Three authorities buy support into education and training together.',
    recommendations: ['That the framework be procured.'],
    conclusion: 'Fewer of Derby’s young people with SEND stay on than in the region.',
    reliesOn: [{ factKey: staying, holdsWhile: 'SAME' }],
    objectives: [{ text: 'More young people with SEND stay on.', indicatorCode: 'LAIT:16-17YroldSEN_ET', areaCode: derby, baseline: { value: 83.53, period: '2025-03' }, target: { value: 90, period: '2028-03' } }],
    options: [{ title: 'Do nothing', isDoNothing: true }, { title: 'Buy together', isPreferred: true, benefits: 'One price.' }],
    assumptions: { unit: 'place', unitCost: range(6_000, 8_000), volumes: [{ bodyCode: derby, units: range(40, 60) }, { bodyCode: derbyshire, units: range(50, 70) }, { bodyCode: leicestershire, units: range(30, 40) }], oneOffCost: range(30_000, 30_000), economies: range(0, 10), years: 3, priceYear: 'FY2026/27' },
    exempt: { text: 'A provider has named its price.', paragraph: 3 },
  }));
  await officer.derby.ask('mutation($proposal: ID!) { refreshEvidence(proposal: $proposal) { proposal { id } } }', { proposal });
  expect((await officer.derby.ask(acts.move('submitProposal'), { input: { proposal } })).submitProposal.proposal.state).toBe('SUBMITTED');

  // It stands before the board of Leicestershire, which the hub knows; whoever may not see the proposal does not see it there.
  const agenda = '{ group(id: "E10000018/GR001") { agenda(date: "2026-12-10") { forDecision { kind title } } } }';
  expect((await officer.leicestershire.ask(agenda)).group.agenda.forDecision).toContainEqual({ kind: 'PROPOSAL', title: 'Joint proposal: Special educational needs and disability' });
  expect(JSON.stringify(await anybody.ask(agenda))).not.toContain('Joint proposal');

  // Each body decides through its own decision-taker. Derbyshire objects, hears its condition met, and changes its mind.
  const decision = { proposal, decisionTaker: 'Cabinet', decidedOn: '2026-11-20', isKeyDecision: false, power: 'Section 10 of the Children Act 2004' };
  expect(await officer.derby.refused(acts.position, { input: { ...decision, version: 4, stance: 'SUPPORT' } })).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringContaining('Only an approver') });
  expect(await stranger.refused(acts.position, { input: { ...decision, version: 4, stance: 'SUPPORT' } })).toMatchObject({ code: 'UNKNOWN_PROPOSAL' });
  await approver.derby.ask(acts.position, { input: { ...decision, version: 4, stance: 'SUPPORT' } });
  await approver.leicestershire.ask(acts.position, { input: { ...decision, version: 4, stance: 'SUPPORT', decisionTaker: '', decidingGroup: 'E10000018/GR001' } });
  await approver.derbyshire.ask(acts.position, { input: { ...decision, version: 4, stance: 'OBJECT', reason: 'Too many places in the first year.' } });
  expect(await approver.derby.refused(acts.move('agreeProposal'), { input: { proposal } })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('Derbyshire objects.') });
  await officer.derbyshire.ask(acts.change, change(4, { timescale: 'Half of the places from April 2027, all from April 2028.' }, 'So that Derbyshire can agree.'));
  expect((await officer.derby.ask(saved('proposal'), { ids: [proposal] })).proposals.nodes[0].standings).toMatchObject([
    { name: 'Derby', isOnCurrentVersion: false, differences: [{ name: 'timescale', parts: [{ now: 'Half of the places from April 2027, all from April 2028.' }] }] },
    { name: 'Derbyshire', isOnCurrentVersion: false, position: { stance: 'OBJECT' } },
    { name: 'Leicestershire', isOnCurrentVersion: false },
  ]);

  // Meanwhile England publishes its next figures: Derby's young people now stay on more often than the region's.
  const next = makePackage(
    { 'observations.csv': `indicator_code,area_code,period,value\nLAIT:16-17YroldSEN_ET,${derby},2026-03,91.5\nLAIT:16-17YroldSEN_ET,E12000004,2026-03,88.7\n` },
    { name: 'next-figures', title: 'Next figures', publisher: { kind: 'national', code: 'E92000001', name: 'England' } },
  );
  expect((await runHub(['import', next.path], settings)).output).toContain('2 landed (2 new');
  const moved = (await officer.derby.ask(saved('proposal'), { ids: [proposal] })).proposals.nodes[0];
  expect(moved.conclusion).toMatchObject({ state: 'NO_LONGER', explanation: expect.stringContaining('The conclusion no longer holds') });
  expect(moved.conclusion.moved.map(({ key }: { key: string }) => key)).toContain(staying);
  expect(moved.evidence.facts.find(({ key }: { key: string }) => key === staying)).toMatchObject({ value: 83.53, verdict: 'lower-but-may-be-chance' });

  // What was frozen stays, until somebody has it filled in anew; the conclusion is written for what is so now.
  await officer.derby.ask('mutation($proposal: ID!) { refreshEvidence(proposal: $proposal) { proposal { id } } }', { proposal });
  await officer.derby.ask(acts.change, change(5, { conclusion: 'Buying together keeps what Derby has reached, and brings Derbyshire there.', reliesOn: [{ factKey: `indicators/${derbyshire}/LAIT:16-17YroldSEN_ET`, holdsWhile: 'SAME' }] }));
  const renewed = (await analyst.ask(`{ proposal(id: "${proposal}") { evidence { number facts(sections: [INDICATORS]) { key verdict } } earlierEvidence { totalCount } conclusion { state } benefits { reading explanation } } }`)).proposal;
  expect(renewed).toMatchObject({ evidence: { number: 2 }, earlierEvidence: { totalCount: 2 }, conclusion: { state: 'HOLDS' }, benefits: [{ reading: 'met' }] });
  expect(renewed.evidence.facts.find(({ key }: { key: string }) => key === staying).verdict).toBe('higher-but-may-be-chance');

  // All three sign the version in force; Derby's is a key decision, and its call-in runs.
  await approver.derbyshire.ask(acts.position, { input: { ...decision, version: 6, stance: 'SUPPORT_WITH_CONDITIONS', conditions: 'Half of the places in the first year.' } });
  await approver.leicestershire.ask(acts.position, { input: { ...decision, version: 6, stance: 'SUPPORT' } });
  await approver.derby.ask(acts.position, { input: { ...decision, version: 6, stance: 'SUPPORT', isKeyDecision: true, callInEndsOn: '2999-12-31' } });
  expect(await approver.derby.refused(acts.move('agreeProposal'), { input: { proposal } })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('may be called in until 2999-12-31') });
  await approver.derby.ask(acts.position, { input: { ...decision, version: 6, stance: 'SUPPORT', isKeyDecision: true, callInEndsOn: '2026-11-25' } });
  expect(await approver.leicestershire.refused(acts.move('agreeProposal'), { input: { proposal } })).toMatchObject({ code: 'NOT_ALLOWED' });
  expect((await approver.derby.ask(acts.move('agreeProposal'), { input: { proposal } })).agreeProposal.proposal.state).toBe('AGREED');

  // Now everybody may see it, but for what is exempt, its drafts and its discussion.
  const everybody = (await anybody.ask(saved('proposal'), { ids: [proposal] })).proposals.nodes[0];
  expect(everybody).toMatchObject({ state: 'AGREED', content: { exempt: { text: '', paragraph: 3 }, timescale: 'Half of the places from April 2027, all from April 2028.' }, standings: [{ position: { stance: 'SUPPORT' } }, { position: { conditions: 'Half of the places in the first year.' } }, {}] });
  expect(JSON.stringify(everybody)).not.toContain('named its price');
  expect(await officer.derby.refused(acts.change, change(6, { who: 'Somebody else.' }))).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('can no longer be changed') });

  expect(await (await fetch(`${hub.address}proposals`)).text()).toContain(`href="/proposals/${proposal}/paper"`);

  // The paper prints, for everybody, and with its exempt appendix for those who may have it.
  const paper = await (await fetch(`${hub.address}proposals/${proposal}/paper`)).text();
  for (const heading of ['Recommendations', 'Reasons', 'Supporting information', 'Other options considered', 'Financial', 'Background papers']) expect(paper).toContain(heading);
  expect(paper).toContain('Half of the places from April 2027, all from April 2028.');
  expect(paper).not.toContain('named its price');
  const word = await fetch(`${hub.address}proposals/${proposal}/paper.docx`);
  expect(word.headers.get('content-type')).toContain('wordprocessingml');
  const out = path.join(makeTree({}), 'paper.html');
  expect((await runHub(['paper', proposal, '--exempt', '--out', out], settings)).output).toContain(out);
  expect(readFileSync(out, 'utf8')).toContain('named its price');
  expect((await runHub(['paper', proposal, '--out', path.join(out, 'paper.html')], settings)).errors).toContain('Name a file in a folder that is there');

  // It is carried out, and looked back on; who did what is all in its history.
  await officer.derby.ask(acts.move('deliverProposal'), { input: { proposal } });
  await officer.derby.ask(acts.move('reviewProposal'), { input: { proposal, note: 'It does what it was for.' } });
  const { history } = (await officer.derbyshire.ask(`{ proposal(id: "${proposal}") { history(first: 100) { totalCount nodes { kind by bodyCode at } } } }`)).proposal;
  expect(history.nodes.map(({ kind }: { kind: string }) => kind).toReversed()).toEqual(['STARTED', 'CHANGED', 'CHANGED', 'MOVED', 'CHANGED', 'EVIDENCE', 'MOVED', 'POSITION', 'POSITION', 'POSITION', 'CHANGED', 'EVIDENCE', 'CHANGED', 'POSITION', 'POSITION', 'POSITION', 'POSITION', 'MOVED', 'MOVED', 'MOVED']);
  expect(history.nodes.at(-1)).toMatchObject({ kind: 'STARTED', by: 'Government office analyst', bodyCode: null });
  expect(await hub.stop()).toBe(0);
}, 300_000);
