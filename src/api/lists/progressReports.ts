import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { connectionOf } from '../connection.ts';
import { isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { ProgressAspect, ProgressReportType } from '../types/progress.ts';

export const ProgressReportConnection = connectionOf('ProgressReport', () => ProgressReportType);
const newestReportsFirst: List = { table: 'progress_report', orderBy: ['onDay', 'madeAt', 'id'], descending: true };

@InputType({ description: 'Narrows a list of reports of progress. Every condition given must hold.' })
export class ProgressReportFilter {
  @Field(() => [ID], { nullable: true, description: 'Reports with any of these ids.' })
  ids?: string[];
  @Field(() => [ProgressAspect], { nullable: true, description: 'Reports that tell any of these.' })
  aspects?: ProgressAspect[];
  @Field(() => [String], { nullable: true, description: 'Reports of any of these publishers or reviewers, by the names in madeBy.' })
  madeBy?: string[];
}

@ArgsType()
export class ProgressReportArgs extends PageArgs {
  @Field(() => ProgressReportFilter, { nullable: true, description: 'Which reports. Left out, all of them, those that were taken back among them.' })
  filter?: ProgressReportFilter;
}

export const readProgressReports = listReader<ProgressReportFilter>(newestReportsFirst, (_, filter) => [
  filter.ids && isOneOf('progress_report.id', filter.ids),
  filter.aspects && isOneOf('progress_report.aspect', filter.aspects),
  filter.madeBy && isOneOf('progress_report.madeBy', filter.madeBy),
]);
