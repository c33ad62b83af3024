import type { AuthorityType } from '../../../catalogue/authority.ts';
import type { RequestContext } from '../../context.ts';
import { england } from '../places.ts';
import { findOne } from '../related.ts';

/** What a service may name to be open to the residents of some places: themselves, the regions of authorities among them, or England. An area within an authority does not open the whole of it. */
export async function codesThatOpen(context: RequestContext, codes: readonly string[]): Promise<string[]> {
  const authorities = await Promise.all(codes.map((code) => findOne<AuthorityType>(context, 'authority', code)));
  return [...new Set([...codes, ...authorities.flatMap((authority) => authority?.regionCode ?? []), england])];
}
