import type { RequestContext } from '../context.ts';
import { findOverlapEver } from '../read/listOverlaps.ts';
import { findOne } from '../read/related.ts';

/** A noun that other subgraphs may name: the fields it goes by, any one of which is enough, and how it is looked up. */
export interface Entity {
  keys: readonly string[];
  /** Null when there is none, or none this viewer may see. Asked for many at once, it runs no more statements than for one. */
  find(context: RequestContext, key: string): Promise<object | null>;
}

export type Entities = ReadonlyMap<string, Entity>;

const entities: Entities = new Map([
  ['Authority', codedRecord('authority')],
  ['Region', codedRecord('region')],
  ['Theme', codedRecord('theme')],
  ['Indicator', codedRecord('indicator')],
  ['Service', record('service')],
  ['Priority', record('priority')],
  ['Plan', record('plan')],
  ['Overlap', { keys: ['id'], find: findOverlapEver }],
]);

/** What a supergraph may name of a hub, by type. All but what is shared carries the hub's name, where it has one. */
export function entitiesOf(name: string | null): Entities {
  if (name === null) return entities;
  return new Map([...entities].map(([type, entity]) => [isShared(type) ? type : typeIn(name, type), entity]));
}

/** Whether records of a type go by a code that means the same in every hub, so that all of a supergraph's hubs speak of one record. */
export function isShared(type: string): boolean {
  return entities.get(type)?.keys.includes('code') ?? false;
}

/** What a type is called among those of a named hub. */
export function typeIn(name: string, type: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}_${type}`;
}

function record(table: string): Entity {
  return { keys: ['id'], find: (context, id) => findOne(context, table, id) };
}

/** A record with a code of its own has that code for an id, too. */
function codedRecord(table: string): Entity {
  return { ...record(table), keys: ['code', 'id'] };
}
