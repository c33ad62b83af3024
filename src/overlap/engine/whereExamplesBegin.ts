/** Where a text goes on to what is only an example of what it says, or its end: "attainment for all, including pupils with SEND" is about all. */
export function whereExamplesBegin(text: string): number {
  const at = text.search(/\b(?:including|especially|particularly|in particular|such as|for example)\b/i);
  return at === -1 ? text.length : at;
}
