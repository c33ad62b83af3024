import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { paperOf } from '../../src/commissioning/paper/paperOf.ts';
import { paperAsHtml } from '../../src/export/paper/paperAsHtml.ts';
import { paperSourceOf } from '../../src/export/paper/paperSource.ts';
import { analyst, approver, bodies, officer, openProposing, position, submitted, type Proposing } from '../support/proposing.ts';

const { leicester, nottingham } = bodies;
const range = (low: number, high = low) => ({ low, high });

/** Publishes Leicester's plan with its priority in other words. */
async function reword({ harvestFiles }: Proposing, title: string): Promise<void> {
  await harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000016,Leicester’s plan,cypp,whole,2024,2027', 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\ncypp,p2,${title},priority,yes` });
}

describe('a position', () => {
  test('names the evidence it was taken on; where evidence filled in anew says otherwise the body is asked again, and sees what moved', async () => {
    const hub = await openProposing();
    const { act, ask, refused } = hub;
    const proposal = await submitted(hub);
    await act(approver(nottingham), 'takePosition', { proposal, version: 2, evidence: 1, ...position });
    await act(approver(leicester), 'takePosition', { proposal, version: 2, ...position });
    const query = `{ proposal(id: "${proposal}") { standings { isOnCurrentVersion isOnCurrentEvidence isAskedAgain explanation position { evidenceNumber } } agreement { mayBeAgreed missing } } }`;
    // The same facts frozen anew are no other evidence.
    await act(officer(leicester), 'refreshEvidence', { proposal });
    expect((await ask(analyst, query)).proposal).toMatchObject({ standings: [{ isAskedAgain: false }, { isAskedAgain: false, position: { evidenceNumber: 1 } }], agreement: { mayBeAgreed: true } });

    await reword(hub, 'Improve outcomes for children who are looked after');
    expect((await ask(analyst, query)).proposal.agreement.mayBeAgreed).toBe(true);
    await act(officer(leicester), 'refreshEvidence', { proposal });
    const { standings, agreement } = (await ask(analyst, query)).proposal;
    expect(standings[1]).toMatchObject({ isOnCurrentVersion: true, isOnCurrentEvidence: false, isAskedAgain: true, explanation: expect.stringContaining('Evidence 3 was frozen since, and says otherwise than evidence 1, on which it decided. It is asked again.') });
    expect(agreement.missing).toContain('Leicester and Nottingham have a position on earlier evidence only, which said otherwise.');
    expect(await refused(approver(leicester), 'agreeProposal', { proposal })).toMatchObject({ message: expect.stringContaining('earlier evidence only') });
    expect(JSON.stringify((await ask(officer(nottingham), `{ proposal(id: "${proposal}") { evidenceDifferences(from: 1) { how explanation } } }`)).proposal.evidenceDifferences)).toContain('Improve outcomes for children who are looked after');

    // Whoever recorded what was decided on evidence that moved meanwhile is told.
    expect(await refused(approver(nottingham), 'takePosition', { proposal, version: 2, evidence: 1, ...position })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('evidence 3 is the latest') });
    for (const body of [leicester, nottingham]) await act(approver(body), 'takePosition', { proposal, version: 2, evidence: 3, ...position });
    expect((await act(approver(leicester), 'agreeProposal', { proposal })).proposal.state).toBe('AGREED');
  });
});

test('evidence frozen again on a later day asks nobody again while it says the same, and everybody once a plan says otherwise', async () => {
  const hub = await openProposing();
  const proposal = await submitted(hub);
  for (const body of [leicester, nottingham]) await hub.act(approver(body), 'takePosition', { proposal, version: 2, ...position });
  const askedAgain = async (today: string): Promise<boolean[]> => {
    await hub.act({ ...officer(leicester), today }, 'refreshEvidence', { proposal });
    return (await hub.ask({ ...analyst, today }, `{ proposal(id: "${proposal}") { standings { isAskedAgain } } }`)).proposal.standings.map((standing: { isAskedAgain: boolean }) => standing.isAskedAgain);
  };
  for (const today of ['2025-06-02', '2025-06-15', '2025-07-01']) expect(await askedAgain(today), today).toEqual([false, false]);
  await reword(hub, 'Improve outcomes for children who are looked after');
  expect(await askedAgain('2025-07-01')).toEqual([true, true]);
});

