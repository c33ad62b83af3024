import type { Evidence } from './CodedStatement.ts';
import { quoteWords } from './Quotation.ts';
import type { WeighedWords } from './weighWords.ts';

/** One of two themes that were weighed against each other. */
export interface Side {
  theme: number;
  label: string;
  logOdds: number;
  /** What spoke for it beside the words: codes, indicators, the description. */
  outside: readonly Evidence[];
}

const LEAST_DIFFERENCE = 0.3;

/** What sets a theme that was not read apart from the one that was: how far that one leads, and the words that make most of the difference. */
export function separationOf(missed: Side, read: Side | null, weighed: readonly WeighedWords[]): string {
  if (read === null && !isSpokenFor(missed, weighed)) return `Nothing in it speaks for ${missed.label}, and nothing speaks more for another theme.`;
  if (read === null) return `What speaks for ${missed.label} is not enough to read it, and nothing speaks more for another theme.`;
  const ahead = read.logOdds - missed.logOdds;
  const lead = ahead < 0.05 ? `${read.label} and ${missed.label} are level, and how surely each stands alone decides` : `${read.label} leads ${missed.label} by ${ahead.toFixed(1)}`;
  const most = [...wordsApart(missed, read, weighed), ...outsideApart(missed, read)].sort((a, b) => b.difference - a.difference)[0];
  return most === undefined || most.difference < LEAST_DIFFERENCE ? `${lead}; no single word makes the difference.` : `${lead}: ${most.say()}.`;
}

function isSpokenFor({ theme, outside }: Side, weighed: readonly WeighedWords[]): boolean {
  return outside.some(({ weight }) => weight > 0) || weighed.some(({ weightFor }) => weightFor(theme) > 0);
}

interface Apart {
  difference: number;
  say: () => string;
}

function wordsApart(missed: Side, read: Side, weighed: readonly WeighedWords[]): Apart[] {
  return weighed.map(({ words, positions, weightFor }) => {
    const [forRead, forMissed] = [weightFor(read.theme), weightFor(missed.theme)];
    return { difference: forRead - forMissed, say: () => `“${quoteWords(words, positions).quote}” counts ${forRead.toFixed(1)} for ${read.label} and ${forMissed.toFixed(1)} for ${missed.label}` };
  });
}

function outsideApart(missed: Side, read: Side): Apart[] {
  const sum = (side: Side): number => side.outside.reduce((total, { weight }) => total + weight, 0);
  return [{ difference: sum(read) - sum(missed), say: () => `what is known beside its title and heading counts ${sum(read).toFixed(1)} for ${read.label} and ${sum(missed).toFixed(1)} for ${missed.label}` }];
}
