/** How much is remembered for one thing, and how long a key may be. */
const mostKeys = 64;
const longestKey = 512;

/** Remembers what was worked out for a thing and a key, as long as the thing lives. Bounded: long keys are not kept, and too many are forgotten together. */
export function rememberFor<Thing extends object, Value>(): (thing: Thing, key: string, workOut: () => Value) => Value {
  const memory = new WeakMap<Thing, Map<string, Value>>();
  return (thing, key, workOut) => {
    if (key.length > longestKey) return workOut();
    let known = memory.get(thing);
    if (!known) memory.set(thing, (known = new Map()));
    if (known.has(key)) return known.get(key)!;
    const value = workOut();
    if (known.size >= mostKeys) known.clear();
    known.set(key, value);
    return value;
  };
}
