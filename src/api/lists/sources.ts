import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { connectionOf } from '../connection.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { anyContains, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { isOfRunThatHolds } from '../read/readSourceFacts.ts';
import { HarvestRunType, HarvestStatus, IssueSeverity, IssueType, PackageRow, SourceType } from '../types/source.ts';

export const SourceConnection = connectionOf('Source', () => SourceType);
export const HarvestRunConnection = connectionOf('HarvestRun', () => HarvestRunType);
export const IssueConnection = connectionOf('Issue', () => IssueType);
export const PackageRowConnection = connectionOf('PackageRow', () => PackageRow, 'row of the data package');
export const newestHarvestsFirst: List = { table: 'harvest', orderBy: ['id'], descending: true };

@InputType({ description: 'Narrows a list of sources. Every condition given must hold.' })
export class SourceFilter {
  @Field(() => [ID], { nullable: true, description: 'Codes of publishers: sources of any of these.' })
  publishers?: string[];
  @Field(() => String, { nullable: true, description: 'Sources whose title or publisher holds these words, whatever the case.' })
  text?: string;
  @Field(() => Boolean, { nullable: true, description: 'True: only sources that were read to their end and not removed since. False: only the others.' })
  holdsData?: boolean;
}

@InputType({ description: 'Narrows a list of harvests. Every condition given must hold.' })
export class HarvestFilter {
  @Field(() => [ID], { nullable: true, description: 'Harvests of any of these sources.' })
  sources?: string[];
  @Field(() => HarvestStatus, { nullable: true, description: 'Harvests that ended so.' })
  status?: HarvestStatus;
}

@InputType({ description: 'Narrows a list of issues. Every condition given must hold.' })
export class IssueFilter {
  @Field(() => [ID], { nullable: true, description: 'Issues of any of these sources.' })
  sources?: string[];
  @Field(() => IssueSeverity, { nullable: true, description: 'Only what was refused, or only what was taken with something left out.' })
  severity?: IssueSeverity;
  @Field(() => [String], { nullable: true, description: 'Issues of any of these rules, for example BAD_VALUE.' })
  rules?: string[];
  @Field(() => Boolean, { nullable: true, description: 'True: only issues of the harvest of each source that says how it stands now: the last, or the last that succeeded where the source was since found to be as it was then.' })
  latest?: boolean;
}

@ArgsType()
export class SourceArgs extends PageArgs {
  @Field(() => SourceFilter, { nullable: true, description: 'Which sources. Left out, all of them.' })
  filter?: SourceFilter;
}

@ArgsType()
export class HarvestArgs extends PageArgs {
  @Field(() => HarvestFilter, { nullable: true, description: 'Which harvests. Left out, all of them.' })
  filter?: HarvestFilter;
}

@ArgsType()
export class IssueArgs extends PageArgs {
  @Field(() => IssueFilter, { nullable: true, description: 'Which issues. Left out, all of them, of past harvests too.' })
  filter?: IssueFilter;
}

@ArgsType()
export class PackageRowArgs extends PageArgs {
  @Field(() => String, { description: 'Of which noun, as its file is called in the data package: plans, priorities, observations …' })
  noun!: string;
  @Field(() => Int, { nullable: true, description: 'Only rows whose content was brought by a harvest with a higher number than this, 0 or more. What left the source does not show in them: compare its fingerprint.' })
  changedAfter?: number;
}

/** That a source was read to its end, and its records were not withdrawn with it. */
export const holdsData = sql<boolean>`(source.last_success_id is not null and source.removed_at is null)`;

export const readSources = listReader<SourceFilter>({ table: 'source', orderBy: ['title', 'id'] }, (_, filter) => [
  filter.publishers && isOneOf('source.publisherCode', filter.publishers),
  filter.text && anyContains(['source.title', 'source.publisherName'], filter.text),
  filter.holdsData !== undefined && (filter.holdsData ? holdsData : sql<boolean>`not ${holdsData}`),
]);

export const readHarvests = listReader<HarvestFilter>(newestHarvestsFirst, async (context, filter) => {
  await checkCodes(context, 'source', filter.sources);
  return [
    filter.sources && isOneOf('harvest.sourceId', filter.sources),
    filter.status && isOneOf('harvest.status', [filter.status]),
  ];
});

export const readIssues = listReader<IssueFilter>({ table: 'issue', orderBy: ['harvestId', 'id'] }, async (context, filter) => {
  await checkCodes(context, 'source', filter.sources);
  return [
    filter.sources && isOneOf('issue.sourceId', filter.sources),
    filter.severity && isOneOf('issue.severity', [filter.severity]),
    filter.rules && isOneOf('issue.rule', filter.rules),
    filter.latest && isOfRunThatHolds,
  ];
});
