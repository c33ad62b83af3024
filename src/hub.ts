import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Acts, HubRows } from './api/context.ts';
import { endAgreement, storeAgreement } from './access/agreements.ts';
import { revokeKey, storeKey } from './access/keyStore.ts';
import { accessRules } from './access/policy.ts';
import { accessTables } from './access/tables.ts';
import { catalogueTables } from './catalogue/tables.ts';
import { removeContact, storeContact } from './commissioning/contacts/storeContact.ts';
import { commissioningRules } from './commissioning/policy.ts';
import { storeComment, storeEvidence, storeMove, storePosition, storeStage } from './commissioning/proposals/storeActs.ts';
import { storeEdit, storeProposal } from './commissioning/proposals/storeProposal.ts';
import { withholdFacts } from './commissioning/proposals/withholdFacts.ts';
import { commissioningTables } from './commissioning/tables.ts';
import type { Config } from './config.ts';
import type { Database, Write } from './db/Database.ts';
import type { NextDataVersion } from './db/NextDataVersion.ts';
import { openDatabase } from './db/openDatabase.ts';
import { PropertyNames } from './db/propertyNames.ts';
import type { HarvestContext } from './harvest/harvestReport.ts';
import { setPolicy, type NewPolicy, type PolicySet } from './harvest/disclosure/setPolicy.ts';
import { decideDuplicate, undoDuplicateDecision } from './harvest/duplicates/decideDuplicate.ts';
import { importDuplicates, type FiledDuplicateDecision } from './harvest/duplicates/importDuplicates.ts';
import { askForRun, confirmAndRun, endRun } from './harvest/runs/askForRun.ts';
import { loadRules } from './harvest/duplicates/rules.ts';
import { isAnyUncompared, updateDuplicates } from './harvest/duplicates/updateDuplicates.ts';
import { harvestRules } from './harvest/policy.ts';
import { harvestTables } from './harvest/tables.ts';
import { nextDataVersion } from './harvest/recordHarvest.ts';
import { loadEngine, type Engine } from './overlap/engine/loadEngine.ts';
import { decide, undo, type Deciding } from './overlap/decisions/decide.ts';
import type { FiledDecision } from './overlap/decisions/decisionsFile.ts';
import { importDecisions, type DecisionImport } from './overlap/decisions/importDecisions.ts';
import { noMeanings, type Meanings } from './overlap/meaning/Meanings.ts';
import type { Meaning } from './overlap/meaning/openMeaning.ts';
import { isAnyUnread } from './overlap/findChanged.ts';
import { overlapTables } from './overlap/tables.ts';
import { storeDispute, storeWithdrawal } from './overlap/disputes.ts';
import { overlapRules } from './overlap/policy.ts';
import { performanceRules } from './performance/policy.ts';
import { removeGroup, storeGroup } from './performance/comparators/storeGroup.ts';
import { storeReport, withdrawReport } from './performance/progress/storeReport.ts';
import { performanceTables } from './performance/tables.ts';
import { updateOverlaps, type OverlapUpdate } from './overlap/updateOverlaps.ts';
import { refer, withdrawReferral } from './performance/governance/referrals.ts';
import { searchRules } from './search/policy.ts';
import { searchTables } from './search/tables.ts';
import { isSearchStale, updateSearch } from './search/updateSearch.ts';
import { counted } from './words.ts';

/** Every table of the hub, folder by folder. */
export const hubTables = [...accessTables, ...catalogueTables, ...harvestTables, ...overlapTables, ...performanceTables, ...commissioningTables, ...searchTables] as const;
/** Which rows a viewer may see, as each folder states it for its own tables. */
export const rowRules = [...accessRules, ...harvestRules, ...overlapRules, ...performanceRules(harvestRules), ...commissioningRules, ...searchRules(harvestRules)] as const;

export type Hub = Database<HubRows> & { harvesting: HarvestContext; acts: Acts; meaning: Meaning | null };

