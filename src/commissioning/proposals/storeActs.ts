import { sql, type Kysely } from 'kysely';
import { insertRows } from '../../db/insertRows.ts';
import { HubError } from '../../errors.ts';
import type { Evidence } from './Fact.ts';
import { checkEditable, checkGoesOn, checkTakesPositions, checkTransition, type ProposalAct, type Transition } from './life.ts';
import { checkPosition, type Position } from './positions.ts';
import { checkReady, readinessOf } from './readiness.ts';
import { checkStageEvent, type StageEvent } from './stages.ts';
import { agreementOf, standingsOf } from './standing.ts';
import { storeEvent } from './storeEvent.ts';
import { evidenceId, readStored, type Acting, type Stored } from './Stored.ts';

export interface NewMove extends Acting {
  id: string;
  act: ProposalAct;
  note: string;
  today: string;
  /** Names of bodies, for the sentences of a refusal. */
  names: ReadonlyMap<string, string>;
}

export interface NewPosition {
  id: string;
  /** Without the number of its evidence it is of the latest. */
  position: Omit<Position, 'evidenceNumber'> & { evidenceNumber: number | null };
  today: string;
}

export type NewEvidence = Omit<Evidence, 'number'> & { id: string; bodyCode: string | null };

export interface NewStage {
  id: string;
  event: StageEvent;
  bodyCode: string | null;
}

export interface NewComment extends Acting {
  id: string;
  note: string;
}

/** Moves a proposal on in its life, within the caller's transaction, or says what stands in the way. */
export async function storeMove(db: Kysely<unknown>, { id, act, note, today, names, ...acting }: NewMove): Promise<void> {
  const stored = await readStored(db, id);
  const transition = checkTransition(stored.state, act);
  checkWhose(transition, stored, acting);
  const evidence = await readEvidence(db, id);
  if (transition.asks.includes('readiness')) checkReady(readinessOf(stored.content, { hasEvidence: evidence.length > 0, names }));
  if (transition.asks.includes('agreement')) checkAgreed(agreementOf(standingsOf({ positions: await readPositions(db, id), versions: [{ number: stored.versionNumber, content: stored.content }], evidence, today, names })));
  if ((transition.asks.includes('reason') || transition.asks.includes('findings')) && note.trim() === '') throw new HubError('BAD_ARGUMENT', `note is empty. Say ${transition.asks.includes('findings') ? 'what the review found' : 'why'}.`);
  await sql`update proposal set state = ${transition.to} where id = ${id}`.execute(db);
  await storeEvent(db, { id, versionNumber: stored.versionNumber, kind: 'moved', note, data: { act, from: stored.state, to: transition.to }, acting });
}

/** Where no lead is named yet, whoever started it and every body that takes part stand in its place. */
function checkWhose({ whose, inWords, act }: Transition, { content, startedBy, startedByBody }: Stored, { by, bodyCode }: Acting): void {
  const takesPart = content.bodies.some(({ code }) => code === bodyCode);
  const isStarter = bodyCode === null ? by === startedBy : bodyCode === startedByBody;
  if (whose === 'lead' && content.leadCode !== null) {
    if (bodyCode === content.leadCode) return;
    throw new HubError('NOT_ALLOWED', `Only the lead, ${content.leadCode}, may have a proposal ${inWords} (${act}), and you act for ${bodyCode ?? 'no body'}. Ask the lead.`);
  }
  if (takesPart || isStarter || whose === 'any-body') return;
  throw new HubError('NOT_ALLOWED', `Only a body that takes part, or whoever started the proposal, may have it ${inWords} (${act}) while no lead is named.`);
}

function checkAgreed({ mayBeAgreed, explanation }: { mayBeAgreed: boolean; explanation: string }): void {
  if (!mayBeAgreed) throw new HubError('BAD_ARGUMENT', explanation);
}

/** Records what a body decided on the version in force, within the caller's transaction. */
export async function storePosition(db: Kysely<unknown>, { id, position, today }: NewPosition): Promise<void> {
  const { state, versionNumber, content } = await readStored(db, id);
  checkTakesPositions(state);
  // What is submitted has evidence.
  const evidenceNumber = (await readEvidence(db, id)).at(-1)!.number;
  const taken: Position = { ...position, evidenceNumber: position.evidenceNumber ?? evidenceNumber };
  checkPosition(taken, { content, versionNumber, evidenceNumber, today });
  await storeEvent(db, { id, versionNumber, kind: 'position', note: position.reason, data: taken, acting: { by: position.by, bodyCode: position.bodyCode, at: position.at } });
}

/** Every position ever taken, in order. */
async function readPositions(db: Kysely<unknown>, id: string): Promise<Position[]> {
  const { rows } = await sql<{ data: string }>`select data from proposal_event where proposal_id = ${id} and kind = 'position' order by id`.execute(db);
  return rows.map(({ data }) => JSON.parse(data) as Position);
}

/** Freezes evidence beside that of before, within the caller's transaction. */
export async function storeEvidence(db: Kysely<unknown>, { id, operation, variables, dataVersion, sha256, facts, madeBy, madeAt, bodyCode }: NewEvidence): Promise<void> {
  const { state, versionNumber } = await readStored(db, id);
  checkEditable(state);
  const number = (await readEvidence(db, id)).length + 1;
  await insertRows(db, sql`proposal_evidence`, ['id', 'proposal_id', 'number', 'operation', 'variables', 'data_version', 'sha256', 'facts', 'made_by', 'made_at'], [[evidenceId(id, number), id, number, operation, JSON.stringify(variables), dataVersion, sha256, JSON.stringify(facts), madeBy, madeAt]]);
  await storeEvent(db, { id, versionNumber, kind: 'evidence', note: '', data: { number, dataVersion, sha256 }, acting: { by: madeBy, bodyCode, at: madeAt } });
}

/** What was ever frozen, in order, without the facts. */
async function readEvidence(db: Kysely<unknown>, id: string): Promise<Pick<Evidence, 'number' | 'sha256'>[]> {
  const { rows } = await sql<{ number: number; sha256: string }>`select number, sha256 from proposal_evidence where proposal_id = ${id} order by number`.execute(db);
  return rows.map(({ number, sha256 }) => ({ number: Number(number), sha256 }));
}

/** Records how far one of the nine stages is, within the caller's transaction. */
export async function storeStage(db: Kysely<unknown>, { id, event, bodyCode }: NewStage): Promise<void> {
  checkStageEvent(event);
  const { state, versionNumber } = await readStored(db, id);
  checkGoesOn(state);
  await storeEvent(db, { id, versionNumber, kind: 'stage', note: event.note, data: event, acting: { by: event.by, bodyCode, at: event.at } });
}

/** Adds to the discussion, within the caller's transaction. */
export async function storeComment(db: Kysely<unknown>, { id, note, ...acting }: NewComment): Promise<void> {
  const { versionNumber } = await readStored(db, id);
  await storeEvent(db, { id, versionNumber, kind: 'comment', note, data: {}, acting });
}

