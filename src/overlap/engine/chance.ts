/** A number between 0 and 2³² for a text, the same on every machine (FNV-1a). */
export function seedOf(text: string): number {
  let seed = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) seed = Math.imul(seed ^ text.charCodeAt(i), 0x01000193);
  return seed >>> 0;
}

/**
 * A number between 0 and 1 that looks random and hangs on these three alone. So chance needs no stream of numbers in which one draw
 * more would move all that come after it.
 */
export function chanceOf(one: number, other: number, round: number): number {
  let mixed = one ^ Math.imul(other, 0x9e3779b1) ^ Math.imul(round + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
}
