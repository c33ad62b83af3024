/** Markup that is safe to send, because `html` made it: every value set into it was escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Html | string | number | boolean | null | undefined | readonly Content[];

/** A piece of a page. Text and numbers are escaped, pieces and lists of pieces are set in as they are, and nothing is written for false, null or undefined. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.map((string, index) => string + (index < values.length ? markupOf(values[index]) : '')).join(''));
}

/** Pieces one after another, with something between each two. */
export function joined(pieces: readonly Content[], between: Content): Content[] {
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [between, piece]));
}

function markupOf(value: Content): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(markupOf).join('');
  if (value === null || value === undefined || typeof value === 'boolean') return '';
  return escapeText(String(value));
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

function escapeText(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => entities[character]!);
}
