/** By which words of its status a publisher says that a service is not there: yet, or any longer. */
const wordsOfAbsence = {
  notYet: ['proposed', 'planned', 'not yet', 'in development', 'under development'],
  noLonger: ['closed', 'ended', 'ceased', 'withdrawn', 'decommissioned', 'discontinued', 'terminated', 'cancelled', 'suspended', 'defunct', 'inactive', 'no longer'],
} as const;

export const allWordsOfAbsence: readonly string[] = [...wordsOfAbsence.notYet, ...wordsOfAbsence.noLonger];

/** Where one word ends and the next begins, beside spaces: “Derby (closed)”, “now-closed”. Extended is not ended. */
export const betweenWords = ['(', '-', '/', ','] as const;

/** Whether one of those words begins somewhere in a status, in whatever letters. A service of which nothing is said is there. */
export function isSaidToBeThere(status: string | null): boolean {
  if (status === null) return true;
  const spaced = betweenWords.reduce((text, mark) => text.replaceAll(mark, ' '), ` ${status.toLowerCase()}`);
  return !allWordsOfAbsence.some((word) => spaced.includes(` ${word}`));
}