describe('a change', () => {
  test('takes away by null what may be empty: a lead, ages, what is exempt', async () => {
    const { act, refused, started, ask } = await openProposing();
    const proposal = await started();
    await act(officer(leicester), 'changeProposal', { proposal, baseVersion: 1, changes: { leadCode: leicester, ages: { from: 11, to: 17 }, exempt: { text: 'A price.', paragraph: 3 } } });
    await act(officer(leicester), 'changeProposal', { proposal, baseVersion: 2, changes: { leadCode: null, ages: null, exempt: null } });
    expect((await ask(analyst, `{ proposal(id: "${proposal}") { lead { code } content { ages { from } exempt { text } } } }`)).proposal).toEqual({ lead: null, content: { ages: null, exempt: null } });
    expect(await refused(officer(leicester), 'changeProposal', { proposal, baseVersion: 3, changes: { title: null } })).toMatchObject({ message: expect.stringContaining('title is null') });
  });

  test('names only a region as its region, and of a body that the hub does not know its name too', async () => {
    const { act, refused, started } = await openProposing();
    const proposal = await started();
    const change = { proposal, baseVersion: 1 };
    expect(await refused(officer(leicester), 'changeProposal', { ...change, changes: { regionCode: leicester } })).toMatchObject({ code: 'UNKNOWN_REGION', message: expect.stringContaining('No region has the code "E06000016"') });
    expect(await refused(officer(leicester), 'changeProposal', { ...change, changes: { bodies: [{ code: leicester }, { code: 'E54000099' }] } })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('bodies has "E54000099" without a name') });
    await act(officer(leicester), 'changeProposal', { ...change, changes: { bodies: [{ code: leicester }, { code: 'E54000099', name: 'A health board' }] } });
  });

  test('that would hide the proposal from whoever makes it is refused, and nothing of it stays', async () => {
    const { act, refused, ask } = await openProposing();
    const proposal = (await act(officer(leicester), 'startProposal', { content: { title: 'Short breaks', bodies: [{ code: leicester }, { code: nottingham }] } })).proposal.id as string;
    expect(await refused(analyst, 'changeProposal', { proposal, baseVersion: 1, changes: { bodies: [{ code: 'E08000021', name: 'Newcastle' }] } })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('leave out the region E12000004') });
    expect(await refused(officer(nottingham), 'changeProposal', { proposal, baseVersion: 1, changes: { bodies: [{ code: leicester }] } })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('bodies leaves E06000018 out') });
    expect((await ask({ role: 'analyst' }, '{ proposals { totalCount nodes { versionNumber } } }')).proposals).toEqual({ totalCount: 1, nodes: [{ versionNumber: 1 }] });
  });
});

test('of a proposal that was withdrawn nobody tells how far its work is', async () => {
  const { act, refused, started } = await openProposing();
  const proposal = await started();
  await act(analyst, 'withdrawProposal', { proposal, note: 'Another way was found.' });
  expect(await refused(officer(leicester), 'recordStage', { proposal, stage: 'commission', progress: 'DONE', note: 'Done.' })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('The proposal is withdrawn') });
});

test('whoever has the facts of evidence can check its hash as the guide says', async () => {
  const { act, started, ask } = await openProposing();
  const proposal = await started();
  await act(officer(leicester), 'refreshEvidence', { proposal });
  const { sha256, facts } = (await ask(officer(nottingham), `{ proposal(id: "${proposal}") { evidence { sha256 facts { bodyCode isKnown key label period section source text unit value verdict } } } }`)).proposal.evidence;
  const inOrder = (facts as { key: string; section: string }[]).toSorted((a, b) => (a.key < b.key ? -1 : 1)).map((fact) => ({ ...fact, section: fact.section.toLowerCase() }));
  expect(createHash('sha256').update(JSON.stringify(inOrder)).digest('hex')).toBe(sha256);
});

