import type { RequestContext } from '../context.ts';
import { findOverlapEver } from '../read/listOverlaps.ts';
import { findOne } from '../read/related.ts';

/** A noun that other subgraphs may name: the fields it goes by, any one of which is enough, and how it is looked up. */
export interface Entity {
  keys: readonly string[];
  /** Null when there is none, or none this viewer may see. Asked for many at once, it runs no more statements than for one. */
  find(context: RequestContext, key: string): Promise<object | null>;
}

export const entities: ReadonlyMap<string, Entity> = new Map([
  ['Authority', codedRecord('authority')],
  ['Region', codedRecord('region')],
  ['Theme', codedRecord('theme')],
  ['Indicator', codedRecord('indicator')],
  ['Service', record('service')],
  ['Priority', record('priority')],
  ['Plan', record('plan')],
  ['Overlap', { keys: ['id'], find: findOverlapEver }],
]);

function record(table: string): Entity {
  return { keys: ['id'], find: (context, id) => findOne(context, table, id) };
}

/** A record with a code of its own has that code for an id, too. */
function codedRecord(table: string): Entity {
  return { ...record(table), keys: ['code', 'id'] };
}
