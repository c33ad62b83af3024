import type { Secret } from '../support/secrets.ts';
import { codes } from '../support/viewers.ts';

// The policy, as two tables: who sees which secret, and who may do what. tests/access tries both.

/** Those who may read what Leicester and Nottingham propose. */
const insiders = ['anE', 'anA', 'oL', 'aL', 'oN', 'aN', 'sPL', 'sPE', 'tL'];

/** Who sees what: the whole policy, as a table. */
export const whoSees: Readonly<Record<Secret, readonly string[]>> = {
  // Whoever set the embargo, and nobody else of the authorities it is of.
  Z: ['oL', 'aL', 'pL', 'sUL', 'tL'],
  D: insiders,
  A: codes,
  X: insiders,
  V: insiders,
  T: insiders,
  // Those who may speak for the body that took it back.
  W: ['oL', 'aL', 'pL', 'kL', 'tL'],
  // Reviewers, whatever their region: it waits for the return of the priorities.
  R: ['anE', 'anW', 'anA'],
  G: [],
  // Its publisher, the body and the analysts that an agreement in force opens it to; whose agreement is over, no more.
  Y: ['anE', 'oL', 'aL', 'pL', 'oN', 'aN', 'pN', 'sUL', 'tL'],
  // The parties and administrators.
  S: ['anE', 'oL', 'aL', 'pL', 'oN', 'aN', 'pN', 'adm', 'sUL', 'kL', 'tL'],
  H: [],
  K: ['adm'],
  U: ['adm'],
};

const reviewers = ['anE', 'anW', 'anA'];
const [ofLeicester, ofNottingham] = [['oL', 'aL'], ['oN', 'aN']];
const speakers = [...ofLeicester, 'pL', 'kL', 'tL'];
const publishers = ['pL', 'tL'];
/** Those who shape what Leicester and Nottingham propose. */
const shapers = ['anE', 'anA', ...ofLeicester, ...ofNottingham, 'tL'];
const ofLead = [...ofLeicester, 'tL'];

export interface Act {
  input: Record<string, unknown>;
  may: readonly string[];
}

const note = 'Because it is so.';
const decided = (input: Record<string, unknown>): Act => ({ input: { note, ...input }, may: reviewers });
const moved = (proposal: string, may: readonly string[]): Act => ({ input: { proposal, note }, may });
const position = { version: 2, stance: 'SUPPORT', decisionTaker: 'Cabinet', decidedOn: '2025-05-20', isKeyDecision: false, power: 'Section 10 of the Children Act 2004' };

/** Each mutation, what it is asked with, and who may; with a word behind it, on something else. One that is missing fails the test. */
export const acts: Readonly<Record<string, Act>> = {
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
  setDisclosurePolicy: { input: { source: 'E06000016/directory', threshold: 10, reason: note }, may: [...publishers, 'adm'] },
  // Keys, agreements and contacts.
  makeKey: { input: { role: 'ANALYST', name: 'Another desk' }, may: ['adm'] },
  revokeKey: { input: { key: 'aaaaaaaaaaaa' }, may: ['adm'] },
  recordAgreement: { input: { publisher: 'E06000016', withBody: 'E06000018', basis: 'A joint study', validTo: '2026-01-01' }, may: [...speakers, 'adm'] },
  endAgreement: { input: { agreement: 'salamander', note }, may: [...speakers, 'oN', 'aN', 'pN', 'adm'] },
  setContact: { input: { authority: 'E06000016', theme: 'LAC', mailbox: 'lac.team@leicester.gov.uk', role: 'Commissioning team' }, may: [...speakers, 'adm'] },
  removeContact: { input: { contact: 'contact' }, may: [...speakers, 'adm'] },
  // Proposals.
  startProposal: { input: { content: { title: 'Something else', regionCode: 'E12000004' } }, may: ['anE', 'anA', ...ofLeicester, ...ofNottingham, 'oD', 'aD', 'tL'] },
  changeProposal: { input: { proposal: 'dormouse-draft', baseVersion: 2, changes: { who: 'Both' } }, may: shapers },
  commentOnProposal: moved('dormouse-draft', shapers),
  recordStage: { input: { proposal: 'dormouse-draft', stage: 'commission', progress: 'UNDER_WAY', note }, may: shapers },
  // An analyst of a region would not see it any more.
  'changeProposal region': { input: { proposal: 'dormouse-draft', baseVersion: 2, changes: { regionCode: 'E12000005' } }, may: ['anA', ...ofLeicester, ...ofNottingham, 'tL'] },
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

/** The mutation that a line of the table tries. */
export const nameIn = (line: string): string => line.split(' ')[0]!;
