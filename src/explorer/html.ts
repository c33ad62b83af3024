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

function markupOf(value: Content): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return isList(value) ? value.map(markupOf).join('') : '';
}

function isList(value: Content): value is readonly Content[] {
  return Array.isArray(value);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

function escapeText(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => entities[character]!);
}
