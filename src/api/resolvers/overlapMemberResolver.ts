import { sql } from 'kysely';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { PriorityType } from '../../catalogue/priority.ts';
import { inList } from '../../db/inList.ts';
import { isUncertain } from '../../overlap/isUncertain.ts';
import type { RequestContext } from '../context.ts';
import { costOfShortList } from '../cost.ts';
import { heldLoaderOf } from '../heldReadings.ts';
import { costOfReasons, EvidenceArgs, reasonsAskedFor } from '../read/evidenceArgs.ts';
import { evidenceOfMember, evidenceOfReading, themesOfPriority, type StoredEvidence, type ThemeReading } from '../read/readThemes.ts';
import { findOne } from '../read/related.ts';
import { withSharedIndicators, type ShownMember } from '../read/sharedIndicators.ts';
import { Approach, Evidence, OverlapMember, PriorityTheme } from '../types/overlap.ts';

@Resolver(() => OverlapMember)
export class OverlapMemberResolver {
  @FieldResolver(() => PriorityType, { description: 'The statement, in its own words.' })
  priority(@Root() member: OverlapMember, @Ctx() context: RequestContext): Promise<PriorityType | null> {
    return findOne(context, 'priority', member.priorityId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether a person should look first: confidence is below readingThresholds.sure (0.6).' })
  isUncertain(@Root() { confidence }: OverlapMember): boolean {
    return isUncertain(confidence);
  }

  @FieldResolver(() => [Evidence], { description: 'Why it belongs, those reasons first that counted most; of a related member, why it is in no core group before them.', complexity: costOfReasons })
  async evidence(@Root() member: ShownMember, @Ctx() context: RequestContext, @Args(() => EvidenceArgs) args: EvidenceArgs): Promise<Evidence[]> {
    const first = reasonsAskedFor(args);
    const evidence = await heldLoaderOf(context, 'evidence of members', readEvidence).load(`${member.overlapId}\n${member.priorityId}`);
    return withoutHidden(context, (await withSharedIndicators(context, member, evidence)).slice(0, first));
  }
}

@Resolver(() => PriorityType)
export class PriorityReadingResolver {
  @FieldResolver(() => [PriorityTheme], { description: 'Themes of the shared taxonomy that the hub reads in it, main ones first, with how sure it is and why.', complexity: costOfShortList(2) })
  themes(@Root() priority: PriorityType, @Ctx() context: RequestContext): Promise<ThemeReading[]> {
    return themesOfPriority(context, priority.id);
  }

  @FieldResolver(() => Approach, { nullable: true, description: 'How its title sets out to reach its aim; null where no words of it say so ("Mental health"), or where the hub has yet to read it.' })
  approach(@Root() priority: PriorityType, @Ctx() context: RequestContext): Promise<Approach | null> {
    return heldLoaderOf(context, 'approaches of priorities', readApproaches).load(priority.id);
  }
}

@Resolver(() => PriorityTheme)
export class PriorityThemeResolver {
  @FieldResolver(() => [Evidence], { description: 'The reasons, those that counted most first.', complexity: costOfReasons })
  async evidence(@Root() reading: ThemeReading, @Ctx() context: RequestContext, @Args(() => EvidenceArgs) args: EvidenceArgs): Promise<Evidence[]> {
    const first = reasonsAskedFor(args);
    return (await evidenceOfReading(context, reading)).slice(0, first);
  }
}

/** A link may have been made to a priority that is now under embargo: then only that there is a decision is told. */
async function withoutHidden(context: RequestContext, evidence: readonly StoredEvidence[]): Promise<Evidence[]> {
  return Promise.all(evidence.map(async ({ decisionId, ...reason }) => (decisionId === undefined || (await findOne(context, 'decision', decisionId)) ? reason : { ...reason, explanation: 'A reviewer decided so, about a priority that you may not see.' })));
}

async function readEvidence(context: RequestContext, keys: readonly string[]): Promise<StoredEvidence[][]> {
  const rows = await context.db
    .selectFrom('overlap_member as member')
    .leftJoin('priority_theme as reading', (join) => join.onRef('reading.ownerId', '=', 'member.priorityId').onRef('reading.targetId', '=', 'member.themeCode'))
    .select(['member.overlapId', 'member.priorityId', 'member.evidence', 'reading.evidence as ofTheme', 'reading.placeEvidence as ofPlace'])
    .where(sql<boolean>`member.priority_id in ${inList(keys.map((key) => key.split('\n')[1]!))}`)
    .execute();
  const byKey = new Map(rows.map((row) => [`${row.overlapId}\n${row.priorityId}`, evidenceOfMember(row)]));
  return keys.map((key) => byKey.get(key) ?? []);
}

/** What an older engine read, and a start has yet to read again, was a sentence and is none of these. */
const approaches = Object.values(Approach);

async function readApproaches({ db }: RequestContext, ids: readonly string[]): Promise<(Approach | null)[]> {
  const rows = await db.selectFrom('priority_reading').select(['priorityId', 'aim']).where(sql<boolean>`priority_id in ${inList(ids)}`).execute();
  const byId = new Map(rows.map(({ priorityId, aim }) => [priorityId, approaches.find((approach) => approach === aim) ?? null]));
  return ids.map((id) => byId.get(id) ?? null);
}
