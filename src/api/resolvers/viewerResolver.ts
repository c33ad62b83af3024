import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { findBody } from '../read/readBodies.ts';
import { ViewerKind, ViewerType } from '../types/viewer.ts';

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'As whom the hub answers you: the public, or the publisher whose key you sent as "Authorization: Bearer KEY".' })
  async viewer(@Ctx() context: RequestContext): Promise<ViewerType> {
    const { viewer } = context;
    if (viewer.kind === 'public') return { kind: ViewerKind.PUBLIC, body: null };
    return { kind: ViewerKind.PUBLISHER, body: await findBody(context, viewer.bodyCode) };
  }
}
