/** By which words of its status a publisher says that a service is not there, yet or any longer; and what is proposed or planned of one that is. */
export const wordsOfStatus = {
  notYet: ['proposed', 'planned', 'not yet', 'in development', 'under development'],
  noLonger: ['closed', 'ended', 'ceased', 'withdrawn', 'decommissioned', 'discontinued', 'terminated', 'cancelled', 'suspended', 'defunct', 'inactive', 'no longer'],
  going: ['closure', 'close', 'withdrawal', 'decommissioning', 'ending', 'to end'],
} as const;

/** Where one word ends and the next begins, beside spaces: “Derby (closed)”, “now-closed”. Extended is not ended. */
export const betweenWords = ['(', '-', '/', ','] as const;

/** Whether no word that says otherwise begins anywhere in a status, in whatever letters. A service of which nothing is said is there. */
export function isSaidToBeThere(status: string | null): boolean {
  if (status === null) return true;
  const spaced = betweenWords.reduce((text, mark) => text.replaceAll(mark, ' '), ` ${status.toLowerCase()}`);
  const hasOneOf = (words: readonly string[]): boolean => words.some((word) => spaced.includes(` ${word}`));
  return !(hasOneOf(wordsOfStatus.noLonger) || (hasOneOf(wordsOfStatus.notYet) && !hasOneOf(wordsOfStatus.going)));
}
