import { expect, test } from 'vitest';
import type { Write } from '../../src/db/Database.ts';
import { actsOn, type Hub } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { everyRow, type TableRows } from '../support/everyRow.ts';
import { openHubOfSecrets } from '../support/secrets.ts';
import { asTable, asViewer, kinds, legend } from '../support/viewers.ts';

const today = '2025-06-01';
const reviewers = ['anE', 'anW', 'anA'];
const [ofLeicester, ofNottingham] = [['oL', 'aL'], ['oN', 'aN']];
const speakers = [...ofLeicester, 'pL', 'kL', 'tL'];
const publishers = ['pL', 'tL'];
/** Those who shape what Leicester and Nottingham propose. */
const shapers = ['anE', 'anA', ...ofLeicester, ...ofNottingham, 'tL'];
const ofLead = [...ofLeicester, 'tL'];

interface Act {
  input: Record<string, unknown>;
  may: readonly string[];
}

const note = 'Because it is so.';
const decided = (input: Record<string, unknown>): Act => ({ input: { note, ...input }, may: reviewers });
const moved = (proposal: string, may: readonly string[]): Act => ({ input: { proposal, note }, may });
const position = { version: 2, stance: 'SUPPORT', decisionTaker: 'Cabinet', decidedOn: '2025-05-20', isKeyDecision: false, power: 'Section 10 of the Children Act 2004' };

/** Each mutation, what it is asked with, and who may; with a word behind it, on something else. One that is missing fails the test. */
const acts: Readonly<Record<string, Act>> = {
  // What is decided of readings, overlaps, duplicates and comparisons.
  setTheme: decided({ priority: 'E06000018/p1', theme: 'LAC', isMain: false }),
  refuseTheme: decided({ priority: 'E06000018/p1', theme: 'SEND' }),
  reviewOverlap: decided({ overlap: 'overlap-SEND', verdict: 'CONFIRMED' }),
  renameOverlap: decided({ overlap: 'overlap-SEND', title: 'Help at school' }),
  splitOverlap: decided({ overlap: 'overlap-SEND', priorities: ['E06000016/p1', 'E06000018/p1'], title: 'These two' }),
  mergeOverlaps: decided({ overlap: 'overlap-LAC', into: 'overlap-SEND' }),
  linkPriorities: decided({ first: 'E06000018/p2', second: 'E06000016/p1', overlap: 'overlap-SEND' }),
  unlinkPriorities: decided({ first: 'E06000016/p1', second: 'E06000018/p1' }),
  undoDecision: decided({ decision: 'decision' }),
  decideDuplicate: decided({ services: ['E06000016/yd', 'E06000018/n8'], isSame: false }),
  undoDuplicateDecision: decided({ decision: 'same' }),
  saveComparatorGroup: decided({ name: 'Others', authorities: ['E06000016', 'E06000018'] }),
  removeComparatorGroup: { input: { group: 'group' }, may: reviewers },
  // What a body says of its own plans.
  disputeCoding: { input: { priority: 'E06000016/p1', suggestedTheme: 'LAC', note }, may: speakers },
  withdrawDispute: { input: { dispute: 'dispute' }, may: speakers },
  recordProgress: { input: { kind: 'ACTION', subject: 'E06000016/a1', state: 'DONE', note }, may: [...reviewers, ...speakers] },
  withdrawProgress: { input: { report: 'report', note }, may: [...reviewers, ...speakers] },
  referItem: { input: { group: 'E06000016/board', title: 'Another item', purpose: 'DECISION', note }, may: [...reviewers, ...speakers] },
  withdrawReferral: { input: { referral: 'referral', note }, may: [...reviewers, ...speakers] },
  // What its publisher has done with a source.
  harvestSource: { input: { source: 'E06000016/directory' }, may: [...reviewers, ...publishers] },
  cancelHarvest: { input: { source: 'E06000016/directory' }, may: [...reviewers, ...publishers] },
  confirmHarvest: { input: { source: 'E06000016/directory' }, may: [...reviewers, ...publishers] },
  // Proposals.
  startProposal: { input: { content: { title: 'Something else', regionCode: 'E12000004' } }, may: ['anE', 'anA', ...ofLeicester, ...ofNottingham, 'oD', 'aD', 'tL'] },
  changeProposal: { input: { proposal: 'dormouse-draft', baseVersion: 2, changes: { who: 'Both' } }, may: shapers },
  commentOnProposal: moved('dormouse-draft', shapers),
  recordStage: { input: { proposal: 'dormouse-draft', stage: 'commission', progress: 'UNDER_WAY', note }, may: shapers },
  // What everybody may see is not everybody's to act on.
  'commentOnProposal agreed': moved('agreed', shapers),
  'recordStage agreed': { input: { proposal: 'agreed', stage: 'commission', progress: 'UNDER_WAY', note }, may: shapers },
  refreshEvidence: { input: { proposal: 'dormouse-draft' }, may: shapers },
  consultOnProposal: moved('dormouse-draft', shapers),
  takePosition: { input: { proposal: 'dormouse-signed', ...position }, may: ['aL', 'aN'] },
  submitProposal: moved('dormouse-ready', ofLead),
  reopenProposal: moved('dormouse-signed', ofLead),
  withdrawProposal: moved('dormouse-draft', ofLead),
  agreeProposal: moved('dormouse-signed', ['aL']),
  declineProposal: moved('dormouse-signed', ['aL']),
  deliverProposal: moved('agreed', ofLead),
  reviewProposal: moved('delivered', ofLead),
  resumeProposal: moved('reviewed', ofLead),
};

