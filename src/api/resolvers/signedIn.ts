import type { Scope } from '../../access/roles.ts';
import { may, type Holder } from '../../access/viewer.ts';
import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';

/** Whoever asks, for what only some may do; `whoMay` begins the sentence that says who: "Only a reviewer may decide". */
export function holderOf({ viewer }: RequestContext, whoMay: string): Holder {
  if (viewer.holder) return viewer.holder;
  throw new HubError('NOT_SIGNED_IN', `${whoMay}. Send its key as "Authorization: Bearer KEY".`);
}

/** Whoever asks, when they may do what a scope is for. `otherWay` says what to do instead. */
export function holderWhoMay(context: RequestContext, scope: Scope, { whoMay, otherWay }: { whoMay: string; otherWay: string }): Holder {
  const holder = holderOf(context, whoMay);
  if (may(context.viewer, scope)) return holder;
  throw new HubError('NOT_ALLOWED', `${whoMay}, and your key is that of ${holder.name}, which may not (it lacks the scope ${scope}). ${otherWay}`);
}
