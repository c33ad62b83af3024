import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { findBody } from '../read/readBodies.ts';
import { ViewerKind, ViewerType } from '../types/viewer.ts';

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'As whom the hub answers you: the public, or the publisher or reviewer whose key you sent as "Authorization: Bearer KEY".' })
  async viewer(@Ctx() context: RequestContext): Promise<ViewerType> {
    const { viewer } = context;
    switch (viewer.kind) {
      case 'public':
        return { kind: ViewerKind.PUBLIC, body: null, reviewer: null };
      case 'publisher':
        return { kind: ViewerKind.PUBLISHER, body: await findBody(context, viewer.bodyCode), reviewer: null };
      case 'reviewer':
        return { kind: ViewerKind.REVIEWER, body: null, reviewer: viewer.name };
    }
  }
}
