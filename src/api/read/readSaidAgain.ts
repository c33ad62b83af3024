import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { inList } from '../../db/inList.ts';
import type { Basis } from '../../overlap/decisions/Decision.ts';
import type { SaidAgain } from '../../overlap/decisions/flagDecision.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { DecisionKind, type DecisionType } from '../types/decision.ts';
import { decisionsInForceOn, isAboutTheme } from './readDecisions.ts';
import { findPriorityFacts } from './readPriorityFacts.ts';

/** What authorities say again, in later plans, or in others where it is gone, of what a decision about priorities names. A few statements for all decisions asked at once. */
export async function saidAgainOf(context: RequestContext, decision: DecisionType): Promise<SaidAgain[]> {
  if (!isAboutTheme(decision) && !isAboutPair(decision) && !isSplit(decision)) return [];
  const { words = {} } = JSON.parse(decision.basis) as Basis;
  const found = namedIn(decision).map(async (id) => {
    const title = (await findPriorityFacts(context, id))?.title ?? words[id]?.title;
    const later = title === undefined ? [] : await laterOnes(context, { id, title });
    return Promise.all(later.map((one) => toSaidAgain(context, decision, id, one)));
  });
  return (await Promise.all(found)).flat(2);
}

function namedIn({ priorityIds }: DecisionType): string[] {
  return JSON.parse(priorityIds) as string[];
}

function isSplit({ kind }: DecisionType): boolean {
  return kind === DecisionKind.SPLIT_OVERLAP;
}

function isAboutPair({ kind }: DecisionType): boolean {
  return kind === DecisionKind.LINK_PRIORITIES || kind === DecisionKind.UNLINK_PRIORITIES;
}

async function toSaidAgain(context: RequestContext, decision: DecisionType, insteadOf: string, { id, planTitle, authorities }: LaterOne): Promise<SaidAgain[]> {
  const [priority, decisions] = await Promise.all([findPriorityFacts(context, id), decisionsInForceOn(context, 'priority', id)]);
  // Of what a split names, whoever took the same out of an overlap of the theme, or linked it to something that the split names, has decided where it stands.
  const isSettledSplit = (other: DecisionType): boolean => (isSplit(other) && other.themeCode === decision.themeCode) || (other.kind === DecisionKind.LINK_PRIORITIES && namedIn(other).some((named) => named !== id && namedIn(decision).includes(named)));
  const settlesTheSame = (other: DecisionType): boolean => (isSplit(decision) ? isSettledSplit(other) : isAboutTheme(decision) ? isAboutTheme(other) && other.themeCode === decision.themeCode : isAboutPair(other) && namedIn(other).some((named) => named !== insteadOf && named !== id && namedIn(decision).includes(named)));
  const isDecided = decisions.some(settlesTheSame);
  return priority === null ? [] : [{ insteadOf, priority, planTitle, authorities, isDecided }];
}

interface LaterOne {
  id: string;
  planTitle: string;
  /** Names. */
  authorities: string[];
}

/** Statements that the same authority makes in the same words in a later plan; where the first is gone, and with it when it was made, in any other. */
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
    // SQLite changes the case of the letters A to Z alone. Doubled twice over is as many spaces as anybody leaves.
    .where(sql<boolean>`rtrim(replace(replace(replace(lower(trim(priority.title)), '-', ' '), '  ', ' '), '  ', ' '), '. ') in ${inList([...new Set(asked.flatMap(([, title]) => [plainly(title), plainly(title, /[A-Z]/g), plainly(title.toUpperCase(), /[A-Z]/g)]))])}`)
    .orderBy('priority.id')
    .orderBy('authority.name')
    .execute();
  const statements = [...Map.groupBy(rows, (row) => row.id).values()].map((own) => ({ ...own[0]!, whose: new Map(own.map((row) => [row.authorityCode, row.name])) }));
  const byTitle = Map.groupBy(statements, (one) => plainly(one.title));
  return asked.map(([id, title]) => {
    const own = statements.find((one) => one.id === id);
    // Whose a statement was that is gone tells its id, where its publisher is an authority.
    const who = own === undefined ? [id.split('/')[0]!] : [...own.whose.keys()];
    const isLater = (one: (typeof statements)[number]): boolean => own === undefined || one.supersedesId === own.planId || (one.inForceFrom ?? '') > (own.inForceFrom ?? '9999');
    return (byTitle.get(plainly(title)) ?? [])
      .filter((one) => one.id !== id && one.planId !== own?.planId && isLater(one))
      .map((one) => ({ ...one, authorities: who.flatMap((code) => one.whose.get(code) ?? []) }))
      .filter(({ authorities }) => authorities.length > 0);
  });
}

/** A title without what makes no difference: capital letters, spaces around it or doubled, hyphens and a full stop. */
function plainly(title: string, capitals = /\p{Lu}/gu): string {
  return title.replace(capitals, (letter) => letter.toLowerCase()).replace(/[-\s]+/g, ' ').replace(/(?<![. ])[. ]+$/, '').trimStart();
}
