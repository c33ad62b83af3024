/**
 * Whether a text holds characters that show nothing: they could change the colours of a terminal, turn round the words after them, or make
 * two names look alike. Breaks between lines and tabs may be, and what joins letters and emoji.
 */
export function hasUnseen(text: string): boolean {
  return /[\p{Cc}\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u.test(text.replace(/[\n\r\t]/g, ''));
}
