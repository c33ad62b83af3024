import DataLoader from 'dataloader';
import type { Kysely } from 'kysely';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { HubError } from '../../errors.ts';
import { heardSince } from '../../harvest/runs/underWay.ts';
import { SourceStanding, standingOf } from '../../harvest/sources/standing.ts';
import type { Acts, HubRows, RequestContext } from '../context.ts';
import { loaderOf } from '../context.ts';
import { costOfAct, costOfShortList } from '../cost.ts';
import { countIssues, readCompleteness, readUnderWay } from '../read/readSourceFacts.ts';
import { findOne } from '../read/related.ts';
import { HarvestRunType, SourceType } from '../types/source.ts';
import { actorOn } from './publishing.ts';
import { Completeness, HarvestPayload, HarvestTrigger, HarvestUnderWay, IssueCount } from '../types/sourceFacts.ts';

/** Facts of a source by its id, in one go for all sources asked at once. */
function factsOf<Value extends object>(context: RequestContext, name: string, read: (db: Kysely<HubRows>, ids: readonly string[]) => Promise<(Value & { sourceId: string })[]>): DataLoader<string, Value[]> {
  return loaderOf(context, name, () => new DataLoader<string, Value[]>(async (ids) => {
    const bySource = Map.groupBy(await read(context.db, ids), ({ sourceId }) => sourceId);
    return ids.map((id) => bySource.get(id) ?? []);
  }));
}

@Resolver(() => SourceType)
export class SourceFactsResolver {
  @FieldResolver(() => SourceStanding, { description: 'How far what the hub holds of it can be relied on to be what it publishes now.' })
  standing(@Root() source: SourceType): SourceStanding {
    return standingOf(source);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the hub knows where to read it and can do so by itself. False for what was imported by hand, or comes through another hub.' })
  isRegistered(@Root() { registration }: SourceType): boolean {
    return registration !== null;
  }

  @FieldResolver(() => SourceType, { nullable: true, description: 'The hub it comes through, where the publisher’s data were read by another hub first. Empty when it is read directly.' })
  through(@Root() { viaId }: SourceType, @Ctx() context: RequestContext): Promise<SourceType | null> {
    return findOne(context, 'source', viaId);
  }

  @FieldResolver(() => HarvestUnderWay, { nullable: true, description: 'The run that reads it at this moment. Empty when none does.' })
  async underWay(@Root() { id }: SourceType, @Ctx() context: RequestContext): Promise<HarvestUnderWay | null> {
    const found = await factsOf<HarvestUnderWay>(context, 'runs under way', (db, ids) => readUnderWay(db, ids, heardSince(context.now()))).load(id);
    return found[0] ?? null;
  }

  @FieldResolver(() => [IssueCount], { description: 'How often each rule was broken in its last harvest, the most often first.', complexity: costOfShortList(5) })
  issuesByRule(@Root() { id }: SourceType, @Ctx() context: RequestContext): Promise<IssueCount[]> {
    return factsOf<IssueCount>(context, 'issues by rule', countIssues).load(id);
  }

  @FieldResolver(() => [Completeness], { description: 'How many of its records state what comparisons need: ages, area, theme, cost, dates, place. Nouns it has none of are left out.', complexity: costOfShortList(12) })
  completeness(@Root() { id }: SourceType, @Ctx() context: RequestContext): Promise<Completeness[]> {
    return factsOf<Completeness>(context, 'completeness', readCompleteness).load(id);
  }
}

@Resolver(() => HarvestRunType)
export class HarvestTriggerResolver {
  @FieldResolver(() => HarvestTrigger, { description: 'What began it.' })
  trigger(@Root() run: HarvestRunType & { trigger: HarvestTrigger }): HarvestTrigger {
    return run.trigger;
  }
}

const whichSource = { description: 'Id of the source: the publisher’s code and the name of its package.' };

@Resolver()
export class SourceActsResolver {
  // Empty when refused, so that of several changes in one request each stands alone.
  @Mutation(() => HarvestPayload, { nullable: true, description: 'As a reviewer, or as the publisher of its own source, ask for the source to be read. The run begins within seconds where a hub reads sources (setting HARVESTS) and is reading no other, since they are read one after another; underWay then tells how far it is. Empty, with an error, when refused.', complexity: costOfAct })
  harvestSource(@Ctx() context: RequestContext, @Arg('source', () => ID, whichSource) id: string): Promise<HarvestPayload> {
    return act(context, id, 'askForRun');
  }

  @Mutation(() => HarvestPayload, { nullable: true, description: 'As a reviewer, or as the publisher of its own source, end the run that reads it, or take back one that has not begun. It ends within seconds, and what it has not finished changes nothing. Empty, with an error, when refused.', complexity: costOfAct })
  cancelHarvest(@Ctx() context: RequestContext, @Arg('source', () => ID, whichSource) id: string): Promise<HarvestPayload> {
    return act(context, id, 'endRun');
  }

  @Mutation(() => HarvestPayload, { nullable: true, description: 'As a reviewer, or as the publisher of its own source, say that what is gone from a source that is held is rightly gone, and have it read: the run goes on if it reads just that again. Empty, with an error, when refused.', complexity: costOfAct })
  confirmHarvest(@Ctx() context: RequestContext, @Arg('source', () => ID, whichSource) id: string): Promise<HarvestPayload> {
    return act(context, id, 'confirmAndRun');
  }
}

async function act(context: RequestContext, id: string, what: keyof Pick<Acts, 'askForRun' | 'endRun' | 'confirmAndRun'>): Promise<HarvestPayload> {
  // Who asks without a key is told of that first.
  if (context.viewer.holder !== null) await findSource(context, id);
  const by = await actorOn(context, id, { scope: 'publish', what: 'have it read' });
  await context.acts[what]({ sourceId: id, by, at: context.now() });
  // What the request had looked up before may no longer be so.
  context.loaders.clear();
  return { source: await findSource(context, id) };
}

async function findSource(context: RequestContext, id: string): Promise<SourceType> {
  const source = await findOne<SourceType>(context, 'source', id);
  if (source) return source;
  throw new HubError('UNKNOWN_SOURCE', `No source has the id "${id.slice(0, 80)}". "sources" lists the ids.`);
}
