import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { largestPage } from '../read/pageArgs.ts';
import type { Entities, Entity } from './entities.ts';

/** How a gateway names a record: its type and one of its keys, beside whatever else it sends along. */
export type Representation = Readonly<Record<string, unknown>>;

/** The records that a gateway names, in its order. Each stands alone: one that is named wrongly is an error in its own place and no other. */
export function findEntities(context: RequestContext, entities: Entities, representations: readonly Representation[]): Promise<object | null>[] {
  if (representations.length > largestPage) {
    throw new HubError('BAD_ARGUMENT', `representations names ${representations.length} records. The most is ${largestPage}: ask for the rest in a second request.`);
  }
  return representations.map((representation) => findEntity(context, entities, representation));
}

async function findEntity(context: RequestContext, entities: Entities, representation: Representation): Promise<object | null> {
  const type = representation['__typename'];
  const entity = typeof type === 'string' ? entities.get(type) : undefined;
  if (!entity) throw new HubError('BAD_ARGUMENT', `__typename is ${inWords(type)}. Allowed: ${[...entities.keys()].join(', ')}.`);
  const [key, ...others] = keysGiven(entity, representation);
  if (!isKey(key) || !others.every(isKey)) throw new HubError('BAD_ARGUMENT', `A representation of ${String(type)} needs ${entity.keys.join(' or ')} as a text that is not empty${entity.keys.length > 1 ? ': each that is sent' : ''}.`);
  // Two keys that disagree name nothing.
  if (others.some((other) => other !== key)) return null;
  const found = await entity.find(context, key);
  return found && { ...found, __typename: type };
}

/** Null is how a gateway says that it has none. */
function keysGiven({ keys }: Entity, representation: Representation): unknown[] {
  return keys.map((key) => representation[key]).filter((value) => value !== undefined && value !== null);
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function inWords(value: unknown): string {
  if (value === undefined) return 'missing';
  return typeof value === 'string' ? `"${value.slice(0, 40)}"` : 'not a text';
}
