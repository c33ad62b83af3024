import { overlapIdOf } from '../../overlap/decisions/Decision.ts';
import { decisionEvidence } from '../../overlap/decisions/decisionEvidence.ts';
import type { LaterAct } from '../../overlap/decisions/flagDecision.ts';
import type { RequestContext } from '../context.ts';
import { heldLoaderOf } from '../heldReadings.ts';
import { DecisionKind, DecisionState } from '../types/decision.ts';
import { movesBehind, movesOnFrom, overlapsWithThemes, presentId } from './movedOverlaps.ts';
import { isInState } from './readDecisions.ts';
import { findOverlapFacts } from './readOverlapFacts.ts';
import { findPriorityFacts } from './readPriorityFacts.ts';

/** What decisions in force took out of an overlap after a moment, wherever merges had taken it by then: as far as the viewer may see them, those first that tell of single statements. */
export async function laterActsOn(context: RequestContext, overlapId: string, since: string): Promise<LaterAct[]> {
  const present = await presentId(context, overlapId);
  const [splits, others] = await Promise.all([splitsSince(context, overlapId, since), readOuttakes(context)]);
  const outtakes = await Promise.all(others.filter(({ madeAt }) => madeAt > since).map(async (act) => ((await tookOutOf(context, present, act)) ? [toLaterAct(act)] : [])));
  return [...outtakes.flat(), ...splits];
}

/** Splits, with whoever shares what they took out where that now stands. */
async function splitsSince(context: RequestContext, overlapId: string, since: string): Promise<LaterAct[]> {
  const splits = (await movesOnFrom(context, overlapId, since)).filter(({ kind }) => kind === 'split-overlap');
  return Promise.all(splits.map(async (split) => {
    const part = await findOverlapFacts(context, await presentId(context, split.otherOverlapId!));
    return { isSplit: true, told: decisionEvidence(`“${split.title}” was taken out of it`, split).explanation, authorities: new Set(part?.authorities.keys()) };
  }));
}

/** A refused theme, or a link of a statement to one that may stand elsewhere. */
interface Outtake {
  id: string;
  kind: string;
  priorityId: string;
  title: string;
  themeCode: string;
  label: string;
  reviewer: string;
  madeAt: string;
  note: string;
  authorities: ReadonlySet<string>;
}

/** Whether a statement would stand in an overlap, but for what was decided of it. */
async function tookOutOf(context: RequestContext, overlapId: string, { kind, priorityId, themeCode }: Outtake): Promise<boolean> {
  if (kind === DecisionKind.REFUSE_THEME) return (await overlapsWithThemes(context, [themeCode])).includes(overlapId);
  const own = (await findPriorityFacts(context, priorityId))?.themes.find((theme) => theme.themeCode === themeCode);
  if (own === undefined) return false;
  const last = (await movesBehind(context, { priorityId, ...own })).at(-1);
  return (last?.otherOverlapId ?? overlapIdOf(themeCode)) === overlapId;
}

function toLaterAct(act: Outtake): LaterAct {
  const what = act.kind === DecisionKind.REFUSE_THEME ? `${act.label} was refused in “${act.title}”` : `“${act.title}” was linked to another`;
  return { isSplit: false, told: decisionEvidence(what, act).explanation, authorities: act.authorities };
}

/** All of them that are in force: one statement, asked only where an overlap lost authorities. */
function readOuttakes(context: RequestContext): Promise<Outtake[]> {
  return heldLoaderOf(context, 'decisions that take statements out of overlaps', async (reading) => [await readOuttakesOf(reading)]).load('all');
}

async function readOuttakesOf(context: RequestContext): Promise<Outtake[]> {
  const rows = await context.db
    .selectFrom('decision')
    .innerJoin('decision_priority as named', 'named.ownerId', 'decision.id')
    .innerJoin('priority', 'priority.id', 'named.targetId')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'priority.planId')
    .innerJoin('theme', 'theme.id', 'decision.themeCode')
    .select(['decision.id', 'decision.kind', 'decision.priorityIds', 'decision.themeCode', 'decision.reviewer', 'decision.madeAt', 'decision.note', 'priority.id as priorityId', 'priority.title', 'theme.label', 'plan_authority.targetId as authorityCode'])
    .where('decision.kind', 'in', [DecisionKind.REFUSE_THEME, DecisionKind.LINK_PRIORITIES])
    .where(await isInState(context, DecisionState.IN_FORCE))
    .orderBy('decision.madeAt')
    .orderBy('decision.id')
    .execute();
  // Of a link, the second goes where the first is.
  const moved = rows.filter(({ priorityId, priorityIds }) => (JSON.parse(priorityIds) as string[]).at(-1) === priorityId);
  return [...Map.groupBy(moved, ({ id }) => id).values()].map((ofOne) => ({ ...ofOne[0]!, themeCode: ofOne[0]!.themeCode!, authorities: new Set(ofOne.map(({ authorityCode }) => authorityCode)) }));
}
