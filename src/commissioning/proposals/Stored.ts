import { sql, type Kysely } from 'kysely';
import { HubError } from '../../errors.ts';
import type { ProposalState } from './life.ts';
import type { Exempt, ProposalContent } from './ProposalContent.ts';

/** Who acts, and when (ISO 8601, UTC): a body with its code, or an analyst. */
export interface Acting {
  by: string;
  bodyCode: string | null;
  at: string;
}

/** A proposal as a transaction finds it. */
export interface Stored {
  id: string;
  state: ProposalState;
  versionNumber: number;
  startedBy: string;
  startedByBody: string | null;
  content: ProposalContent;
}

interface ProposalRow {
  id: string;
  state: ProposalState;
  version_number: number;
  started_by: string;
  started_by_body: string | null;
}

interface VersionRow {
  content: string;
  text: string | null;
  paragraph: number | null;
}

/** The proposal with its version in force, or UNKNOWN_PROPOSAL. The transaction holds it until its end: there is one writer. */
export async function readStored(db: Kysely<unknown>, id: string): Promise<Stored> {
  const { rows: [row] } = await sql<ProposalRow>`select id, state, version_number, started_by, started_by_body from proposal where id = ${id}`.execute(db);
  if (!row) throw unknownProposal(id);
  const versionNumber = Number(row.version_number);
  return { id, state: row.state, versionNumber, startedBy: row.started_by, startedByBody: row.started_by_body, content: await readVersion(db, id, versionNumber) };
}

export function unknownProposal(id: string): HubError {
  return new HubError('UNKNOWN_PROPOSAL', `No proposal that you may see has the id "${id.slice(0, 80)}". "proposals" lists the ids.`);
}

/** What a version says, with what is exempt. */
export async function readVersion(db: Kysely<unknown>, proposalId: string, number: number): Promise<ProposalContent> {
  const { rows: [row] } = await sql<VersionRow>`
    select version.content, exempt.text, exempt.paragraph from proposal_version version left join proposal_exempt exempt on exempt.id = version.id
    where version.id = ${versionId(proposalId, number)}`.execute(db);
  if (!row) throw new HubError('BAD_ARGUMENT', `The proposal has no version ${number}. "versions" lists them.`);
  return contentOf(row.content, row.text === null ? null : { text: row.text, paragraph: Number(row.paragraph) });
}

export function versionId(proposalId: string, number: number): string {
  return `${proposalId}/v${number}`;
}

export function evidenceId(proposalId: string, number: number): string {
  return `${proposalId}/e${number}`;
}

/** What a version says, from what is stored of it: of what is exempt, without its own row, only that there is something, and by which paragraph. */
export function contentOf(stored: string, exempt: Exempt | null): ProposalContent {
  const content = JSON.parse(stored) as ProposalContent;
  return exempt ? { ...content, exempt } : content;
}
