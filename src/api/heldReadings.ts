import DataLoader from 'dataloader';
import type { Viewer } from '../access/viewer.ts';
import { loaderOf, type HeldReadings, type RequestContext } from './context.ts';

const mostBytes = 32 * 2 ** 20;

/**
 * Holds what requests of the public look up, as long as the state of the data and the day are what they were. Too much is forgotten
 * together; who is being answered keeps what it has. What a holder of a key may see is never held.
 */
export function heldReadings(isServed: (viewer: Viewer) => boolean = isOfPublic): (moment: string, context: RequestContext) => HeldReadings | undefined {
  let current: HeldReadings | undefined;
  return (moment, { viewer }) => {
    if (!isServed(viewer)) return undefined;
    if (current?.moment !== moment || current.bytes > mostBytes) current = { moment, values: new Map(), bytes: 0 };
    return current;
  };
}

function isOfPublic({ holder }: Viewer): boolean {
  return holder === null;
}

type Read<Value> = (context: RequestContext, ids: readonly string[]) => Promise<(Value | Error)[]>;

/**
 * A request's loader of what nothing changes without moving the state of the data: what one request of the public has read, the next
 * need not read. What `read` finds may rest on nothing but the data, the viewer, the loader's name and the ids. It is shared, so it is frozen.
 */
export function heldLoaderOf<Value>(context: RequestContext, name: string, read: Read<Value>): DataLoader<string, Value> {
  return loaderWith(context.held, context, name, read);
}

/**
 * A request's loader of what is worked out from the rows of a table as they all are, whoever asks, and is therefore held for everybody. It may
 * serve to tell which rows to look up, and nothing of it may be shown: what a viewer may not see of those is then not found.
 */
export function loaderHeldForAll<Value>(context: RequestContext, name: string, read: Read<Value>): DataLoader<string, Value> {
  return loaderWith(context.heldForAll, context, name, read);
}

function loaderWith<Value>(held: HeldReadings | undefined, context: RequestContext, name: string, read: Read<Value>): DataLoader<string, Value> {
  if (!held) return loaderOf<Value>(context, name, () => new DataLoader((ids) => read(context, ids)));
  return loaderOf<Value>(context, name, () => new HeldLoader<Value>(held, name, (ids) => read(context, ids)));
}

/** Gives what is held as the promise it is held in, without a batch or a promise of its own; reads the rest, and holds it. */
class HeldLoader<Value> extends DataLoader<string, Value> {
  readonly #values: Map<string, Promise<Value>>;

  constructor(held: HeldReadings, name: string, read: (ids: readonly string[]) => Promise<(Value | Error)[]>) {
    const values = valuesOf<Value>(held, name);
    super(async (ids) => {
      const found = await read(ids);
      for (const [index, value] of found.entries()) hold(held, values, ids[index]!, value);
      return found;
    });
    this.#values = values;
  }

  override load(id: string): Promise<Value> {
    return this.#values.get(id) ?? super.load(id);
  }
}

function valuesOf<Value>(held: HeldReadings, name: string): Map<string, Promise<Value>> {
  const known = held.values.get(name);
  if (known) return known as Map<string, Promise<Value>>;
  const values = new Map<string, Promise<Value>>();
  held.values.set(name, values);
  held.bytes += bytesOf(name);
  return values;
}

/** What another request held meanwhile stays, for it may have been given out; it is the same. */
function hold<Value>(held: HeldReadings, values: Map<string, Promise<Value>>, id: string, value: Value | Error): void {
  if (value instanceof Error || values.has(id)) return;
  held.bytes += bytesOf(id) + bytesOfObject + freeze(value);
  values.set(id, Promise.resolve(value));
}

/** How the hub is run and who signs in: what changes without moving the state of the data, by its type and its table. Nothing of it is held, and no answer that has any is kept. */
export const changeUnnoticed = { Source: 'source', HarvestRun: 'harvest', Issue: 'issue', AccessKey: 'access_key', AuditEntry: 'audit_entry' } as const;

const unheldTables: ReadonlySet<string> = new Set(Object.values(changeUnnoticed));

/** The loader of records of a table, held where they may be. Whoever joins one of these tables to another must see that what is read of it moves with the state. */
export function loaderOfTable<Value>(context: RequestContext, table: string, name: string, read: Read<Value>): DataLoader<string, Value> {
  if (unheldTables.has(table)) return loaderOf<Value>(context, name, () => new DataLoader((ids) => read(context, ids)));
  return heldLoaderOf(context, name, read);
}

const bytesOfObject = 64;
const bytesOfSlot = 8;

/** Freezes plain values, however deep, and tells about how much memory they take. */
function freeze(value: unknown): number {
  if (typeof value === 'string') return bytesOf(value);
  if (typeof value !== 'object' || value === null) return 0;
  if (Object.isFrozen(value)) return bytesOfSlot;
  Object.freeze(value);
  let bytes = bytesOfObject;
  if (value instanceof Map || value instanceof Set) for (const entry of value) bytes += bytesOfSlot + freeze(entry);
  else for (const key in value) bytes += bytesOfSlot + freeze((value as Record<string, unknown>)[key]);
  return bytes;
}

/** A text takes two bytes a letter, unless all its letters are Latin. */
function bytesOf(text: string): number {
  return bytesOfSlot + 2 * text.length;
}
