import type { Viewer } from '../viewer.ts';
import type { Noted } from './auditEntry.ts';

const thePublic = { who: null, role: 'public' } as const;

/** Who a viewer is to the audit trail: the id of its key or token, and its roles. The public bears no name. */
export function whoOf({ holder }: Viewer): Pick<Noted, 'who' | 'role'> {
  return holder === null ? thePublic : { who: holder.id, role: holder.roles.join(', ') };
}
