import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { may } from '../../access/viewer.ts';
import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage } from '../cost.ts';
import { AuditArgs, AuditEntryConnection, readAuditEntries } from '../lists/auditEntries.ts';
import type { Page } from '../read/readPage.ts';

@Resolver()
export class AuditResolver {
  @Query(() => AuditEntryConnection, { description: 'The audit trail: what was asked of the hub, by whom, and how much was given, the newest first. For administrators only.', complexity: costOfPage })
  auditEntries(@Ctx() context: RequestContext, @Args(() => AuditArgs) args: AuditArgs): Promise<Page> {
    refuseOthers(context);
    return readAuditEntries(context, args);
  }
}

/** Says so to whoever may not: an empty list would look as if nothing had been asked. */
function refuseOthers({ viewer }: RequestContext): void {
  if (may(viewer, 'administer')) return;
  if (viewer.holder === null) throw new HubError('NOT_SIGNED_IN', 'Only an administrator may read the audit trail. Send its key as "Authorization: Bearer KEY".');
  throw new HubError('NOT_ALLOWED', 'Only an administrator may read the audit trail, and your key is not that of one. Ask the operator of this hub what you want to know from it.');
}
