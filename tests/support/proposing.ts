import { expect } from 'vitest';
import type { Role } from '../../src/access/roles.ts';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver, type Answer } from './api.ts';
import { openTestHub, publishers, type TestHub } from './harvest.ts';
import { viewerOf } from './keys.ts';
import { leicester, nottingham } from './reviewing.ts';

const [leicesterCode, nottinghamCode, derbyCode] = ['E06000016', 'E06000018', 'E06000015'] as const;
export const bodies = { leicester: leicesterCode, nottingham: nottinghamCode, derby: derbyCode } as const;

const shown = 'proposal { id state versionNumber title } conflicts { section theirs yours changedByThem { was now } changedByYou { was now } }';
const mutation = (name: string, input: string) => `mutation($input: ${input}!) { ${name}(input: $input) { ${shown} } }`;
const acts = {
  startProposal: mutation('startProposal', 'StartProposalInput'),
  changeProposal: mutation('changeProposal', 'ChangeProposalInput'),
  takePosition: mutation('takePosition', 'TakePositionInput'),
  recordStage: mutation('recordStage', 'RecordStageInput'),
  commentOnProposal: mutation('commentOnProposal', 'CommentOnProposalInput'),
  ...Object.fromEntries(['consultOnProposal', 'submitProposal', 'reopenProposal', 'agreeProposal', 'declineProposal', 'withdrawProposal', 'deliverProposal', 'reviewProposal', 'resumeProposal'].map((name) => [name, mutation(name, 'MoveProposalInput')])),
  refreshEvidence: `mutation($proposal: ID!) { refreshEvidence(proposal: $proposal) { ${shown} } }`,
} as Record<string, string>;

export interface Who {
  role: Role;
  body?: string;
  region?: string;
  today?: string;
}

export interface Proposing extends TestHub {
  as: (who?: Who) => ReturnType<typeof apiOver>;
  /** Acts, and expects it to be taken. */
  act: (who: Who, name: string, input: Record<string, unknown>) => Promise<Answer['data']>;
  refused: (who: Who | undefined, name: string, input: Record<string, unknown>) => Promise<{ code: unknown; message: string }>;
  ask: (who: Who | undefined, query: string) => Promise<Answer['data']>;
  /** Id of a proposal of Leicester and Nottingham about looked-after children, started by an analyst from their overlap. */
  started: () => Promise<string>;
}

export const analyst: Who = { role: 'analyst', region: 'E12000004' };
export const officer = (body: string): Who => ({ role: 'officer', body });
export const approver = (body: string): Who => ({ role: 'approver', body });
/** What answers the four questions. */
export const fourAnswers = { who: 'Leicester, for both.', how: 'One service, bought together.', specification: 'Places for children who need them.', funding: 'Each pays for what it uses.' };

/** A hub with a plan of Leicester's and one of Nottingham's, which share looked-after children, and the API as each of those who may ask. */
export async function openProposing(): Promise<Proposing> {
  const testHub = await openTestHub();
  await testHub.harvestFiles(nottingham, { publisher: publishers.nottingham });
  await testHub.harvestFiles(leicester());
  await refreshOverlaps(testHub.hub);
  const as: Proposing['as'] = ({ role, body, region, today = '2025-06-01' } = { role: 'analyst' }) => apiOver(testHub.hub, { today, as: viewerOf(role, { today, ...(body !== undefined && { body }), ...(region !== undefined && { region }) }) });
  const apiOf = (who: Who | undefined) => (who ? as(who) : apiOver(testHub.hub, {}));
  const send = async (who: Who | undefined, name: string, input: Record<string, unknown>) => (await apiOf(who)).query(acts[name]!, name === 'refreshEvidence' ? input : { input });
  const act: Proposing['act'] = async (who, name, input) => {
    const { data, errors } = await send(who, name, input);
    expect(errors, name).toEqual([]);
    return data[name];
  };
  return {
    ...testHub,
    as,
    act,
    refused: async (who, name, input) => {
      const { data, errors } = await send(who, name, input);
      expect(data, name).toEqual({ [name]: null });
      return { code: errors[0]!.extensions?.code, message: errors[0]!.message };
    },
    ask: async (who, query) => {
      const { data, errors } = await (await apiOf(who)).query(query);
      expect(errors).toEqual([]);
      return data;
    },
    started: async () => (await act(analyst, 'startProposal', { content: { overlapIds: ['overlap-LAC'] } })).proposal.id as string,
  };
}

/** What a body decides, beside on which version. */
export const position = { stance: 'SUPPORT', decisionTaker: 'Cabinet', decidedOn: '2025-05-20', isKeyDecision: false, power: 'Section 10 of the Children Act 2004' };

/** A proposal that answers what gates submission, led by Leicester, before the bodies. */
export async function submitted({ act, started }: Proposing): Promise<string> {
  const proposal = await started();
  await act(officer(leicesterCode), 'changeProposal', { proposal, baseVersion: 1, changes: { ...fourAnswers, leadCode: leicesterCode } });
  await act(officer(leicesterCode), 'refreshEvidence', { proposal });
  await act(analyst, 'consultOnProposal', { proposal });
  await act(officer(leicesterCode), 'submitProposal', { proposal });
  return proposal;
}