test('what sixty bodies have not stated is told in a line', async () => {
  const { act, started, ask } = await openProposing();
  const proposal = await started();
  const many = Array.from({ length: 59 }, (_, index) => ({ code: `E54${String(index).padStart(6, '0')}`, name: `Health board ${index}` }));
  await act(officer(leicester), 'changeProposal', { proposal, baseVersion: 1, changes: { bodies: [{ code: leicester }, ...many], assumptions: { unit: 'place', unitCost: range(1), oneOffCost: range(0), economies: range(0), years: 1 } } });
  expect((await ask(analyst, `{ proposal(id: "${proposal}") { money { total { overall { explanation } } } } }`)).proposal.money.total.overall.explanation).toMatch(/^Not known, because nobody has stated the volume of Leicester, .* and 55 other things\.$/);
});

describe('the paper of a proposal', () => {
  /** As somebody who takes part reads it on a day. */
  async function paperOn(asAt: string, { as }: Proposing, proposal: string): Promise<string> {
    const { data } = await (await as(officer(leicester))).query(readFileSync('schema/operations/proposal.graphql', 'utf8'), { ids: [proposal] });
    return paperAsHtml(paperOf(paperSourceOf(data.proposals.nodes[0], { bodyCode: null, asAt, includesExempt: false })));
  }

  test('says of a decision whether it may be called in on the day of the paper, and on which evidence it was taken', async () => {
    const hub = await openProposing();
    const proposal = await submitted(hub);
    await hub.act(approver(leicester), 'takePosition', { proposal, version: 2, ...position, isKeyDecision: true, callInEndsOn: '2025-06-06' });
    expect(await paperOn('2025-06-06', hub, proposal)).toContain('Key decision; may be called in until 6 June 2025');
    expect(await paperOn('2025-06-07', hub, proposal)).toContain('Key decision; call-in ended on 6 June 2025');
    await reword(hub, 'Improve outcomes for children who are looked after');
    await hub.act(officer(leicester), 'refreshEvidence', { proposal });
    expect(await paperOn('2025-06-07', hub, proposal)).toContain('Support, on evidence no. 1: to be asked again, as evidence no. 2 says otherwise');
  });

  test('says why costs are not known, and which body pays back what', async () => {
    const hub = await openProposing();
    const proposal = await hub.started();
    const assumptions = { unit: 'place', unitCost: range(1000), oneOffCost: range(0), economies: range(0), years: 1, volumes: [{ bodyCode: leicester, units: range(10) }] };
    await hub.act(officer(leicester), 'changeProposal', { proposal, baseVersion: 1, changes: { assumptions } });
    expect(await paperOn('2025-06-01', hub, proposal)).toContain('Not known, because nobody has stated the volume of Nottingham.');
    const shares = [{ bodyCode: leicester, percent: 60 }, { bodyCode: nottingham, percent: 40 }];
    await hub.act(officer(leicester), 'changeProposal', { proposal, baseVersion: 2, changes: { leadCode: leicester, fundingModel: 'LEAD_RECHARGES', shares, assumptions: { ...assumptions, volumes: shares.map(({ bodyCode }) => ({ bodyCode, units: range(10) })) } } });
    expect(await paperOn('2025-06-01', hub, proposal)).toContain('Nottingham pays back to the lead: £8,000 over 1 year, one-off costs included.');
  });
});

test('lists of proposals cost as many statements for seven as for two', async () => {
  const hub = await openProposing();
  const api = await hub.as(analyst);
  /** One that a body decided on, and that was changed since: its two versions are read. */
  const decided = async (): Promise<void> => {
    const proposal = await submitted(hub);
    await hub.act(approver(nottingham), 'takePosition', { proposal, version: 2, ...position });
    await hub.act(officer(leicester), 'changeProposal', { proposal, baseVersion: 2, changes: { timescale: 'From April 2026.' } });
  };
  const statements = async (): Promise<number[]> => {
    const answers = [await api.query(readFileSync('schema/operations/proposals.graphql', 'utf8')), await api.query(readFileSync('schema/operations/proposal.graphql', 'utf8'), { first: 7 }), await api.query('{ proposals { nodes { standings { decidingGroup { name } differences { section } } agreement { mayBeAgreed } } } }')];
    for (const { errors } of answers) expect(errors).toEqual([]);
    return answers.map((answer) => answer.statements);
  };
  for (let count = 0; count < 2; count += 1) await decided();
  const ofTwo = await statements();
  for (let count = 0; count < 5; count += 1) await decided();
  expect(await statements()).toEqual(ofTwo);
});
