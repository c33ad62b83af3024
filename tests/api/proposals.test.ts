import { describe, expect, test } from 'vitest';
import { apiOver } from '../support/api.ts';
import { analyst, approver, bodies, fourAnswers, officer, openProposing, position, submitted } from '../support/proposing.ts';
import { publishers } from '../support/harvest.ts';
import { viewerOf } from '../support/keys.ts';
import { nottingham as atNottingham } from '../support/reviewing.ts';
import { refreshOverlaps } from '../../src/hub.ts';

const { leicester, nottingham, derby } = bodies;

describe('a proposal', () => {
  test('started from an overlap takes its title, themes and the authorities that share it', async () => {
    const { started, ask } = await openProposing();
    const id = await started();
    expect(await ask(analyst, `{ proposal(id: "${id}") { title state versionNumber startedBy themes { code } overlaps { id } content { stage bodies { code } regionCode fundingModel who } standings { name position { stance } } history { nodes { kind explanation by } } } overlap(id: "overlap-LAC", filter: { region: "E12000004" }) { proposals { nodes { id } } } }`)).toEqual({
      proposal: {
        title: 'Looked-after children', state: 'DRAFT', versionNumber: 1, startedBy: 'analyst', themes: [{ code: 'LAC' }], overlaps: [{ id: 'overlap-LAC' }],
        content: { stage: 'FEASIBILITY', bodies: [{ code: leicester }, { code: nottingham }], regionCode: 'E12000004', fundingModel: 'KEEPS_OWN', who: '' },
        standings: [{ name: 'Leicester', position: null }, { name: 'Nottingham', position: null }],
        history: { nodes: [{ kind: 'STARTED', explanation: 'It was started.', by: 'analyst' }] },
      },
      overlap: { proposals: { nodes: [{ id }] } },
    });
  });

  test('started from an overlap that the region shared on another day takes those of the region alone', async () => {
    const { act, harvestFiles, hub } = await openProposing();
    await harvestFiles({ 'regions.csv': 'region_code,name\nE12000003,Yorkshire and The Humber', 'authorities.csv': 'gss_code,name,kind,region_code\nE08000035,Leeds,metropolitan,E12000003' }, { name: 'north', publisher: publishers.england });
    await harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E08000035,Leeds plan,cypp,whole,2024,2027', 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,l1,Improve outcomes for looked-after children,priority,yes' }, { publisher: { kind: 'authority', code: 'E08000035', name: 'Leeds' } });
    await harvestFiles({ ...atNottingham, 'plans.csv': String(atNottingham['plans.csv']).replace('2024,2027', '2010,2012') }, { publisher: publishers.nottingham });
    await refreshOverlaps(hub);
    const { proposal } = await act(analyst, 'startProposal', { content: { overlapIds: ['overlap-LAC'] } });
    const { data } = await (await apiOver(hub, { as: viewerOf('analyst', { region: 'E12000004' }) })).query(`{ proposal(id: "${proposal.id}") { content { bodies { code } } } }`);
    expect(data.proposal.content.bodies).toEqual([{ code: leicester }, { code: nottingham }]);
  });

  test('may be discussed with nothing answered, and not be submitted before the four questions are', async () => {
    const { act, refused, started } = await openProposing();
    const proposal = await started();
    expect((await act(analyst, 'consultOnProposal', { proposal })).proposal.state).toBe('IN_CONSULTATION');
    await act(officer(nottingham), 'changeProposal', { proposal, baseVersion: 1, changes: { leadCode: leicester } });
    const { code, message } = await refused(officer(leicester), 'submitProposal', { proposal });
    expect(code).toBe('BAD_ARGUMENT');
    for (const question of ['who:', 'how:', 'specification:', 'funding:', 'evidence:']) expect(message).toContain(question);
    await act(officer(leicester), 'changeProposal', { proposal, baseVersion: 2, changes: fourAnswers });
    await act(officer(leicester), 'refreshEvidence', { proposal });
    expect((await act(officer(leicester), 'submitProposal', { proposal })).proposal.state).toBe('SUBMITTED');
  });

  test('of which two change different sections at once keeps both; the same section, neither is lost', async () => {
    const { act, started, ask } = await openProposing();
    const proposal = await started();
    await act(officer(leicester), 'changeProposal', { proposal, baseVersion: 1, changes: { who: 'Leicester' } });
    expect((await act(officer(nottingham), 'changeProposal', { proposal, baseVersion: 1, changes: { how: 'Together' } })).proposal.versionNumber).toBe(3);
    expect((await ask(analyst, `{ proposal(id: "${proposal}") { content { who how } } }`)).proposal.content).toEqual({ who: 'Leicester', how: 'Together' });
    const { conflicts, proposal: after } = await act(officer(nottingham), 'changeProposal', { proposal, baseVersion: 1, changes: { who: 'Nottingham' } });
    expect(conflicts).toEqual([{ section: 'who', theirs: '"Leicester"', yours: '"Nottingham"', changedByThem: [expect.objectContaining({ now: 'Leicester' })], changedByYou: [expect.objectContaining({ now: 'Nottingham' })] }]);
    expect(after.versionNumber).toBe(3);
    expect((await act(officer(nottingham), 'changeProposal', { proposal, baseVersion: 3, changes: { who: 'Both' } })).proposal.versionNumber).toBe(4);
    expect((await ask(analyst, `{ proposal(id: "${proposal}") { versions { totalCount nodes { number by content { who } } } differences(from: 1) { section parts { was now } } } }`)).proposal).toMatchObject({
      versions: { totalCount: 4, nodes: [{ number: 4, content: { who: 'Both' } }, { number: 3 }, { number: 2, content: { who: 'Leicester' } }, { number: 1, content: { who: '' } }] },
      differences: [{ section: 'who', parts: [{ was: null, now: 'Both' }] }, { section: 'how' }],
    });
  });

  test('said again in the same words is no new version, so that positions on it still hold', async () => {
    const hub = await openProposing();
    const proposal = await submitted(hub);
    await hub.act(approver(nottingham), 'takePosition', { proposal, version: 2, ...position });
    expect((await hub.act(officer(leicester), 'changeProposal', { proposal, baseVersion: 2, changes: { who: fourAnswers.who } })).proposal.versionNumber).toBe(2);
    expect((await hub.ask(analyst, `{ proposal(id: "${proposal}") { standings { name isOnCurrentVersion } } }`)).proposal.standings).toEqual([{ name: 'Leicester', isOnCurrentVersion: false }, { name: 'Nottingham', isOnCurrentVersion: true }]);
  });

  test('is agreed once every body has a position on the version in force, and call-in is over', async () => {
    const hub = await openProposing();
    const { act, refused, ask } = hub;
    const proposal = await submitted(hub);
    await act(approver(nottingham), 'takePosition', { proposal, version: 2, ...position });
    await act(approver(leicester), 'takePosition', { proposal, version: 2, ...position, decidedOn: '2025-05-30', isKeyDecision: true, callInEndsOn: '2025-06-06' });
    expect(await refused(approver(leicester), 'agreeProposal', { proposal })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('may be called in until 2025-06-06') });
    // A change asks both again, and shows what changed.
    await act(officer(nottingham), 'changeProposal', { proposal, baseVersion: 2, changes: { timescale: 'From April 2026.' } });
    expect((await ask(officer(leicester), `{ proposal(id: "${proposal}") { standings { isOnCurrentVersion differences { section parts { now } } position { versionNumber stance } } agreement { mayBeAgreed } } }`)).proposal).toMatchObject({
      standings: [{ isOnCurrentVersion: false, differences: [{ section: 'timescale', parts: [{ now: 'From April 2026.' }] }], position: { versionNumber: 2, stance: 'SUPPORT' } }, { isOnCurrentVersion: false }],
      agreement: { mayBeAgreed: false },
    });
    expect(await refused(approver(nottingham), 'takePosition', { proposal, version: 2, ...position })).toMatchObject({ message: expect.stringContaining('version 3 is in force') });
    for (const body of [leicester, nottingham]) await act(approver(body), 'takePosition', { proposal, version: 3, ...position });
    expect((await act(approver(leicester), 'agreeProposal', { proposal })).proposal.state).toBe('AGREED');
    expect(await refused(officer(leicester), 'changeProposal', { proposal, baseVersion: 3, changes: { who: 'x' } })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('can no longer be changed') });
    await act(officer(leicester), 'deliverProposal', { proposal });
    await act(officer(leicester), 'recordStage', { proposal, stage: 'commission', progress: 'UNDER_WAY', note: 'Tenders are out.' });
    await act(officer(leicester), 'reviewProposal', { proposal, note: 'It serves.' });
    expect((await ask(undefined, `{ proposal(id: "${proposal}") { state stages { key progress note } } }`)).proposal).toMatchObject({ state: 'REVIEWED', stages: expect.arrayContaining([{ key: 'commission', progress: 'UNDER_WAY', note: 'Tenders are out.' }]) });
  });

  test('freezes its evidence, says what moved when the data do, and keeps what was frozen', async () => {
    const { act, started, ask, harvestFiles } = await openProposing();
    const proposal = await started();
    await act(officer(leicester), 'refreshEvidence', { proposal });
    expect((await ask(analyst, `{ proposal(id: "${proposal}") { conclusion { state explanation } } }`)).proposal.conclusion).toEqual({ state: 'CANNOT_SAY', explanation: 'No conclusion is told yet, so none can hold or fail.' });
    await act(officer(leicester), 'changeProposal', { proposal, baseVersion: 1, changes: { conclusion: 'Two share it.' } });
    const evidence = `{ proposal(id: "${proposal}") { evidence { number operation dataVersion sha256 factCount facts(sections: [PRIORITIES]) { key text verdict source } } earlierEvidence { totalCount } conclusion { state movedCount moved { how explanation } frozenAt dataVersion } } }`;
    const { proposal: frozen } = await ask(analyst, evidence);
    expect(frozen.evidence).toMatchObject({ number: 1, operation: 'ProposalEvidence', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.stringify(frozen.evidence.facts)).toContain('Improve outcomes for looked-after children');
    expect(frozen.conclusion).toMatchObject({ state: 'HOLDS', movedCount: 0 });
    await harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000016,Leicester’s plan,cypp,whole,2024,2027', 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p2,Improve outcomes for children who are looked after,priority,yes' });
    const { proposal: moved } = await ask(analyst, evidence);
    expect(moved.evidence).toEqual(frozen.evidence);
    expect(moved.conclusion.dataVersion).toBeGreaterThan(moved.conclusion.frozenAt);
    expect(JSON.stringify(moved.conclusion.moved)).toContain('Improve outcomes for children who are looked after');
    await act(officer(leicester), 'refreshEvidence', { proposal });
    expect((await ask(analyst, evidence)).proposal).toMatchObject({ evidence: { number: 2 }, earlierEvidence: { totalCount: 2 }, conclusion: { state: 'HOLDS', movedCount: 0 } });
  });

  test('tells what it would cost each, and what other assumptions would change', async () => {
    const { act, refused, started, ask } = await openProposing();
    const proposal = await started();
    const range = (low: number, high = low) => ({ low, high });
    const assumptions = { unit: 'place', unitCost: range(1000, 2000), volumes: [{ bodyCode: leicester, units: range(10) }, { bodyCode: nottingham, units: range(5) }], oneOffCost: range(0), economies: range(0), years: 2 };
    expect((await act(officer(leicester), 'changeProposal', { proposal, baseVersion: 1, changes: { assumptions } })).conflicts).toEqual([]);
    const { money, other } = (await ask(analyst, `{ proposal(id: "${proposal}") { money { bodies { bodyCode runningPerYear { range { low high } } } total { overall { range { low high } } } } other: money(assumptions: { unit: "place", unitCost: { low: 500, high: 500 }, volumes: [{ bodyCode: "${leicester}", units: { low: 10, high: 10 } }, { bodyCode: "${nottingham}", units: { low: 5, high: 5 } }], oneOffCost: { low: 0, high: 0 }, economies: { low: 0, high: 0 }, years: 2 }) { total { overall { range { low high } } } shifts { bodyCode middle } } } }`)).proposal;
    expect(money).toEqual({ bodies: [{ bodyCode: leicester, runningPerYear: { range: range(10_000, 20_000) } }, { bodyCode: nottingham, runningPerYear: { range: range(5_000, 10_000) } }], total: { overall: { range: range(30_000, 60_000) } } });
    expect(other).toMatchObject({ total: { overall: { range: range(15_000) } }, shifts: [{ bodyCode: leicester }, { bodyCode: nottingham }, { bodyCode: null }] });
    const shares = [{ bodyCode: leicester, percent: 60 }, { bodyCode: nottingham, percent: 30 }];
    expect(await refused(officer(leicester), 'changeProposal', { proposal, baseVersion: 2, changes: { fundingModel: 'POOLED', shares } })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringMatching(/shares.*90/) });
  });
});

