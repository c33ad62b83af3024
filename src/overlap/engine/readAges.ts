import type { AgeRange, Place } from './CodedStatement.ts';
import { quoteSpans, type Quotation } from './Quotation.ts';
import type { Statement } from './Statement.ts';
import { tracePlainLetters, whereWritten } from './TracedText.ts';

export interface AgeReading extends Quotation {
  ages: AgeRange;
  /** Where they were read: the publisher's own fields, the title or the heading. */
  place: Extract<Place, 'AGES' | 'TITLE' | 'HEADING'>;
}

const OLDEST = 25;

/** Key stages and phases by age: the English school year, birthdays between September and August. */
const NAMED_AGES: readonly (readonly [RegExp, number, number])[] = [
  [/\bbabies(?!,? (?:and )?(?:children|young people))|\bbaby\b|\bnewborns?|\binfants?\b(?! (?:mortality|deaths?))|\bperinatal/, 0, 1],
  [/\bearly years|\bunder[- ]fives|\bpre-?school|\bnursery/, 0, 5],
  [/\b(?:ks|key stage )1\b/, 5, 7],
  [/\b(?:ks|key stage )2\b/, 7, 11],
  [/\bprimary (?:school|age|outcomes)/, 5, 11],
  [/\b(?:ks|key stage )3\b/, 11, 14],
  [/\b(?:ks|key stage )4\b|\bgcses?\b/, 14, 16],
  [/\bsecondary (?:school|age)/, 11, 16],
  [/\bteenage|\bteens?\b/, 13, 19],
  [/\bpost[- ]16\b|\bneets?\b/, 16, 19],
];

/** What follows a number that is no age in years: a share, or a time. */
const NO_AGE = String.raw`(?!\s*(?:%|per cent)|[\s-]*(?:minute|hour|day|week|month|term)s?\b)`;
const SPAN = new RegExp(String.raw`\b(birth|\d{1,2}|five)\s*(?:-|–|to)\s*(\d{1,2}|five)\b${NO_AGE}`);
const UNDER = new RegExp(String.raw`\bunder[- ](\d{1,2})s?\b${NO_AGE}`);

/** The ages that a statement is for: the publisher's own, or those its words state; null when nothing says. */
export function readAges(statement: Statement): AgeReading | null {
  if (statement.ageFrom != null && statement.ageTo != null) return { ages: { from: statement.ageFrom, to: statement.ageTo }, quote: `${statement.ageFrom}–${statement.ageTo}`, parts: [], place: 'AGES' };
  for (const [place, written] of [['TITLE', statement.title], ['HEADING', statement.outcome ?? '']] as const) {
    const traced = tracePlainLetters(written);
    const stated = statedAges(traced.text);
    if (stated === null) continue;
    return { ages: stated.ages, place, ...quoteSpans(written, [whereWritten(traced, stated.at, stated.at + stated.words.length)]) };
  }
  return null;
}

/** Ages that a text in lower case states, and the words that do. */
function statedAges(text: string): { ages: AgeRange; at: number; words: string } | null {
  const span = SPAN.exec(text);
  if (span !== null) {
    const from = ageOf(span[1] ?? '');
    const to = ageOf(span[2] ?? '');
    if (from < to && to <= OLDEST) return { ages: { from, to }, at: span.index, words: span[0] };
  }
  const under = UNDER.exec(text);
  if (under !== null) return { ages: { from: 0, to: Math.max(0, Number(under[1]) - 1) }, at: under.index, words: under[0] };
  for (const [pattern, from, to] of NAMED_AGES) {
    const found = pattern.exec(text);
    if (found !== null) return { ages: { from, to }, at: found.index, words: found[0] };
  }
  return null;
}

function ageOf(word: string): number {
  return word === 'birth' ? 0 : word === 'five' ? 5 : Number(word);
}

/** A stage of childhood for ages narrow enough to set a statement apart; null for wider ones. */
export function stageOf(ages: AgeRange, narrowYears: number): string | null {
  if (ages.to - ages.from > narrowYears) return null;
  const middle = (ages.from + ages.to) / 2;
  if (middle <= 5) return 'early years';
  if (middle < 10) return 'primary';
  if (middle < 14) return 'secondary';
  return middle < 17.5 ? 'teenage' : 'post-16';
}
