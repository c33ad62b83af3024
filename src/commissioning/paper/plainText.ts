/** What stands where nobody has told anything: a gap that is not shown is taken for nothing to say. */
export const notTold = 'Not told yet';

/**
 * A text as every writer can set it: white space is one space; what is no character of a document, or would turn the order of what the paper
 * says after it, is the sign for an unreadable one; and nothing is `notTold`.
 */
export function plainText(text: string): string {
  const readable = text.toWellFormed().replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD').trim();
  return readable === '' ? notTold : readable;
}

/** The lines of a text, without empty ones. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/).filter((line) => line.trim() !== '');
}
