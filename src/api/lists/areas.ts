import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { AreaKind, AreaType } from '../../catalogue/area.ts';
import { connectionOf } from '../connection.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { contains, isOneOf, validOn } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import { GraphQLISODate } from '../scalars.ts';

export const AreaConnection = connectionOf('Area', () => AreaType);

@InputType({ description: 'Narrows a list of areas. Every condition given must hold.' })
export class AreaFilter {
  @Field(() => [ID], { nullable: true, description: 'Codes: areas that lie directly in any of these regions, authorities or larger areas.' })
  within?: string[];
  @Field(() => [AreaKind], { nullable: true, description: 'Areas of any of these kinds.' })
  kinds?: AreaKind[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Areas that existed under their code on this day.' })
  asAt?: string;
  @Field(() => String, { nullable: true, description: 'Areas whose name holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class AreaArgs extends PageArgs {
  @Field(() => AreaFilter, { nullable: true, description: 'Which areas. Left out, all of them.' })
  filter?: AreaFilter;
}

export const readAreas = listReader<AreaFilter>({ table: 'area', orderBy: ['name', 'id'] }, async (context, filter) => {
  await checkCodes(context, 'place', filter.within);
  return [
    filter.within && isOneOf('area.parentCode', filter.within),
    filter.kinds && isOneOf('area.kind', filter.kinds),
    filter.asAt && validOn('area', filter.asAt),
    filter.text && contains('area.name', filter.text),
  ];
});
