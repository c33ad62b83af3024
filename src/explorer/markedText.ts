import { html, type Content } from './html.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A text with some of its parts marked; parts that overlap or touch are marked as one. */
export function markedText(text: string, parts: readonly Span[]): Content {
  const pieces: Content[] = [];
  let at = 0;
  for (const { from, to } of joined(parts, text.length)) {
    pieces.push(text.slice(at, from), html`<mark>${text.slice(from, to)}</mark>`);
    at = to;
  }
  return [...pieces, text.slice(at)];
}

function joined(parts: readonly Span[], length: number): Span[] {
  const apart: { from: number; to: number }[] = [];
  for (const { from, to } of parts.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = apart.at(-1);
    const end = Math.min(to, length);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, end);
    else apart.push({ from, to: end });
  }
  return apart;
}
