import type { Entry } from './entriesOf.ts';

/** One thing that is not as it was. */
export interface DifferencePart {
  /** What it is about, where the section has several: "risk “Nobody bids”, mitigation". Empty where it is the whole section. */
  what: string;
  kind: 'added' | 'removed' | 'changed';
  /** What was said; null where nothing was. */
  was: string | null;
  now: string | null;
}

/**
 * Entries are the same thing where their keys are alike; of the others that only words name, two in the same place are one that was reworded.
 * What moved is told when the entries that stayed are in another order.
 */
export function compareEntries(before: readonly Entry[], after: readonly Entry[]): DifferencePart[] {
  const [was, now] = [numbered(before), numbered(after)];
  const [wasAlone, nowAlone] = [was.filter(({ key }) => !holds(now, key)), now.filter(({ key }) => !holds(was, key))];
  const rewordedAs = new Map(wasAlone.flatMap((old) => nowAlone.filter(({ place, isWords }) => isWords && old.isWords && place === old.place).map((young) => [old.key, young] as const)));
  const reworded = new Set([...rewordedAs.values()].map(({ key }) => key));
  return [
    ...was.flatMap((old) => {
      const young = now.find(({ key }) => key === old.key) ?? rewordedAs.get(old.key);
      return young === undefined ? [partOf(old.what, wholeOf(old), null)] : changesOf(old, young);
    }),
    ...nowAlone.filter(({ key }) => !reworded.has(key)).map((young) => partOf(young.what, null, wholeOf(young))),
    ...movesOf(was.filter(({ key }) => holds(now, key)), now.filter(({ key }) => holds(was, key))),
  ];
}

interface Placed extends Entry {
  place: number;
}

/** With a key that each has alone, since two risks may have the same words. */
function numbered(entries: readonly Entry[]): Placed[] {
  return entries.map((entry, place) => ({ ...entry, key: `${entry.key}\n${entries.slice(0, place).filter(({ key }) => key === entry.key).length}`, place }));
}

function holds(entries: readonly Placed[], key: string): boolean {
  return entries.some((entry) => entry.key === key);
}

function changesOf(old: Placed, young: Placed): DifferencePart[] {
  const names = [...new Set([...Object.keys(old.fields), ...Object.keys(young.fields)])];
  return names.filter((name) => (old.fields[name] ?? '') !== (young.fields[name] ?? '')).map((name) => partOf([old.what, name].filter(Boolean).join(', '), old.fields[name] || null, young.fields[name] || null));
}

function movesOf(was: readonly Placed[], now: readonly Placed[]): DifferencePart[] {
  const inOrder = (entries: readonly Placed[]): string => entries.map(({ what }) => what).join(', ');
  return was.every(({ key }, index) => now[index]!.key === key) ? [] : [partOf('order', inOrder(was), inOrder(now))];
}

function partOf(what: string, was: string | null, now: string | null): DifferencePart {
  return { what, kind: was === null ? 'added' : now === null ? 'removed' : 'changed', was, now };
}

/** All that an entry tells, in one text. */
function wholeOf({ fields }: Entry): string {
  return Object.entries(fields).filter(([, text]) => text !== '').map(([name, text]) => (name === '' ? text : `${name}: ${text}`)).join('; ');
}
