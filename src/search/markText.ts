import { findMatches } from './findMatches.ts';
import { placeWords } from './placeWords.ts';
import type { Clause } from './readQuestion.ts';
import { splitText } from './splitText.ts';
import type { Synonyms } from './Synonyms.ts';

/** A piece of a text as published, and whether it is what was looked for. */
export interface TextSegment {
  text: string;
  isHit: boolean;
}

/** About how many characters of a text are shown; a shorter one is shown whole. */
const longestShown = 300;
/** How many characters stand before the first hit where the beginning is left out. */
const leadIn = 40;

interface Part {
  start: number;
  end: number;
}

/** The text in pieces, with what meets the clauses marked, synonyms too; of a long text, the part that has most of it. None when nothing in it does. */
export function markText(text: string, clauses: readonly Clause[], synonyms: Synonyms): TextSegment[] {
  const words = splitText(text);
  const placed = placeWords(words, synonyms);
  const hits = joinParts(text, clauses.flatMap((clause) => findMatches(clause, placed)).map(({ from, to }) => ({ start: words[from]!.start, end: words[to]!.end })));
  if (hits.length === 0) return [];
  const shown = text.length <= longestShown ? { start: 0, end: text.length } : fullestPart(hits, words, text.length);
  const marked = cutSegments(text, shown, hits.filter(({ start, end }) => start >= shown.start && end <= shown.end));
  return [...ellipsis(shown.start > 0, '… '), ...marked, ...ellipsis(shown.end < text.length, ' …')];
}

/** Parts in order; those that overlap, or have only a space or a hyphen between them, as one. */
function joinParts(text: string, parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    if (last && /^[\s\p{Pd}]*$/u.test(text.slice(last.end, part.start))) last.end = Math.max(last.end, part.end);
    else joined.push({ ...part });
  }
  return joined;
}

/** The part of about the length shown that holds most hits, the earliest of them, cut between words. Hits and words are in order, so that each is passed once however many there are. */
function fullestPart(hits: readonly Part[], words: readonly Part[], length: number): Part {
  let best = { start: 0, end: length, held: 0 };
  let [firstWord, behindWord, behindHit] = [0, 0, 0];
  for (const [position, { start: hit, end: hitEnd }] of hits.entries()) {
    while (words[firstWord]!.start < hit - leadIn) firstWord += 1;
    const start = hit <= leadIn ? 0 : words[firstWord]!.start;
    while (behindWord < words.length && words[behindWord]!.end <= start + longestShown) behindWord += 1;
    const end = behindWord === words.length ? length : Math.max(words[behindWord - 1]?.end ?? 0, hitEnd);
    while (behindHit < hits.length && hits[behindHit]!.end <= end) behindHit += 1;
    // One that began before this part and reaches into it is none of its.
    let firstHit = position;
    while (firstHit > 0 && hits[firstHit - 1]!.start >= start) firstHit -= 1;
    const held = behindHit - firstHit;
    if (held > best.held) best = { start, end, held };
  }
  return { start: best.start, end: best.end };
}

function cutSegments(text: string, shown: Part, hits: readonly Part[]): TextSegment[] {
  const segments: TextSegment[] = [];
  let at = shown.start;
  for (const { start, end } of hits) {
    segments.push({ text: text.slice(at, start), isHit: false }, { text: text.slice(start, end), isHit: true });
    at = end;
  }
  return [...segments, { text: text.slice(at, shown.end), isHit: false }].filter((segment) => segment.text !== '');
}

function ellipsis(isCut: boolean, text: string): TextSegment[] {
  return isCut ? [{ text, isHit: false }] : [];
}