/** Moves by hand when the harvest reads packages differently: every package is then read again. */
const harvestRulesVersion = '7';

/** The hub's database, open and up to date. */
export async function openHub(place: Pick<Config, 'database' | 'dataFolder'> & Partial<Pick<Config, 'maxReadSeconds' | 'embedding'>>): Promise<Hub> {
  const database = await openDatabase<HubRows>(place.database, { tables: hubTables, backupFolder: backupFolder(place), ...(place.maxReadSeconds !== undefined && { maxReadSeconds: place.maxReadSeconds }) });
  const harvesting: HarvestContext = {
    write: database.write,
    columnsOf: database.columnsOf,
    now: () => new Date(),
    rulesVersion: harvestRulesVersion,
    afterMerge: async (writing, sourceIds) => {
      for (const sourceId of sourceIds) {
        await updateSearch(writing, sourceId);
        await withholdFacts(writing.db, sourceId);
      }
    },
  };
  await refreshSearch(database, harvesting.now);
  return { ...database, harvesting, acts: actsOn(database), meaning: place.embedding ? await meaningBy(place.embedding) : null };
}

/** Loaded only where a service is set: without one there is nothing in the hub that could ask one. */
async function meaningBy(settings: NonNullable<Config['embedding']>): Promise<Meaning> {
  const [{ openMeaning }, { httpEmbedder }] = await Promise.all([import('./overlap/meaning/openMeaning.ts'), import('./overlap/meaning/httpEmbedder.ts')]);
  return openMeaning(httpEmbedder(settings), settings.seconds);
}

/** Protects what the hub holds of a source, and what evidence has quoted of it. */
async function protect(work: Parameters<typeof setPolicy>[0], act: NewPolicy): Promise<PolicySet> {
  const set = await setPolicy(work, act, nextDataVersion);
  await withholdFacts(work.db, act.sourceId);
  return set;
}

/** What callers of the API may change, each in one transaction: all of it, or nothing. */
export function actsOn({ write, columnsOf }: Pick<Database<HubRows>, 'write' | 'columnsOf'>): Acts {
  const engine = loadEngine();
  const by = <Act, Result>(store: (db: Kysely<unknown>, act: Act, next: NextDataVersion) => Promise<Result>) => (act: Act) => write(({ inTransaction }) => inTransaction((db) => store(db, act, nextDataVersion)));
  const deciding = <Result>(act: (means: Deciding) => Promise<Result>) => inOneTransaction(write, engine, act);
  return {
    disputeCoding: by(storeDispute),
    withdrawDispute: by(storeWithdrawal),
    decide: (decision) => deciding((means) => decide(means, decision)),
    undoDecision: (act) => deciding((means) => undo(means, act)),
    decideDuplicate: by(decideDuplicate),
    undoDuplicateDecision: by(undoDuplicateDecision),
    saveGroup: by(storeGroup),
    removeGroup: by(removeGroup),
    recordProgress: by(storeReport),
    withdrawProgress: by(withdrawReport),
    refer: by(refer),
    withdrawReferral: by(withdrawReferral),
    startProposal: by(storeProposal),
    editProposal: by(storeEdit),
    moveProposal: by(storeMove),
    takePosition: by(storePosition),
    freezeEvidence: by(storeEvidence),
    recordStage: by(storeStage),
    commentOnProposal: by(storeComment),
    keepKey: by(storeKey),
    revokeKey: by(revokeKey),
    recordAgreement: by(storeAgreement),
    endAgreement: by(endAgreement),
    setContact: by(storeContact),
    removeContact: by(removeContact),
    askForRun: by(askForRun),
    endRun: (asking) => write(({ inTransaction }) => inTransaction((db) => endRun(db, asking))),
    confirmAndRun: by(confirmAndRun),
    setDisclosurePolicy: (act) => write((writer) => writer.inTransaction((db) => protect({ ...writer.within(db), columnsOf }, act))),
  };
}

