import type { Scope } from '../../access/roles.ts';
import { bodyWhich, may } from '../../access/viewer.ts';
import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { findOne } from '../read/related.ts';
import { holderOf } from './signedIn.ts';

interface Publisher {
  publisherCode: string;
  publisherName: string;
}

/** Who acts on what a source published, as the history names it: a reviewer, or somebody of the body that publishes it who has the scope. `what` ends "may …". */
export async function actorOn(context: RequestContext, sourceId: string, { scope, what }: { scope: Scope; what: string }): Promise<string> {
  const { viewer } = context;
  const holder = holderOf(context, `Only a reviewer, or the publisher, may ${what}`);
  if (may(viewer, 'review')) return holder.name;
  const source = (await findOne<Publisher>(context, 'source', sourceId))!;
  if (bodyWhich(viewer, scope) === source.publisherCode) return source.publisherName;
  const lacks = holder.bodyCode === source.publisherCode ? `, which may not (it lacks the scope ${scope})` : holder.bodyCode === null ? '' : `, for ${holder.bodyCode}`;
  throw new HubError('NOT_ALLOWED', `It is published by ${source.publisherName} (${source.publisherCode}), and your key is that of ${holder.name}${lacks}. Ask them, or a reviewer of this hub, to ${what}.`);
}
