import type DataLoader from 'dataloader';
import type { TypedQueryDocumentNode } from 'graphql';
import type { Kysely } from 'kysely';
import { readable } from '../access/readable.ts';
import type { RowRule } from '../access/rowRule.ts';
import { publicViewer, reachOf, type Viewer } from '../access/viewer.ts';
import type { accessTables } from '../access/tables.ts';
import type { AgreementEnd, NewAgreement } from '../access/agreements.ts';
import type { Revocation } from '../access/keyStore.ts';
import type { KeptKey } from '../access/newKey.ts';
import type { Conflict } from '../commissioning/proposals/changes.ts';
import type { NewComment, NewEvidence, NewMove, NewPosition, NewStage } from '../commissioning/proposals/storeActs.ts';
import type { NewEdit, NewProposal } from '../commissioning/proposals/storeProposal.ts';
import type { commissioningTables } from '../commissioning/tables.ts';
import type { ContactRemoval, NewContact } from '../commissioning/contacts/storeContact.ts';
import type { catalogueTables } from '../catalogue/tables.ts';
import type { RowsOf } from '../db/Database.ts';
import type { NewDuplicateDecision, NewDuplicateUndo } from '../harvest/duplicates/decideDuplicate.ts';
import type { NewPolicy, PolicySet } from '../harvest/disclosure/setPolicy.ts';
import type { Asking } from '../harvest/runs/askForRun.ts';
import type { harvestTables } from '../harvest/tables.ts';
import type { Decided, NewDecision, NewUndo } from '../overlap/decisions/decide.ts';
import type { NewDispute } from '../overlap/disputes.ts';
import type { overlapTables } from '../overlap/tables.ts';
import type { GroupRemoval, NewComparatorGroup } from '../performance/comparators/storeGroup.ts';
import type { NewProgressReport, Withdrawal } from '../performance/progress/storeReport.ts';
import type { performanceTables } from '../performance/tables.ts';
import { loadExceptionRules, type ExceptionRules } from '../performance/exceptions/rules.ts';
import type { NewReferral, NewWithdrawal } from '../performance/governance/referrals.ts';
import type { searchTables } from '../search/tables.ts';
import type { Asked } from './http/asked.ts';
import { rememberFor } from './rememberFor.ts';

export type HubRows = RowsOf<typeof accessTables> & RowsOf<typeof catalogueTables> & RowsOf<typeof harvestTables> & RowsOf<typeof overlapTables> & RowsOf<typeof performanceTables> & RowsOf<typeof commissioningTables> & RowsOf<typeof searchTables>;

/** All that a caller may change. Each act is one transaction, and moves the data version once when it changed any data. */
export interface Acts {
  /** Returns the id of the dispute. */
  disputeCoding(dispute: NewDispute): Promise<string>;
  withdrawDispute(withdrawal: { id: string; withdrawnAt: string }): Promise<void>;
  /** Returns the id of the decision, and those of the decisions in force that it overrules. */
  decide(decision: NewDecision): Promise<Decided>;
  undoDecision(undo: NewUndo): Promise<void>;
  /** Returns the id of the decision. */
  decideDuplicate(decision: NewDuplicateDecision): Promise<string>;
  undoDuplicateDecision(undo: NewDuplicateUndo): Promise<void>;
  saveGroup(group: NewComparatorGroup): Promise<void>;
  removeGroup(removal: GroupRemoval): Promise<void>;
  /** Returns the id of the report. */
  recordProgress(report: NewProgressReport): Promise<string>;
  withdrawProgress(withdrawal: Withdrawal): Promise<void>;
  /** Returns the id of the referral. */
  refer(referral: NewReferral): Promise<string>;
  withdrawReferral(withdrawal: NewWithdrawal): Promise<void>;
  /** What is done with proposals moves no data version: it changes nothing that evidence rests on. */
  startProposal(proposal: NewProposal): Promise<void>;
  /** Returns what stands in the way; nothing was kept where there is any. */
  editProposal(edit: NewEdit): Promise<readonly Conflict[]>;
  moveProposal(move: NewMove): Promise<void>;
  takePosition(position: NewPosition): Promise<void>;
  freezeEvidence(evidence: NewEvidence): Promise<void>;
  recordStage(stage: NewStage): Promise<void>;
  commentOnProposal(comment: NewComment): Promise<void>;
  /** Keys move no data version: no answer that is kept depends on them. */
  keepKey(key: KeptKey): Promise<void>;
  revokeKey(revocation: Revocation): Promise<void>;
  /** Returns the id of the agreement. */
  recordAgreement(agreement: NewAgreement): Promise<string>;
  endAgreement(end: AgreementEnd): Promise<void>;
  setContact(contact: NewContact): Promise<void>;
  removeContact(removal: ContactRemoval): Promise<void>;
  /** Runs of sources move no data version: what they bring does. */
  askForRun(asking: Asking): Promise<void>;
  endRun(asking: Asking): Promise<void>;
  confirmAndRun(asking: Asking): Promise<void>;
  /** Returns what holds now, and how many rows were hidden at once. */
  setDisclosurePolicy(act: NewPolicy): Promise<PolicySet>;
}

