import { successorsFrom, type Successors } from '../../overlap/successors.ts';
import type { RequestContext } from '../context.ts';
import { heldLoaderOf } from '../heldReadings.ts';

/** Which authorities took the place of which, of all that the viewer may see. */
export function readSuccessors(context: RequestContext): Promise<Successors> {
  return heldLoaderOf(context, 'successors', async ({ db }) => {
    const links = await db.selectFrom('authority_successor').innerJoin('authority', 'authority.id', 'authority_successor.ownerId').select(['ownerId', 'targetId']).orderBy('ownerId').orderBy('targetId').execute();
    return [successorsFrom(links)];
  }).load('all');
}
