const longestQuote = 200;
/** What 1e999 is in JSON, where a number may be written that no program holds. */
export const tooLargeToHold = 'a number too large to hold';

/** A value as a message can show it: text in quotes and cut, anything built only named, so that no input makes a message long. */
export function quoteValue(value: unknown): string {
  if (value === undefined) return 'not given';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'number' && !Number.isFinite(value)) return tooLargeToHold;
  return typeof value === 'string' ? `"${cut(value)}"` : JSON.stringify(value);
}

/** A published text cut to what a message can hold. */
export function cut(text: string, longest = longestQuote): string {
  // toWellFormed: a cut between the two halves of an emoji would leave text that cannot be stored.
  return text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text;
}
