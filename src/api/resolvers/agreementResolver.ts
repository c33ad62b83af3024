import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { standingOf, type AgreementStanding } from '../../access/agreements.ts';
import { PlanType } from '../../catalogue/plan.ts';
import { checkNote } from '../../overlap/disputes.ts';
import type { RequestContext } from '../context.ts';
import { costOfAct, costOfPage } from '../cost.ts';
import { readAgreements, SharingAgreementArgs, SharingAgreementConnection } from '../lists/agreements.ts';
import { agreementThroughWhichSeen } from '../read/readAgreements.ts';
import { findBody } from '../read/readBodies.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';
import { AgreementStandingEnum, EndAgreementInput, RecordAgreementInput, SharingAgreementPayload, SharingAgreementType } from '../types/agreement.ts';
import { SourceType } from '../types/source.ts';
import { Body } from '../types/viewer.ts';
import { agreementAsked, findAgreement, whoEnds, whoRecords } from './agreeing.ts';

@Resolver(() => SharingAgreementType)
export class SharingAgreementResolver {
  @Query(() => SharingAgreementConnection, { description: 'Data-sharing agreements by which your body shares or receives, or the analysts of your region receive, the newest first; as an administrator, all. For everybody else there are none to see.', complexity: costOfPage })
  sharingAgreements(@Ctx() context: RequestContext, @Args(() => SharingAgreementArgs) args: SharingAgreementArgs): Promise<Page> {
    return readAgreements(context, args);
  }

  // Empty when refused, so that of several changes in one request each stands alone.
  @Mutation(() => SharingAgreementPayload, { nullable: true, description: 'As the publisher whose data are shared, or as an administrator, record a data-sharing agreement: it opens what it is about from its first day to its last. Recorded twice in the same words, it is recorded once. Empty, with an error, when refused.', complexity: costOfAct })
  async recordAgreement(@Ctx() context: RequestContext, @Arg('input', () => RecordAgreementInput, { description: 'Whose data, to whom, on what basis, until when.' }) input: RecordAgreementInput): Promise<SharingAgreementPayload> {
    const recordedBy = whoRecords(context, input.publisher);
    const agreement = await agreementAsked(context, input);
    return afterAct(context, await context.acts.recordAgreement({ ...agreement, recordedBy, recordedAt: context.now().toISOString() }));
  }

  @Mutation(() => SharingAgreementPayload, { nullable: true, description: 'As one of the two parties, or as an administrator, end an agreement at once. It stays in the list with who ended it and why; one that is over already stays as it was. Empty, with an error, when refused.', complexity: costOfAct })
  async endAgreement(@Ctx() context: RequestContext, @Arg('input', () => EndAgreementInput, { description: 'Which agreement, and why.' }) input: EndAgreementInput): Promise<SharingAgreementPayload> {
    const agreement = await findAgreement(context, input.agreement);
    const endedBy = whoEnds(context, agreement);
    await context.acts.endAgreement({ id: agreement.id, endedBy, endedAt: context.now().toISOString(), endedNote: checkNote(input.note, 'why it is ended') });
    return afterAct(context, agreement.id);
  }

  @FieldResolver(() => Body, { description: 'Whose data are shared.' })
  publisher(@Root() { publisherCode }: SharingAgreementType, @Ctx() context: RequestContext): Promise<Body> {
    return findBody(context, publisherCode);
  }

  @FieldResolver(() => SourceType, { nullable: true, description: 'The one source that is shared. Empty: all of the publisher.' })
  source(@Root() { sourceId }: SharingAgreementType, @Ctx() context: RequestContext): Promise<SourceType | null> {
    return findOne(context, 'source', sourceId);
  }

  @FieldResolver(() => Body, { nullable: true, description: 'The body that receives. Empty where the analysts of a region do.' })
  withBody(@Root() { withBodyCode }: SharingAgreementType, @Ctx() context: RequestContext): Promise<Body> | null {
    return withBodyCode === null ? null : findBody(context, withBodyCode);
  }

  @FieldResolver(() => Body, { nullable: true, description: 'The region whose analysts receive. Empty where a body does.' })
  withRegion(@Root() { withRegionCode }: SharingAgreementType, @Ctx() context: RequestContext): Promise<Body> | null {
    return withRegionCode === null ? null : findBody(context, withRegionCode);
  }

  @FieldResolver(() => AgreementStandingEnum, { description: 'Where it stands today.' })
  standing(@Root() agreement: SharingAgreementType, @Ctx() { today }: RequestContext): AgreementStanding {
    return standingOf(agreement, today);
  }
}

@Resolver(() => PlanType)
export class PlanSharingResolver {
  @FieldResolver(() => SharingAgreementType, { nullable: true, description: 'The data-sharing agreement through which you see it before it is public, of several the one that lasts longest. Empty for a plan that everybody may see, and for your own.' })
  sharedThrough(@Root() plan: PlanType, @Ctx() context: RequestContext): Promise<SharingAgreementType | null> {
    return agreementThroughWhichSeen(context, plan);
  }
}

/** What an act left behind, read anew: what the request had looked up before may no longer be so. */
async function afterAct(context: RequestContext, id: string): Promise<SharingAgreementPayload> {
  context.loaders.clear();
  return { agreement: await findAgreement(context, id) };
}
