import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ProtocolType } from '../../catalogue/protocol.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { anyContains, isLinkedTo, validOn } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const ProtocolConnection = connectionOf('Protocol', () => ProtocolType);
const protocolList: List = { table: 'protocol', orderBy: ['title', 'id'] };

@InputType({ description: 'Narrows a list of cross-boundary agreements. Every condition given must hold.' })
export class ProtocolFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: agreements of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: agreements of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: agreements about any of these themes.' })
  themes?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Agreements that may have held on this day. One that states no dates is kept: not stated is not never.' })
  asAt?: string;
  @Field(() => String, { nullable: true, description: 'Agreements whose title or summary holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class ProtocolArgs extends PageArgs {
  @Field(() => ProtocolFilter, { nullable: true, description: 'Which agreements. Left out, all of them.' })
  filter?: ProtocolFilter;
}

export const readProtocols = listReader<ProtocolFilter>(protocolList, async (context, filter) => {
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkThemes(context, filter.themes)]);
  return [
    authorities && isLinkedTo('protocol.id', 'protocol_authority', authorities),
    filter.themes && isLinkedTo('protocol.id', 'protocol_theme', filter.themes),
    filter.asAt && validOn('protocol', filter.asAt),
    filter.text && anyContains(['protocol.title', 'protocol.summary'], filter.text),
  ];
});
