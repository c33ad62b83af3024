/** Marks of direction: a text that is written from right to left may need them beside figures, stops and Latin words. They reach no further than the characters beside them. */
const marks = /[\u200E\u200F\u061C]/g;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * Whether a text holds characters that show nothing: they could change the colours of a terminal, turn round the words after them, or make
 * two names look alike. Breaks between lines and tabs may be, what joins letters and emoji, and marks of direction in a text that needs them.
 */
export function hasUnseen(text: string): boolean {
  // The Arabic mark counts as an Arabic character, and makes no Arabic text.
  const unmarked = text.replace(marks, '');
  const others = rightToLeft.test(unmarked) ? unmarked : text;
  return /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u.test(others.replace(/[\n\r\t]/g, ''));
}
