import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { newKey } from '../../access/newKey.ts';
import type { Scope } from '../../access/roles.ts';
import type { Holder } from '../../access/viewer.ts';
import type { RequestContext } from '../context.ts';
import { costOfAct, costOfPage } from '../cost.ts';
import { AccessKeyArgs, AccessKeyConnection, readAccessKeys } from '../lists/accessKeys.ts';
import { lastUseOf } from '../read/lastUseOf.ts';
import { findBody } from '../read/readBodies.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';
import { AccessKeyType, MakeKeyInput, MakeKeyPayload, RevokeKeyInput, RevokeKeyPayload } from '../types/accessKey.ts';
import { Body, ScopeEnum } from '../types/viewer.ts';
import { holderWhoMay } from './signedIn.ts';

@Resolver(() => AccessKeyType)
export class AccessKeyResolver {
  @Query(() => AccessKeyConnection, { description: 'As an administrator: every key there ever was, the newest first; never a key itself.', complexity: costOfPage })
  accessKeys(@Ctx() context: RequestContext, @Args(() => AccessKeyArgs) args: AccessKeyArgs): Promise<Page> {
    administratorOf(context);
    return readAccessKeys(context, args);
  }

  // Empty when refused, so that of several changes in one request each stands alone.
  @Mutation(() => MakeKeyPayload, { nullable: true, description: 'As an administrator, make a key. It is shown this once. Sent twice, two keys are made: end the one you do not need. Empty, with an error, when refused.', complexity: costOfAct })
  async makeKey(@Ctx() context: RequestContext, @Arg('input', () => MakeKeyInput, { description: 'For whom, and for how long.' }) { body, region, ...asked }: MakeKeyInput): Promise<MakeKeyPayload> {
    const { name: madeBy } = administratorOf(context);
    const { key, kept } = newKey({ ...asked, bodyCode: body, regionCode: region }, { madeBy, now: context.now() });
    await context.acts.keepKey(kept);
    return { key, accessKey: await afterAct(context, kept.id) };
  }

  @Mutation(() => RevokeKeyPayload, { nullable: true, description: 'As an administrator, end a key: it opens nothing from the next request on. Ended twice, it stays as it was. The last key of an administrator that is in force stays. Empty, with an error, when refused.', complexity: costOfAct })
  async revokeKey(@Ctx() context: RequestContext, @Arg('input', () => RevokeKeyInput, { description: 'Which key.' }) { key: id }: RevokeKeyInput): Promise<RevokeKeyPayload> {
    const { name: revokedBy } = administratorOf(context);
    await context.acts.revokeKey({ id, revokedBy, revokedAt: context.now().toISOString(), sparesLastAdministrator: true });
    return { accessKey: await afterAct(context, id) };
  }

  @FieldResolver(() => String, { nullable: true, description: 'When it was last used, as the audit trail has it (ISO 8601, UTC), a second or so behind. Empty while it was not.' })
  lastUsedAt(@Root() { id }: AccessKeyType, @Ctx() context: RequestContext): Promise<string | null> {
    return lastUseOf(context, id);
  }

  @FieldResolver(() => [ScopeEnum], { description: 'What it may do beyond reading what is public.' })
  scopes(@Root() { scopes }: AccessKeyType): Scope[] {
    return JSON.parse(scopes) as Scope[];
  }

  @FieldResolver(() => Body, { nullable: true, description: 'The body it acts for. Empty where it acts for none.' })
  body(@Root() { bodyCode }: AccessKeyType, @Ctx() context: RequestContext): Promise<Body> | null {
    return bodyCode === null ? null : findBody(context, bodyCode);
  }

  @FieldResolver(() => Body, { nullable: true, description: 'The region it acts for. Empty where it acts for a body, for nobody, or for all regions.' })
  region(@Root() { regionCode }: AccessKeyType, @Ctx() context: RequestContext): Promise<Body> | null {
    return regionCode === null ? null : findBody(context, regionCode);
  }
}

function administratorOf(context: RequestContext): Holder {
  return holderWhoMay(context, 'administer', { whoMay: 'Only an administrator of this hub may see keys, make them and end them', otherWay: 'Ask one of these.' });
}

/** A key as an act left it, read anew: what the request had looked up before may no longer be so. */
async function afterAct(context: RequestContext, id: string): Promise<AccessKeyType> {
  context.loaders.clear();
  const key = await findOne<AccessKeyType>(context, 'access_key', id);
  if (!key) throw new Error(`The key ${id} was kept or ended and cannot be read`);
  return key;
}
