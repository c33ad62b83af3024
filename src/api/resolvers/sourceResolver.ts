import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { costOfFingerprint, costOfPage, costOfShortList } from '../cost.ts';
import { HarvestArgs, HarvestRunConnection, IssueArgs, IssueConnection, newestHarvestsFirst, PackageRowArgs, PackageRowConnection, readHarvests, readIssues, readSources, SourceArgs, SourceConnection } from '../lists/sources.ts';
import { findFingerprints } from '../read/packageRows/findFingerprints.ts';
import { readPackageRows, type PackageRowPage } from '../read/packageRows/readPackageRows.ts';
import { findRecordCounts } from '../read/recordCounts.ts';
import { readPage, type Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';
import { DataVersion, HarvestRunType, IssueType, Publisher, RecordCount, SourceType } from '../types/source.ts';

export function publisherOf(source: SourceType): Publisher {
  return { kind: source.publisherKind, code: source.publisherCode, name: source.publisherName };
}

export function isOnTheWeb(place: string | null): boolean {
  return place !== null && /^https?:\/\//i.test(place) && URL.canParse(place);
}

@Resolver(() => SourceType)
export class SourceResolver {
  @Query(() => SourceConnection, { description: 'Where the data comes from, by title.', complexity: costOfPage })
  sources(@Ctx() context: RequestContext, @Args(() => SourceArgs) args: SourceArgs): Promise<Page> {
    return readSources(context, args);
  }

  @Query(() => SourceType, { nullable: true, description: 'One source by its id, or null when the hub has none.' })
  source(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: "The publisher's code and the name of its package." }) id: string): Promise<SourceType | null> {
    return findOne(context, 'source', id);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Where its publisher has it on the web. Empty where it was read from a file, or through a hub that does not say.' })
  link(@Root() { address }: SourceType): string | null {
    return isOnTheWeb(address) ? address : null;
  }

  @FieldResolver(() => Publisher, { description: 'Who publishes it.' })
  publisher(@Root() source: SourceType): Publisher {
    return publisherOf(source);
  }

  @FieldResolver(() => String, { description: 'How its last harvest went, in a sentence.' })
  async status(@Root() source: SourceType, @Ctx() context: RequestContext): Promise<string> {
    const last = await findLastHarvest(context, source.id);
    return statusInWords(source, last !== null && isSuperseded(last, source) ? await findOne(context, 'harvest', source.lastSuccessId) : last);
  }

  @FieldResolver(() => HarvestRunType, { nullable: true, description: 'The last run, whether it succeeded or failed, or its removal (see trigger). Empty when there was none.' })
  lastHarvest(@Root() source: SourceType, @Ctx() context: RequestContext): Promise<HarvestRunType | null> {
    return findLastHarvest(context, source.id);
  }

  @FieldResolver(() => HarvestRunConnection, { description: 'Its harvests, newest first. A run that finds nothing changed is not written down.', complexity: costOfPage })
  harvests(@Root() source: SourceType, @Ctx() context: RequestContext, @Args(() => HarvestArgs) args: HarvestArgs): Promise<Page> {
    return readHarvests(context, args, { id: source.id, column: 'sourceId' });
  }

  @FieldResolver(() => IssueConnection, { description: 'What was wrong with its data, harvest by harvest.', complexity: costOfPage })
  issues(@Root() source: SourceType, @Ctx() context: RequestContext, @Args(() => IssueArgs) args: IssueArgs): Promise<Page> {
    return readIssues(context, args, { id: source.id, column: 'sourceId' });
  }

  @FieldResolver(() => [RecordCount], { description: 'How many records of each noun it holds at present; nouns it has none of are left out.', complexity: costOfShortList(25) })
  records(@Root() source: SourceType, @Ctx() context: RequestContext): Promise<RecordCount[]> {
    return findRecordCounts(context, source.id);
  }

  @FieldResolver(() => PackageRowConnection, { description: 'Its records of one noun as rows of the data package, by id: another hub reads a source by them.', complexity: costOfPage })
  rows(@Root() source: SourceType, @Ctx() context: RequestContext, @Args(() => PackageRowArgs) args: PackageRowArgs): Promise<PackageRowPage> {
    return readPackageRows(context, source, args);
  }
}

@Resolver(() => PackageRowConnection)
export class PackageRowResolver {
  @FieldResolver(() => [String], { description: 'Names of the columns of which each row has a cell, as in the Table Schema of the file.' })
  columns(@Root() page: PackageRowPage): string[] {
    return page.columns;
  }
}

@Resolver(() => RecordCount)
export class RecordCountResolver {
  @FieldResolver(() => String, { description: 'Changes whenever a record of this noun joins or leaves the source, says something else or stands elsewhere in its file, as far as you may see it. Two hubs that hold the same records give the same.', complexity: costOfFingerprint })
  async fingerprint(@Root() { sourceId, noun }: RecordCount, @Ctx() context: RequestContext): Promise<string> {
    return (await findFingerprints(context, sourceId)).get(noun)!;
  }
}

