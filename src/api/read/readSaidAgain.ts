import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { inList } from '../../db/inList.ts';
import type { Basis } from '../../overlap/decisions/Decision.ts';
import type { SaidAgain } from '../../overlap/decisions/flagDecision.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { DecisionKind, type DecisionType } from '../types/decision.ts';
import { decisionsInForceOn, isAboutTheme } from './readDecisions.ts';
import { findPriorityFacts } from './readPriorityFacts.ts';

/** What authorities say again, in later plans, of what a decision about priorities names. A few statements for all decisions asked at once. */
export async function saidAgainOf(context: RequestContext, decision: DecisionType): Promise<SaidAgain[]> {
  if (!isAboutTheme(decision) && !isAboutPair(decision)) return [];
  const { words = {} } = JSON.parse(decision.basis) as Basis;
  const found = (JSON.parse(decision.priorityIds) as string[]).map(async (id) => {
    const title = (await findPriorityFacts(context, id))?.title ?? words[id]?.title;
    const later = title === undefined ? [] : await laterOnes(context, { id, title });
    return Promise.all(later.map((one) => toSaidAgain(context, decision, id, one)));
  });
  return (await Promise.all(found)).flat(2);
}

function isAboutPair({ kind }: DecisionType): boolean {
  return kind === DecisionKind.LINK_PRIORITIES || kind === DecisionKind.UNLINK_PRIORITIES;
}

async function toSaidAgain(context: RequestContext, decision: DecisionType, insteadOf: string, { id, planTitle, authorities }: LaterOne): Promise<SaidAgain[]> {
  const [priority, decisions] = await Promise.all([findPriorityFacts(context, id), decisionsInForceOn(context, 'priority', id)]);
  const isDecided = decisions.some((other) => (isAboutTheme(decision) ? isAboutTheme(other) && other.themeCode === decision.themeCode : isAboutPair(other)));
  return priority === null ? [] : [{ insteadOf, priority, planTitle, authorities, isDecided }];
}

interface LaterOne {
  id: string;
  planTitle: string;
  /** Names. */
  authorities: string[];
}

/** Statements that the same authority makes in the same words in a later plan. */
function laterOnes(context: RequestContext, { id, title }: { id: string; title: string }): Promise<LaterOne[]> {
  return loaderOf(context, 'said again', () => new DataLoader((keys: readonly string[]) => readLaterOnes(context, keys))).load(JSON.stringify([id, title]));
}

async function readLaterOnes({ db }: RequestContext, keys: readonly string[]): Promise<LaterOne[][]> {
  const asked = keys.map((key) => JSON.parse(key) as [string, string]);
  const rows = await db
    .selectFrom('priority')
    .innerJoin('plan', 'plan.id', 'priority.planId')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'plan.id')
    .innerJoin('authority', 'authority.id', 'plan_authority.targetId')
    .select(['priority.id', 'priority.title', 'plan.id as planId', 'plan.title as planTitle', 'plan.supersedesId', 'plan.inForceFrom', 'authority.id as authorityCode', 'authority.name'])
    // SQLite changes the case of the letters A to Z alone.
    .where(sql<boolean>`rtrim(lower(trim(priority.title)), '. ') in ${inList([...new Set(asked.flatMap(([, title]) => [plainly(title), plainly(title, /[A-Z]/g)]))])}`)
    .orderBy('priority.id')
    .orderBy('authority.name')
    .execute();
  const statements = [...Map.groupBy(rows, (row) => row.id).values()].map((own) => ({ ...own[0]!, codes: own.map((row) => row.authorityCode), authorities: own.map((row) => row.name) }));
  return asked.map(([id, title]) => {
    const own = statements.find((one) => one.id === id);
    const isLater = (one: (typeof statements)[number]): boolean => {
      // Whose a statement was that is gone tells its id, where its publisher is an authority.
      if (own === undefined) return one.codes.includes(id.split('/')[0]!);
      return one.codes.some((code) => own.codes.includes(code)) && (one.supersedesId === own.planId || (one.inForceFrom ?? '') > (own.inForceFrom ?? '9999'));
    };
    return statements.filter((one) => one.id !== id && one.planId !== own?.planId && plainly(one.title) === plainly(title) && isLater(one));
  });
}

/** A title without what makes no difference: capital letters, spaces around it and a full stop. */
function plainly(title: string, capitals = /\p{Lu}/gu): string {
  return title.trim().replace(capitals, (letter) => letter.toLowerCase()).replace(/[. ]+$/, '');
}
