import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { findBody } from '../read/readBodies.ts';
import { ViewerType } from '../types/viewer.ts';

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'As whom the hub answers you: the public, or whoever the key or token stands for that you sent as "Authorization: Bearer KEY".' })
  async viewer(@Ctx() context: RequestContext): Promise<ViewerType> {
    const { holder } = context.viewer;
    const bodyOf = async (code: string | null = null) => code && findBody(context, code);
    return { name: holder?.name ?? null, roles: holder?.roles ?? [], scopes: holder?.scopes ?? [], body: (await bodyOf(holder?.bodyCode)) || null, region: (await bodyOf(holder?.regionCode)) || null };
  }
}