const nameIn = (line: string): string => line.split(' ')[0]!;

class Undone extends Error {}

/** The acts of a hub, each undone once it has gone through to its end: who may is seen, and the next finds all as it was. */
function trialsOn(hub: Hub) {
  const trial = { wentThrough: false };
  const write: Write = (work) =>
    hub.write((writer) =>
      work({
        ...writer,
        inTransaction: (inner) =>
          writer.inTransaction(async (db) => {
            await inner(db);
            trial.wentThrough = true;
            throw new Undone();
          }),
      }),
    );
  return { trial, acts: actsOn({ write }) };
}

const withoutTrail = ({ audit_entry: _, ...tables }: TableRows): TableRows => tables;

test('each mutation is done for those who may, and refused to everybody else with nothing changed', async () => {
  const { hub } = await openHubOfSecrets();
  const { trial, acts: trials } = trialsOn(hub);
  const [trying, doing] = [await apiOver(hub, { today, acts: trials }), await apiOver(hub, { today })];
  const mutations = doing.schema.getMutationType()!.getFields();
  expect([...new Set(Object.keys(acts).map(nameIn))].sort(), 'each mutation has its line in the table').toEqual(Object.keys(mutations).sort());

  const [outcomes, maybe] = [new Map<string, Record<string, string>>(), new Map<string, string[]>()];
  const before = withoutTrail(await everyRow(hub));
  for (const [line, { input }] of Object.entries(acts)) {
    const { name, args } = mutations[nameIn(line)]!;
    const text = `mutation(${args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ')}) { ${name}(${args.map((argument) => `${argument.name}: $${argument.name}`).join(', ')}) { __typename } }`;
    const variables = args[0]!.name === 'input' ? { input } : input;
    const row: Record<string, string> = {};
    for (const kind of kinds) {
      trial.wentThrough = false;
      const { errors } = await trying.query(text, variables, asViewer(kind, today));
      row[kind.code] = trial.wentThrough ? 'yes' : String(errors[0]?.extensions?.code);
      if (trial.wentThrough) continue;
      // Refused once more where nothing is undone, so that what a refusal left behind would stay.
      const { data, errors: [refusal] } = await doing.query(text, variables, asViewer(kind, today));
      expect([data, refusal?.extensions?.code], `${line} as ${kind.meaning}`).toEqual([{ [name]: null }, row[kind.code]]);
      expect(refusal!.message).toMatch(/\.$/);
    }
    outcomes.set(line, row);
    maybe.set(line, kinds.map(({ code }) => code).filter((code) => row[code] === 'yes'));
    expect(withoutTrail(await everyRow(hub)), line).toEqual(before);
  }
  const inOrder = (codes: readonly string[]): string[] => kinds.map(({ code }) => code).filter((code) => codes.includes(code));
  expect(Object.fromEntries(maybe)).toEqual(Object.fromEntries(Object.entries(acts).map(([line, { may }]) => [line, inOrder(may)])));
  await expect(document(outcomes)).toMatchFileSnapshot('matrixOfActs.snapshot.md');
}, 300_000);

/** Codes of refusals, short enough for a table. */
const short: Readonly<Record<string, string>> = { NOT_SIGNED_IN: 'in', NOT_ALLOWED: 'no', UNKNOWN_PROPOSAL: '?', yes: 'yes' };

function document(outcomes: ReadonlyMap<string, Record<string, string>>): string {
  const rows = new Map([...outcomes].map(([name, row]) => [name, Object.fromEntries(Object.entries(row).map(([code, outcome]) => [code, short[outcome] ?? outcome]))]));
  return `# Who may do what

Written by tests/access/matrixOfActs.test.ts, which tries every mutation as every kind of viewer, each with what would succeed for somebody. A refusal changes nothing.

- yes: it is done
- in: NOT_SIGNED_IN
- no: NOT_ALLOWED
- ?: UNKNOWN_PROPOSAL, as if there were none

${legend}

${asTable('mutation', rows)}
`;
}
