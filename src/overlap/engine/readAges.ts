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

/** Key stages by age: the English school year, birthdays between September and August. */
const KEY_STAGES: readonly (readonly [number, number])[] = [[5, 7], [7, 11], [11, 14], [14, 16], [16, 18]];
/** Year 1 begins at this age, and each year is over a birthday later. */
const YEAR_ONE = 5;

/** Phases by age. */
const NAMED_AGES: readonly (readonly [RegExp, number, number])[] = [
  [/\bbabies(?!,? (?:and )?(?:children|young people))|\bbaby\b|\bnewborns?|\binfants?\b(?! (?:mortality|deaths?))|\bperinatal/, 0, 1],
  [/\bearly years|\bunder[- ]fives|\bpre-?school|\bnursery/, 0, 5],
  [/\bprimary (?:school|age|outcomes|pupil|attainment|education|phase|results)/, 5, 11],
  [/\bgcses?\b/, 14, 16],
  [/\bsecondary (?:school|age|outcomes|pupil|attainment|education|phase|results)/, 11, 16],
  [/\bteenage|\bteens?\b/, 13, 19],
  [/\bpost[- ]16\b|\bneets?\b/, 16, 19],
];

const TO = String.raw`\s*(?:-|–|to)\s*`;
const BETWEEN = String.raw`\s*(?:-|–|to|and|or|&|/)\s*`;
const OF_AGE = String.raw`(?=[- ]?(?:years?|yrs?)[- ]olds?\b)`;
const KEY_STAGE_SPAN = new RegExp(String.raw`\b(?:ks|key stages?) ?([1-5])(?:${BETWEEN}(?:ks|key stage)? ?([1-5]))?\b`, 'g');
/** "Years 7 to 9", "Year 6 pupils"; not the years of a plan, nor "early years". */
const SCHOOL_YEAR_SPAN = new RegExp(String.raw`(?<!early )\b(?:years?|yrs?)(?: groups?)? (1[0-3]|[1-9])(?:${BETWEEN}(?:year |yr )?(1[0-3]|[1-9])\b(?! (?:year|of (?:the|this|our|its) ))|(?= (?:pupil|child|student|learner|leaver|boy|girl|cohort)))`, 'g');
const SPAN = new RegExp(String.raw`\b(birth|\d{1,2}|five)s?${TO}(\d{1,2}|five)s?\b`, 'g');
const SPAN_OF_AGE = new RegExp(String.raw`\b(\d{1,2})-?\s*(?:/|and|or|&)\s*(\d{1,2})${OF_AGE}`, 'g');
const ONE_AGE = new RegExp(String.raw`\b(\d{1,2}|two|three|four|five)${OF_AGE}`, 'g');
const UNDER = /\bunder[- ](\d{1,2})s?\b/g;
const OVER = /\b(?:over[- ](\d{1,2})s|(?:aged? )?(1\d)(?:\+|(?<=aged? 1\d) (?:and|or) (?:over|above)\b))/g;

/** What follows a number that is no age in years: a share, a time, or what is counted. */
const NO_AGE_AFTER = /^\s*(?:%|per cent|percentage|points?\b|pp\b|grades?\b|passes\b|(?:more |new |extra |additional )?(?:foster )?carers\b)|^[\s-]*(?:minute|hour|day|week|month|term)s?\b/;
/** What comes before such a number: what is numbered, or by how much something changes. */
const NO_AGE_BEFORE = /\b(?:tier|level|grade|phase|stage|band|step|wave|page|part|section|priority|priorities|objective|outcome|goal|number|score|(?<!early )year|yr|week|month|by)s?\s*$/;
const CHANGES = /\b(?:increas|reduc|rais|cut|grow|rise|rising|fall|lower|improv|doubl|expand|mov|drop|declin|halv)[a-z]*\b.*(?<!\b(?:children|people|pupils|boys|girls|families|those|services?|support|pathways?)\s)\bfrom\s*$/;

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

interface Stated {
  ages: AgeRange;
  at: number;
  words: string;
}

/** How ages are written, the plainest first: what each match says, null where it says none after all. */
const FORMS: readonly (readonly [RegExp, (match: RegExpExecArray, text: string) => AgeRange | null])[] = [
  [KEY_STAGE_SPAN, ([, first, last = first]) => spanOf(KEY_STAGES[Number(first) - 1]?.[0], KEY_STAGES[Number(last) - 1]?.[1])],
  [SCHOOL_YEAR_SPAN, ([, first, last = first]) => spanOf(Number(first) + YEAR_ONE - 1, Number(last) + YEAR_ONE)],
  [SPAN, (match, text) => (isNoAge(match, text) ? null : spanOf(ageOf(match[1]), ageOf(match[2])))],
  [SPAN_OF_AGE, ([, first, last]) => spanOf(ageOf(first), ageOf(last))],
  [ONE_AGE, ([, age]) => spanOf(ageOf(age), ageOf(age))],
  [UNDER, (match, text) => (isNoAge(match, text) ? null : { from: 0, to: Math.max(0, ageOf(match[1]) - 1) })],
  // Whom "16+" is for ends with education, or with what is owed to care leavers and to those with special needs.
  [OVER, ([, over, plus]) => (over === undefined ? spanOf(ageOf(plus), ageOf(plus) <= 16 ? 19 : OLDEST) : spanOf(ageOf(over), ageOf(over) <= 16 ? 19 : OLDEST))],
  ...NAMED_AGES.map(([pattern, from, to]) => [new RegExp(pattern, 'g'), () => ({ from, to })] as const),
];

/** Ages that a text in lower case states, and the words that do. */
function statedAges(text: string): Stated | null {
  for (const [pattern, read] of FORMS) {
    for (const match of text.matchAll(pattern)) {
      const ages = read(match, text);
      if (ages !== null) return { ages, at: match.index, words: match[0] };
    }
  }
  return null;
}

/** How many characters before and behind a number tell what it counts, and no more are looked at, however long a text. */
const asFarAsTells = 100;

function isNoAge({ index, 0: words }: RegExpExecArray, text: string): boolean {
  const before = text.slice(Math.max(0, index - asFarAsTells), index);
  const after = text.slice(index + words.length, index + words.length + asFarAsTells);
  const isTime = /\b(?:in|within|over|next|last|every)(?: the)?\s*$/.test(before) && /^ years?\b(?![- ]old)/.test(after);
  return isTime || NO_AGE_AFTER.test(after) || NO_AGE_BEFORE.test(before) || CHANGES.test(before);
}

function spanOf(from = Number.NaN, to = Number.NaN): AgeRange | null {
  return from <= to && to <= OLDEST ? { from, to } : null;
}

const inWords = new Map([['birth', 0], ['two', 2], ['three', 3], ['four', 4], ['five', 5]]);

function ageOf(word = ''): number {
  return inWords.get(word) ?? Number(word);
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
