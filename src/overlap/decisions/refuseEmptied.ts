import { sql, type Kysely } from 'kysely';
import { HubError } from '../../errors.ts';
import type { Decision } from './Decision.ts';
import { movesThatCount, type Move } from './movesThatCount.ts';

/**
 * Refuses to decide on an overlap in which nothing is left, within the transaction of the decision: others may have moved all that was in it
 * since the caller looked. Two merged into each other at the same moment, or more in a ring, would each have gone into one that is no more.
 */
export async function refuseEmptied(db: Kysely<unknown>, drafted: Move, inForce: readonly Decision[]): Promise<void> {
  for (const [argument, id] of overlapsNamed(drafted)) {
    const { rows } = await sql`select 1 from overlap_member where overlap_id = ${id} limit 1`.execute(db);
    if (rows.length > 0) continue;
    const present = whereMergesLead(id, movesThatCount(inForce));
    if (present !== id) throw wentInto(argument, id, present);
    throw new HubError('UNKNOWN_OVERLAP', `${argument} is "${id}", in which no statement is left. "overlaps" lists the ids.`);
  }
}

/** What an act about whole overlaps names, by the arguments of its mutation; a split makes the other one. */
function overlapsNamed({ kind, overlapId, otherOverlapId }: Move): [argument: string, id: string][] {
  switch (kind) {
    case 'merge-overlaps':
      return [['overlap', overlapId!], ['into', otherOverlapId!]];
    case 'confirm-overlap':
    case 'reject-overlap':
    case 'rename-overlap':
    case 'split-overlap':
      return [['overlap', overlapId!]];
    default:
      return [];
  }
}

/** The overlap in which, after these moves, oldest first, what was in one stands that merges took as a whole. */
export function whereMergesLead(id: string, moves: readonly Move[]): string {
  return moves.reduce((present, { kind, overlapId, otherOverlapId }) => (kind === 'merge-overlaps' && overlapId === present ? otherOverlapId! : present), id);
}

/** Says of an overlap that was named where it went. */
export function wentInto(argument: string, id: string, present: string): HubError {
  return new HubError('UNKNOWN_OVERLAP', `${argument} is "${id.slice(0, 80)}", which went into "${present}". Decide on that one, or undo what moved it.`);
}