describe('whoever', () => {
  test('is nobody to a draft does not learn that it is there', async () => {
    const { started, ask, refused } = await openProposing();
    const proposal = await started();
    for (const who of [undefined, officer(derby), { role: 'publisher' as const, body: leicester }, { role: 'administrator' as const }, { role: 'analyst' as const, region: 'E12000001' }]) {
      expect(await ask(who, `{ proposal(id: "${proposal}") { id } proposals { totalCount } overlap(id: "overlap-LAC", filter: { region: "E12000004" }) { proposals { totalCount } } }`), JSON.stringify(who)).toEqual({ proposal: null, proposals: { totalCount: 0 }, overlap: { proposals: { totalCount: 0 } } });
    }
    expect(await refused(officer(derby), 'changeProposal', { proposal, baseVersion: 1, changes: { who: 'x' } })).toMatchObject({ code: 'UNKNOWN_PROPOSAL' });
    for (const who of [analyst, officer(leicester), approver(nottingham), { role: 'analyst' as const }]) expect((await ask(who, '{ proposals { totalCount } }')).proposals.totalCount).toBe(1);
  });

  test('may not do something is told why', async () => {
    const hub = await openProposing();
    const { refused } = hub;
    const proposal = await submitted(hub);
    const note = 'So.';
    expect(await refused(undefined, 'startProposal', { content: { title: 'x' } })).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(await refused({ role: 'publisher', body: leicester }, 'startProposal', { content: { title: 'x' } })).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringContaining('lacks the scope propose') });
    expect(await refused(officer(leicester), 'takePosition', { proposal, version: 2, ...position })).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringContaining('approver') });
    expect(await refused(approver(derby), 'takePosition', { proposal, version: 2, ...position })).toMatchObject({ code: 'UNKNOWN_PROPOSAL' });
    expect(await refused(analyst, 'takePosition', { proposal, version: 2, ...position })).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await refused(approver(nottingham), 'agreeProposal', { proposal })).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringContaining('Only the lead') });
    expect(await refused(officer(nottingham), 'withdrawProposal', { proposal, note })).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await refused(officer(leicester), 'agreeProposal', { proposal })).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await refused(officer(leicester), 'withdrawProposal', { proposal })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('Say why') });
    expect(await refused(officer(leicester), 'consultOnProposal', { proposal })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('It may be') });
  });

  test('shapes it reads its exempt part; the public never does, and of an agreed one no draft and no discussion', async () => {
    const hub = await openProposing();
    const { act, ask } = hub;
    const proposal = await submitted(hub);
    await act(officer(leicester), 'changeProposal', { proposal, baseVersion: 2, changes: { exempt: { text: 'The bid of a provider: £9.', paragraph: 3 } } });
    await act(officer(leicester), 'commentOnProposal', { proposal, note: 'Between ourselves.' });
    for (const body of [leicester, nottingham]) await act(approver(body), 'takePosition', { proposal, version: 3, ...position });
    const all = `{ proposal(id: "${proposal}") { content { exempt { text } } versions { nodes { number } } history { nodes { kind note } } evidence { number } differences(from: 3) { section } } }`;
    expect((await ask(officer(nottingham), all)).proposal).toMatchObject({ content: { exempt: { text: 'The bid of a provider: £9.' } }, versions: { nodes: [{ number: 3 }, { number: 2 }, { number: 1 }] } });
    await act(approver(leicester), 'agreeProposal', { proposal });
    const { proposal: seen } = await ask(undefined, all);
    expect(seen).toMatchObject({ content: { exempt: { text: '' } }, versions: { nodes: [{ number: 3 }] }, evidence: { number: 1 } });
    expect(new Set(seen.history.nodes.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['MOVED', 'POSITION']));
    const { errors } = await (await apiOver(hub.hub)).query(`{ proposal(id: "${proposal}") { differences(from: 1) { section } } }`);
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_ARGUMENT' } });
  });
});

