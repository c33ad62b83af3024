import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { readPolicy } from '../../access/disclosure/DisclosurePolicy.ts';
import { bodyWhich, may } from '../../access/viewer.ts';
import { HubError } from '../../errors.ts';
import { checkNote } from '../../overlap/disputes.ts';
import type { RequestContext } from '../context.ts';
import { costOfAct, costOfShortList } from '../cost.ts';
import { findDisclosure } from '../read/readDisclosure.ts';
import { findOne } from '../read/related.ts';
import { DisclosurePayload, DisclosurePolicy, SetDisclosurePolicyInput } from '../types/disclosure.ts';
import { SourceType } from '../types/source.ts';
import { holderOf } from './signedIn.ts';

@Resolver(() => SourceType)
export class DisclosureResolver {
  @FieldResolver(() => DisclosurePolicy, { description: 'How its small numbers are protected, and who said so.', complexity: costOfShortList(50) })
  disclosure(@Root() { id }: SourceType, @Ctx() context: RequestContext): Promise<DisclosurePolicy> {
    return findDisclosure(context, id);
  }

  // Empty when refused, so that of several changes in one request each stands alone.
  @Mutation(() => DisclosurePayload, { nullable: true, description: 'As the administrator of the hub, or as the publisher of the source, set how its small numbers are protected. What the hub holds is protected at once; what a milder policy may show comes back when the source is next read. Empty, with an error, when refused.', complexity: costOfAct })
  async setDisclosurePolicy(@Ctx() context: RequestContext, @Arg('input', () => SetDisclosurePolicyInput, { description: 'Of which source, and how.' }) input: SetDisclosurePolicyInput): Promise<DisclosurePayload> {
    const { source, threshold, secondary = false, rounding = null, reason } = input;
    const setBy = await whoProtects(context, source);
    const policy = readPolicy({ threshold, secondary, rounding });
    if ('problem' in policy) throw new HubError('BAD_ARGUMENT', `The policy cannot be used: ${policy.problem}.`);
    const act = { sourceId: source, policy, reason: checkNote(reason, 'why the source is protected so', 'reason'), setBy, setAt: context.now().toISOString() };
    const { hidden } = await context.acts.setDisclosurePolicy(act);
    // What the request had looked up before may no longer be so.
    context.loaders.clear();
    return { source: await findSource(context, source), hiddenSmall: hidden.small, hiddenBeside: hidden.beside };
  }
}

/** Who sets it, as the history names them. A reviewer judges readings, and is nobody to show a publisher's small numbers. */
async function whoProtects(context: RequestContext, sourceId: string): Promise<string> {
  const whoMay = 'Only the administrator of the hub, or the publisher of the source, may set how its small numbers are protected';
  const holder = holderOf(context, whoMay);
  const { publisherCode, publisherName } = await findSource(context, sourceId);
  if (may(context.viewer, 'administer')) return holder.name;
  if (bodyWhich(context.viewer, 'publish') === publisherCode) return publisherName;
  throw new HubError('NOT_ALLOWED', `${whoMay}. It is published by ${publisherName} (${publisherCode}), and your key is that of ${holder.name}. Ask them, or the administrator.`);
}

async function findSource(context: RequestContext, id: string): Promise<SourceType> {
  const source = await findOne<SourceType>(context, 'source', id);
  if (source) return source;
  throw new HubError('UNKNOWN_SOURCE', `No source has the id "${id.slice(0, 80)}". "sources" lists the ids.`);
}
