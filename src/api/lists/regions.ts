import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { RegionType } from '../../catalogue/region.ts';
import { connectionOf } from '../connection.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { contains, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';

export const RegionConnection = connectionOf('Region', () => RegionType);

@InputType({ description: 'Narrows a list of regions. Every condition given must hold.' })
export class RegionFilter {
  @Field(() => [ID], { nullable: true, description: 'GSS codes: these regions.' })
  codes?: string[];
  @Field(() => String, { nullable: true, description: 'Regions whose name holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class RegionArgs extends PageArgs {
  @Field(() => RegionFilter, { nullable: true, description: 'Which regions. Left out, all of them.' })
  filter?: RegionFilter;
}

export const readRegions = listReader<RegionFilter>({ table: 'region', orderBy: ['name', 'id'] }, async (context, filter) => {
  await checkCodes(context, 'region', filter.codes);
  return [filter.codes && isOneOf('region.id', filter.codes), filter.text && contains('region.name', filter.text)];
});