test('of an agreed proposal the public is told what was decided on the agreed version, and nothing of why a draft was objected to or reopened, nor what evidence was asked of it', async () => {
  const hub = await openProposing();
  const { act, ask } = hub;
  const proposal = await submitted(hub);
  await act(approver(nottingham), 'takePosition', { proposal, version: 2, ...position, stance: 'OBJECT', reason: 'Our director doubts the costs.' });
  await act(officer(leicester), 'reopenProposal', { proposal, note: 'Nottingham has doubts.' });
  await act(officer(leicester), 'changeProposal', { proposal, baseVersion: 2, changes: { specification: 'Fewer places.' } });
  await hub.harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000016,Leicester’s plan,cypp,whole,2024,2027', 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p2,Improve outcomes for children who are looked after,priority,yes' });
  await act(officer(leicester), 'refreshEvidence', { proposal });
  await act(officer(leicester), 'submitProposal', { proposal });
  for (const body of [leicester, nottingham]) await act(approver(body), 'takePosition', { proposal, version: 3, ...position });
  await act(approver(leicester), 'agreeProposal', { proposal, note: 'All agree.' });
  await act(officer(leicester), 'deliverProposal', { proposal });
  const told = `{ proposal(id: "${proposal}") { history { totalCount nodes { kind note explanation } } earlierEvidence { totalCount nodes { number } } } }`;
  expect((await ask(undefined, told)).proposal).toEqual({
    history: {
      totalCount: 4,
      nodes: [
        { kind: 'MOVED', note: '', explanation: 'It went from agreed to in delivery, as version 3.' },
        { kind: 'MOVED', note: 'All agree.', explanation: 'It went from submitted to agreed, as version 3.' },
        { kind: 'POSITION', note: '', explanation: 'A position on version 3: support.' },
        { kind: 'POSITION', note: '', explanation: 'A position on version 3: support.' },
      ],
    },
    earlierEvidence: { totalCount: 1, nodes: [{ number: 2 }] },
  });
  expect(JSON.stringify(await ask(officer(nottingham), told))).toContain('Our director doubts the costs.');
});

