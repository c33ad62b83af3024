import { distance } from 'fastest-levenshtein';

/** Words of so many letters may differ by a slip of the hand and be the same. */
const lettersForSlip = 5;

/** Pairs of words of two texts that are the same but for a slip. */
export function sharedWords(a: ReadonlySet<string>, b: ReadonlySet<string>): string[] {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  const left = new Set(many);
  const exact = [...few].filter((word) => left.delete(word));
  const slips = [...few].filter((word) => !many.has(word)).filter((word) => {
    const near = [...left].find((other) => isSlip(word, other));
    return near !== undefined && left.delete(near);
  });
  return [...exact, ...slips].sort();
}

function isSlip(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < lettersForSlip || /\d/.test(a + b)) return false;
  return distance(a, b) <= (Math.min(a.length, b.length) >= 8 ? 2 : 1);
}

/** How alike two sets of words are, from 0 to 1: what they share of all. One that holds all of the other is nearly the same, if that is more than a word. */
export function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const shared = sharedWords(a, b).length;
  const least = Math.min(a.size, b.size);
  return Math.max((2 * shared) / (a.size + b.size), least > 1 ? (0.85 * shared) / least : 0);
}

/** What two sets of words share of all their words, from 0 to 1. */
export function overlapOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared);
}

/** Metres between two places, on a ball of the size of the Earth. */
export function metresBetween(a: { latitude: number; longitude: number }, b: { latitude: number; longitude: number }): number {
  const [latitudeA, latitudeB, turn] = [a.latitude, b.latitude, b.longitude - a.longitude].map((degrees) => (degrees * Math.PI) / 180) as [number, number, number];
  const part = Math.sin((latitudeB - latitudeA) / 2) ** 2 + Math.cos(latitudeA) * Math.cos(latitudeB) * Math.sin(turn / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(part)));
}
