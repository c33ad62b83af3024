import { createHash } from 'node:crypto';
import { canonicalJson } from './canonicalJson.ts';
import { verdictOf, type Fact } from './Fact.ts';
import { figure, opening } from './inWords.ts';

/** What of a fact can move. Of which period a figure is and in which unit belongs to the figure. */
export type MovedPart = 'value' | 'text' | 'verdict';

/** A fact of the evidence that is not as it was frozen. */
export interface Moved {
  key: string;
  how: 'changed' | 'gone' | 'new';
  /** Which parts of it changed; none where it is gone or new. */
  what: readonly MovedPart[];
  before: Fact | null;
  after: Fact | null;
  explanation: string;
}

/** The facts by key; a key names one thing, so that two facts under one are a fault of whoever made them. */
export function byKey(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  const found = new Map(facts.map((fact) => [fact.key, fact]));
  if (found.size < facts.length) throw new Error(`Facts have one key each, and ${facts.length - found.size} of ${facts.length} have that of another.`);
  return found;
}

/** What changed or is gone, in the order of the facts as they were; then what is new. */
export function movedFacts(before: readonly Fact[], after: readonly Fact[]): Moved[] {
  const [was, is] = [byKey(before), byKey(after)];
  const changed = before.flatMap((old): Moved[] => {
    const now = is.get(old.key);
    if (now === undefined) return [{ key: old.key, how: 'gone', what: [], before: old, after: null, explanation: `${old.label}: was ${factInWords(old)}, and the hub no longer tells of it.` }];
    const what = changedParts(old, now);
    return what.length === 0 ? [] : [{ key: old.key, how: 'changed', what, before: old, after: now, explanation: changeInWords(old, now) }];
  });
  const added = after.filter(({ key }) => !was.has(key)).map((fact): Moved => ({ key: fact.key, how: 'new', what: [], before: null, after: fact, explanation: `New: ${fact.label}: ${factInWords(fact)}.` }));
  return [...changed, ...added];
}

function changeInWords(old: Fact, now: Fact): string {
  const [was, is] = [factInWords(old), factInWords(now)];
  return was === is ? `${now.label}: still ${is}, but the words changed from ${opening(old.text, 200)} to ${opening(now.text, 200)}.` : `${now.label}: was ${was}, is now ${is}.`;
}

function changedParts(old: Fact, now: Fact): MovedPart[] {
  return [
    ...(old.value !== now.value || old.unit !== now.unit || old.period !== now.period || old.isKnown !== now.isKnown ? ['value' as const] : []),
    ...(old.text !== now.text ? ['text' as const] : []),
    ...(verdictOf(old) !== verdictOf(now) ? ['verdict' as const] : []),
  ];
}

/** "6.99 % (AY2023/24), worse". */
export function factInWords(fact: Fact): string {
  const { isKnown, value, unit, period, text } = fact;
  const verdict = verdictOf(fact);
  const told = !isKnown ? 'not known' : value === null ? (text === '' ? 'told without words' : opening(text, 200)) : inUnit(value, unit);
  // The verdict of what is not known says just that.
  return `${told}${period === null ? '' : ` (${period})`}${verdict === null || !isKnown ? '' : `, ${verdict.replaceAll('-', ' ')}`}`;
}

function inUnit(value: number, unit: string | null): string {
  return unit === null ? figure(value) : unit === '£' ? `${value < 0 ? '-' : ''}£${figure(Math.abs(value))}` : `${figure(value)} ${unit}`;
}

/** SHA-256 of facts, in hexadecimal digits: the same whatever the order of the facts and of what each tells. */
export function hashOfFacts(facts: readonly Fact[]): string {
  const inOrder = [...byKey(facts)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact);
  return createHash('sha256').update(canonicalJson(inOrder)).digest('hex');
}