test('a submitted proposal stands on the agenda of the group that decides for a body, until the body has a position', async () => {
  const hub = await openProposing();
  const { act, ask, harvestFiles } = hub;
  await harvestFiles({ 'groups.csv': 'group_ref,name,kind,authority_codes,reports_to_ref\nboard,Board,board,E06000016,\nexec,Executive,executive,E06000016,board' }, { name: 'groups' });
  const proposal = await submitted(hub);
  const agenda = '{ group(id: "E06000016/board") { agenda(date: "2025-06-10") { forDecision { kind title why proposal { id } } } } }';
  expect((await ask(officer(leicester), agenda)).group.agenda.forDecision).toEqual([{ kind: 'PROPOSAL', title: 'Joint proposal: Looked-after children', why: 'Version 2 waits for the position of Leicester, for which this group decides. Leicester has taken no position yet.', proposal: { id: proposal } }]);
  expect((await ask(undefined, agenda)).group.agenda.forDecision).toEqual([]);
  await act(approver(leicester), 'takePosition', { proposal, version: 2, ...position });
  expect((await ask(officer(leicester), agenda)).group.agenda.forDecision).toEqual([]);
});

test('a proposal stands on agendas of the days on which it was before the bodies and waited for one, and on no other', async () => {
  const hub = await openProposing();
  const { act, ask, harvestFiles } = hub;
  await harvestFiles({ 'groups.csv': 'group_ref,name,kind,authority_codes,reports_to_ref\nboard,Board,board,E06000016,' }, { name: 'groups' });
  const waits = async (date: string, today: string) => (await ask({ ...officer(leicester), today }, `{ group(id: "E06000016/board") { agenda(date: "${date}") { forDecision { why } } } }`)).group.agenda.forDecision.map(({ why }: { why: string }) => why.split('.')[0]);
  const first = 'Version 2 waits for the position of Leicester, for which this group decides';
  const proposal = await submitted(hub);
  expect([await waits('2025-05-31', '2025-06-01'), await waits('2025-06-01', '2025-06-01'), await waits('2025-06-20', '2025-06-01')]).toEqual([[], [first], [first]]);

  // What became of it since says nothing of what was before the bodies on the days before.
  await act({ ...approver(leicester), today: '2025-06-03' }, 'takePosition', { proposal, version: 2, ...position });
  await act({ ...officer(leicester), today: '2025-06-05' }, 'changeProposal', { proposal, baseVersion: 2, changes: { timescale: 'From April.' } });
  await act({ ...officer(leicester), today: '2025-06-07' }, 'reopenProposal', { proposal, note: 'More to say.' });
  const days = ['2025-05-31', '2025-06-02', '2025-06-03', '2025-06-04', '2025-06-05', '2025-06-06', '2025-06-07', '2025-06-20'];
  const again = 'Version 3 waits again for the position of Leicester, for which this group decides';
  expect(await Promise.all(days.map((day) => waits(day, '2025-06-10')))).toEqual([[], [first], [], [], [again], [again], [], []]);

  await act({ ...officer(leicester), today: '2025-06-12' }, 'submitProposal', { proposal });
  expect([await waits('2025-06-10', '2025-06-13'), await waits('2025-06-12', '2025-06-13')]).toEqual([[], [again]]);
  // Once agreed it is everybody's, but for the days on which it was not.
  for (const body of [leicester, nottingham]) await act({ ...approver(body), today: '2025-06-14' }, 'takePosition', { proposal, version: 3, ...position });
  await act({ ...approver(leicester), today: '2025-06-15' }, 'agreeProposal', { proposal });
  expect([await waits('2025-06-13', '2025-06-16'), await waits('2025-06-14', '2025-06-16')]).toEqual([[again], []]);
  expect((await ask(undefined, '{ group(id: "E06000016/board") { agenda(date: "2025-06-13") { forDecision { why } } } }')).group.agenda.forDecision).toEqual([]);
});
