import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { ProtocolType } from '../../catalogue/protocol.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { ProtocolArgs, ProtocolConnection, readProtocols } from '../lists/protocols.ts';
import { sourceYearOf } from '../read/commissioning/sourceYearOf.ts';
import type { Page } from '../read/readPage.ts';
import { findLinked, findOne } from '../read/related.ts';

@Resolver(() => ProtocolType)
export class ProtocolResolver {
  @Query(() => ProtocolConnection, { description: 'Existing agreements across boundaries, by title.', complexity: costOfPage })
  protocols(@Ctx() context: RequestContext, @Args(() => ProtocolArgs) args: ProtocolArgs): Promise<Page> {
    return readProtocols(context, args);
  }

  @Query(() => ProtocolType, { nullable: true, description: 'One agreement by its id, or null when the hub has none.' })
  protocol(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the agreement, as "protocols" gives it.' }) id: string): Promise<ProtocolType | null> {
    return findOne(context, 'protocol', id);
  }

  @FieldResolver(() => [AuthorityType], { description: 'The authorities that agreed it, as far as its source names them.', complexity: costOfShortList(10) })
  authorities(@Root() protocol: ProtocolType, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return findLinked(context, { table: 'authority', through: 'protocol_authority', from: 'owner' }, protocol.id);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'The latest year that its source names, or its start or end. Empty means undated: nothing tells when it held.' })
  sourceYear(@Root() protocol: ProtocolType, @Ctx() context: RequestContext): Promise<number | null> {
    return sourceYearOf(context, protocol, protocol.validFrom, protocol.validTo);
  }

  @FieldResolver(() => [ThemeType], { description: 'The themes it is about.', complexity: costOfShortList(2) })
  themes(@Root() protocol: ProtocolType, @Ctx() context: RequestContext): Promise<ThemeType[]> {
    return findLinked(context, { table: 'theme', through: 'protocol_theme', from: 'owner' }, protocol.id);
  }
}
