import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { InspectionType } from '../../catalogue/inspection.ts';
import { connectionOf } from '../connection.ts';
import { anyContains, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';

export const InspectionConnection = connectionOf('Inspection', () => InspectionType);
const inspectionList: List = { table: 'inspection', orderBy: ['title', 'id'] };

@InputType({ description: 'Narrows a list of inspections. Every condition given must hold.' })
export class InspectionFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: inspections of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: inspections of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => String, { nullable: true, description: 'Inspections whose title or kind holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class InspectionArgs extends PageArgs {
  @Field(() => InspectionFilter, { nullable: true, description: 'Which inspections. Left out, all of them.' })
  filter?: InspectionFilter;
}

export const readInspections = listReader<InspectionFilter>(inspectionList, async (context, filter) => {
  const authorities = await authoritiesAskedAbout(context, filter);
  return [authorities && isOneOf('inspection.authorityCode', authorities), filter.text && anyContains(['inspection.title', 'inspection.kind'], filter.text)];
});