@Resolver(() => HarvestRunType)
export class HarvestRunResolver {
  @Query(() => HarvestRunConnection, { description: 'Runs in which sources were read or removed, newest first.', complexity: costOfPage })
  harvests(@Ctx() context: RequestContext, @Args(() => HarvestArgs) args: HarvestArgs): Promise<Page> {
    return readHarvests(context, args);
  }

  @FieldResolver(() => SourceType, { nullable: true, description: 'The source that was read.' })
  source(@Root() harvest: HarvestRunType, @Ctx() context: RequestContext): Promise<SourceType | null> {
    return findOne(context, 'source', harvest.sourceId);
  }

  @FieldResolver(() => IssueConnection, { description: 'What was wrong with the data it read. Of runs that failed or were held only the last of a source that found anything keeps it.', complexity: costOfPage })
  issues(@Root() harvest: HarvestRunType, @Ctx() context: RequestContext, @Args(() => IssueArgs) args: IssueArgs): Promise<Page> {
    return readIssues(context, args, { id: harvest.id, column: 'harvestId' });
  }
}

@Resolver(() => IssueType)
export class IssueResolver {
  @Query(() => IssueConnection, { description: 'What was wrong with the data of all sources, harvest by harvest.', complexity: costOfPage })
  issues(@Ctx() context: RequestContext, @Args(() => IssueArgs) args: IssueArgs): Promise<Page> {
    return readIssues(context, args);
  }

  @FieldResolver(() => SourceType, { nullable: true, description: 'The source it was found in.' })
  source(@Root() issue: IssueType, @Ctx() context: RequestContext): Promise<SourceType | null> {
    return findOne(context, 'source', issue.sourceId);
  }

  @FieldResolver(() => HarvestRunType, { nullable: true, description: 'The harvest that found it.' })
  harvest(@Root() issue: IssueType, @Ctx() context: RequestContext): Promise<HarvestRunType | null> {
    return findOne(context, 'harvest', issue.harvestId);
  }
}

@Resolver(() => DataVersion)
export class DataVersionResolver {
  @Query(() => DataVersion, { description: 'The data as it stands now. The number moves whenever anything changes, within one import more than once: what landed, then what was read and compared of it.' })
  async dataVersion(@Ctx() { db }: RequestContext): Promise<DataVersion> {
    const last = await db.selectFrom('data_version').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst();
    return { number: Number(last?.version ?? 0), committedAt: last?.committedAt ?? null, cause: last?.cause ?? null };
  }
}

async function findLastHarvest(context: RequestContext, sourceId: string): Promise<HarvestRunType | null> {
  const { rows } = await readPage<HarvestRunType>(context, { list: newestHarvestsFirst, page: { first: 1 }, parent: { id: sourceId, column: 'sourceId' } });
  return rows[0] ?? null;
}

function statusInWords({ lastReadAt, lastSuccessAt, staleSince, removedAt, viaId }: SourceType, last: HarvestRunType | null): string {
  if (removedAt !== null) return `Removed on ${dayOf(removedAt)}, so its records are withdrawn.`;
  if (last === null) return 'Never read.';
  const day = dayOf(last.finishedAt);
  const readAt = lastReadAt ?? lastSuccessAt;
  const before = readAt === null ? 'the hub has yet to read it to its end' : `what was read until ${dayOf(readAt)} still stands`;
  const since = readAt !== null && staleSince !== null && dayOf(staleSince) !== day ? ` No run has landed since ${dayOf(staleSince)}.` : '';
  if (last.status === 'failed') return `Could not be used on ${day}, so ${before}.${since} ${last.message ?? ''}`.trim();
  if (last.status === 'held') return `Held on ${day}, so ${before}.${since} ${last.message ?? ''}`.trim();
  if (last.status === 'cancelled') return `The run of ${day} was cancelled, so ${before}.${since}`;
  if (viaId !== null && staleSince !== null) return `${viaId}, through which it comes, could not be read since ${dayOf(staleSince)}, so ${before}.`;
  if (readAt === null) return `Removed on ${day}, and not read since.`;
  const readOn = dayOf(readAt);
  if (last.rowsRefused > 0) return `Read on ${readOn}: ${last.rowsRefused} of ${last.rowsRead} rows were refused; its issues tell the publisher, and mostly everybody, why.`;
  return `Read on ${readOn}: all ${last.rowsRead} rows were taken.`;
}

/** Whether the source was read to its end since, and found as it had been: such a run leaves no entry, and what the last success says holds again. */
function isSuperseded({ finishedAt }: HarvestRunType, { lastReadAt, lastSuccessId }: SourceType): boolean {
  return lastSuccessId !== null && lastReadAt !== null && lastReadAt > finishedAt;
}

function dayOf(instant: string): string {
  return instant.slice(0, 10);
}