function inOneTransaction<Result>(write: Write, engine: Engine, act: (means: Deciding) => Promise<Result>): Promise<Result> {
  return write((writer) => writer.inTransaction((db) => act({ writer: writer.within(db), engine, nextDataVersion })));
}

/** Adds decisions of a file to those of a hub: all of them, or none. */
export function importDecisionsBy({ write, harvesting }: Pick<Hub, 'write' | 'harvesting'>, { decisions, aboutServices }: { decisions: readonly FiledDecision[]; aboutServices: readonly FiledDuplicateDecision[] }): Promise<DecisionImport> {
  const committedAt = harvesting.now().toISOString();
  return inOneTransaction(write, loadEngine(), async (means) => {
    const [some, others] = [await importDecisions(means, decisions, committedAt), await importDuplicates(means.writer.db, aboutServices, committedAt, nextDataVersion)];
    return { added: some.added + others.added, known: some.known + others.known, waiting: some.waiting + others.waiting };
  });
}

export function backupFolder({ dataFolder }: Pick<Config, 'dataFolder'>): string {
  return join(dataFolder, 'backups');
}

/** After each harvest the index is right already; a new way of reading words is taken up when the hub is next opened. */
async function refreshSearch({ stored, write }: Database<HubRows>, now: () => Date): Promise<void> {
  if (!(await isSearchStale(stored))) return;
  await write((writer) =>
    writer.inTransaction(async (db) => {
      const { read, forgotten } = await updateSearch(writer.within(db));
      // Another process may have done it while this one waited for its turn.
      if (read + forgotten > 0) await nextDataVersion(db, now().toISOString(), `${read} records read again for search, ${forgotten} forgotten`);
    }),
  );
}

/** Rows of a transaction as the API reads them: each column under its property name. */
export function rowsOf(db: Kysely<unknown>): Kysely<HubRows> {
  return db.withPlugin(new PropertyNames()) as Kysely<HubRows>;
}

/** Reads again what changed since the last time. */
export function updateOverlapsBy(write: Write, now: () => Date, meanings?: Meanings): Promise<OverlapUpdate> {
  return updateOverlaps(write, loadEngine(), now, nextDataVersion, meanings);
}

/** Reads again what changed since the last time, and says what came of it: no line when nothing changed. */
export async function refreshOverlaps(hub: Hub): Promise<string[]> {
  const { write, harvesting: { now }, meaning } = hub;
  const meanings = meaning ? await meaning.ask(write, loadEngine().version, now().toISOString().slice(0, 10)) : noMeanings;
  const trouble = meanings.trouble === null ? [] : [meanings.trouble];
  const update = await updateOverlapsBy(write, now, meanings);
  if (update.dataVersion === null) return trouble;
  return [...trouble, `Read ${counted(update.read, 'priority', 'priorities')} again${update.forgotten ? ` and forgot ${update.forgotten}` : ''}: ${counted(update.overlapsTouched.length, 'overlap')} brought up to date.`];
}

/** Compares again the services that changed since the last time, and says what came of it: no line when no candidate moved. */
export async function refreshDuplicates({ write, harvesting: { now } }: Hub): Promise<string[]> {
  const { compared, candidatesMoved } = await updateDuplicates(write, loadRules(), now, nextDataVersion);
  if (candidatesMoved === 0) return [];
  return [`Compared ${counted(compared, 'service')} across sources again: ${counted(candidatesMoved, 'pair that may be one', 'pairs that may be one')} brought up to date.`];
}

/** Whether something that landed in a harvest after one has not been read or compared yet. */
export function isAnythingUnread({ write }: Pick<Hub, 'write'>, afterHarvest: number): Promise<boolean> {
  return write(async ({ db }) => (await isAnyUnread(db, loadEngine().version, afterHarvest)) || (await isAnyUncompared(db, afterHarvest)));
}
