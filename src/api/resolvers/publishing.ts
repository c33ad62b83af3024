import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { findOne } from '../read/related.ts';

/** Who acts on what a source published, as the history names it: a reviewer, or the publisher of the source itself. `what` ends "may …". */
export async function actorOn(context: RequestContext, sourceId: string, what: string): Promise<string> {
  const { viewer } = context;
  if (viewer.kind === 'public') throw new HubError('NOT_SIGNED_IN', `Only a reviewer, or the publisher, may ${what}. Send its key as "Authorization: Bearer KEY".`);
  if (viewer.kind === 'reviewer') return viewer.name;
  const source = (await findOne<{ publisherCode: string; publisherName: string }>(context, 'source', sourceId))!;
  if (viewer.bodyCode === source.publisherCode) return source.publisherName;
  throw new HubError('NOT_ALLOWED', `It is published by ${source.publisherName} (${source.publisherCode}), and your key is that of ${viewer.bodyCode}. Ask them, or a reviewer of this hub, to ${what}.`);
}
