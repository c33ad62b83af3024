import { sql, type Kysely } from 'kysely';
import { insertRows } from '../../db/insertRows.ts';
import { HubError } from '../../errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { isInsider } from '../policy.ts';
import { changedSections, mergeChanges, type Conflict } from './changes.ts';
import { checkContent } from './checkContent.ts';
import { checkEditable } from './life.ts';
import type { ProposalContent } from './ProposalContent.ts';
import { checkReady, readinessOf } from './readiness.ts';
import { readStored, readVersion, versionId, type Acting } from './Stored.ts';
import { storeEvent } from './storeEvent.ts';

export interface NewProposal extends Acting {
  id: string;
  content: ProposalContent;
  note: string;
  viewer: Viewer;
}

export interface NewEdit extends Acting {
  id: string;
  /** The version that the editor had read. */
  baseVersion: number;
  changes: Partial<ProposalContent>;
  note: string;
  viewer: Viewer;
}

/** Keeps a new proposal, within the caller's transaction, as its version 1. */
export async function storeProposal(db: Kysely<unknown>, { id, content, note, viewer, ...acting }: NewProposal): Promise<void> {
  checkContent(content);
  await insertRows(db, sql`proposal`, ['id', 'state', 'version_number', 'title', 'region_code', 'started_by', 'started_by_body', 'started_at', 'changed_at'], [[id, 'draft', 0, content.title, content.regionCode, acting.by, acting.bodyCode, acting.at, acting.at]]);
  await storeVersion(db, { id, number: 1, content, note, acting });
  await checkStillInside(db, id, viewer);
  await storeEvent(db, { id, versionNumber: 1, kind: 'started', note, data: {}, acting });
}

/**
 * Keeps an edit as the next version, within the caller's transaction, brought together with what others changed meanwhile. Where both changed
 * one section in different ways nothing is kept, and both are returned.
 */
export async function storeEdit(db: Kysely<unknown>, { id, baseVersion, changes, note, viewer, ...acting }: NewEdit): Promise<readonly Conflict[]> {
  const stored = await readStored(db, id);
  checkEditable(stored.state);
  if (baseVersion > stored.versionNumber) throw new HubError('BAD_ARGUMENT', `baseVersion is ${baseVersion}, and version ${stored.versionNumber} is the latest. Send the number of the version you read.`);
  const base = baseVersion === stored.versionNumber ? stored.content : await readVersion(db, id, baseVersion);
  const outcome = mergeChanges({ base, current: stored.content, changes });
  if ('conflicts' in outcome) return outcome.conflicts;
  const sections = changedSections(stored.content, outcome.merged);
  // Nothing is changed by saying the same again; and positions taken on this version still hold.
  if (sections.length === 0) return [];
  checkContent(outcome.merged);
  if (stored.state === 'submitted') checkReady(readinessOf(outcome.merged, { hasEvidence: true }));
  const number = stored.versionNumber + 1;
  await storeVersion(db, { id, number, content: outcome.merged, note, acting });
  await checkStillInside(db, id, viewer);
  await storeEvent(db, { id, versionNumber: number, kind: 'changed', note, data: { sections }, acting });
  return [];
}

/** Whoever takes its own body, or its region, out would see no more what it did, and could not take it back. */
async function checkStillInside(db: Kysely<unknown>, id: string, viewer: Viewer): Promise<void> {
  const { rows } = await sql`select 1 from proposal where id = ${id} and ${isInsider(viewer, sql`proposal.id`)}`.execute(db);
  if (rows.length > 0) return;
  const { bodyCode, regionCode } = viewer.holder!;
  if (bodyCode === null && regionCode !== null) throw new HubError('BAD_ARGUMENT', `regionCode and bodies leave out the region ${regionCode}, for which you act: you would see the proposal no more. Name it, or a body in it.`);
  throw new HubError('BAD_ARGUMENT', `bodies leaves ${bodyCode} out, for which you act: you would see the proposal no more. Ask another body that takes part to take yours out.`);
}

async function storeVersion(db: Kysely<unknown>, { id, number, content, note, acting }: { id: string; number: number; content: ProposalContent; note: string; acting: Acting }): Promise<void> {
  const { exempt } = content;
  const open = { ...content, exempt: exempt && { ...exempt, text: '' } };
  await insertRows(db, sql`proposal_version`, ['id', 'proposal_id', 'number', 'content', 'note', 'by', 'body_code', 'at'], [[versionId(id, number), id, number, JSON.stringify(open), note, acting.by, acting.bodyCode, acting.at]]);
  if (exempt) await insertRows(db, sql`proposal_exempt`, ['id', 'proposal_id', 'text', 'paragraph'], [[versionId(id, number), id, exempt.text, exempt.paragraph]]);
  await sql`update proposal set version_number = ${number}, title = ${content.title}, region_code = ${content.regionCode}, changed_at = ${acting.at} where id = ${id}`.execute(db);
  await storeSubjects(db, id, content);
}

/** What the version in force names, in place of what the one before did. */
async function storeSubjects(db: Kysely<unknown>, id: string, { bodies, themeCodes, overlapIds }: ProposalContent): Promise<void> {
  await sql`delete from proposal_subject where proposal_id = ${id}`.execute(db);
  const rows = [
    ...bodies.map(({ code, decidingGroupId }) => ['body', code, decidingGroupId]),
    ...themeCodes.map((code) => ['theme', code, null]),
    ...overlapIds.map((code) => ['overlap', code, null]),
  ].map(([kind, code, groupId]) => [`${id}/${kind}/${code}`, id, kind, code, groupId]);
  await insertRows(db, sql`proposal_subject`, ['id', 'proposal_id', 'kind', 'code', 'group_id'], rows);
}