/** What one request carries: who asks, the one door to the data, the one to change it, the day it is asked on, and its batches of look-ups. */
export interface RequestContext {
  viewer: Viewer;
  db: Kysely<HubRows>;
  acts: Acts;
  /** What is reported by exception, and to whom. */
  exceptionRules: ExceptionRules;
  now: () => Date;
  today: string;
  /** What the public would be answered to a saved operation, whoever asks: what a proposal cites must be for everybody to check. */
  askAsPublic: AskAsPublic;
  /** The same request as the public would make it, made when first asked for: see `asEverybody`. */
  ofPublic: () => RequestContext;
  /** One loader per path and arguments, so that a list of any length costs one statement. */
  loaders: Map<string, DataLoader<unknown, unknown>>;
  /** What earlier requests read that still holds, where this one may be answered from it. */
  held?: HeldReadings | undefined;
  /** The same of what is so for everybody, and shown to nobody as it is. */
  heldForAll?: HeldReadings | undefined;
  /** What may be told of the request, noted as it is answered. Apollo copies a context, so whatever its maker wants to know stands in here. */
  asked?: Asked;
  /** How many values the lists of this answer may still give, below 0 once they have given too many; not limited where there is none. */
  valueBudget?: { left: number; readonly most: number };
  /** How many values the query could return at most, once that is worked out. */
  cost?: number;
}

/** What was looked up in one state of the data: by the name of what looks it up, and what was asked of it. */
export interface HeldReadings {
  moment: string;
  values: Map<string, Map<string, Promise<unknown>>>;
  /** About how much of the memory they take. */
  bytes: number;
}

/** Answers a saved operation as the public would be answered; its first error is thrown. */
export type AskAsPublic = <Result, Variables extends Record<string, unknown>>(operation: TypedQueryDocumentNode<Result, Variables>, variables: Variables) => Promise<Result>;

/** What every request carries alike. */
export interface Door extends Pick<RequestContext, 'acts' | 'now'>, Partial<Pick<RequestContext, 'exceptionRules' | 'askAsPublic'>> {
  rows: Kysely<HubRows>;
  rules: readonly RowRule[];
}

const askNobody: AskAsPublic = () => {
  throw new Error('Nobody answers what a request asks as the public');
};

/** Making the way through the door ready costs more than what a small question reads, and is the same for all who see the same. */
const readableThrough = rememberFor<Door, Kysely<HubRows>>();

/** A request by a viewer, before anything was read for it. */
export function contextOf(door: Door, viewer: Viewer): RequestContext {
  const { rows, rules, acts, exceptionRules = loadExceptionRules(), now, askAsPublic = askNobody } = door;
  let made: RequestContext | undefined;
  const ofPublic = (): RequestContext => (made ??= contextOf(door, publicViewer(viewer.today)));
  return { viewer, db: readableThrough(door, `${reachOf(viewer)} ${viewer.today}`, () => readable(rows, rules, viewer)), acts, exceptionRules, now, askAsPublic, ofPublic, today: viewer.today, loaders: new Map() };
}

/** The request as the public would make it: what is said to everybody rests on nothing else. */
export function asEverybody(context: RequestContext): RequestContext {
  return context.viewer.holder === null ? context : context.ofPublic();
}

/** A table read by name, where the table is only known at run time. */
export type AnyRows = Record<string, Record<string, unknown>>;

/** The loader kept in this request under a name, made when first asked for. It is asked by texts, or by things that it was handed before. */
export function loaderOf<Value>(context: RequestContext, name: string, make: () => DataLoader<string, Value>): DataLoader<string, Value>;
export function loaderOf<Value, Key extends object>(context: RequestContext, name: string, make: () => DataLoader<Key, Value>): DataLoader<Key, Value>;
export function loaderOf(context: RequestContext, name: string, make: () => DataLoader<unknown, unknown>): DataLoader<unknown, unknown> {
  const known = context.loaders.get(name);
  if (known) return known;
  const made = make();
  context.loaders.set(name, made);
  return made;
}
