import type { AgeRange, Place } from './CodedStatement.ts';
import { quoteSpans, type Quotation } from './Quotation.ts';
import type { Statement } from './Statement.ts';
import { whereExamplesBegin } from './whereExamplesBegin.ts';
import { tracePlainLetters, whereWritten } from './TracedText.ts';

export interface AgeReading extends Quotation {
  ages: AgeRange;
  /** Where they were read: what the publisher gives as ages or as the group, the title or the heading. */
  place: Extract<Place, 'AGES' | 'TARGET_GROUP' | 'TITLE' | 'HEADING'>;
}

/** The oldest of whom plans for children and young people speak. */
const OLDEST = 25;
/** Adults are of age, and nobody says how old they get. */
const [ADULT, OLDEST_OF_ALL] = [18, 120];
/** Year 1 of school begins at this age, and each year is over a birthday later. */
const YEAR_ONE = 5;
/** Key stages by age: the English school year, birthdays between September and August. */
const KEY_STAGES: readonly (readonly [number, number])[] = [[5, 7], [7, 11], [11, 14], [14, 16], [16, 18]];
/** Spans of years that plans speak of so often that hardly any number before them says otherwise. */
const USUAL_SPANS: ReadonlySet<string> = new Set(['3-4', '4-5', '5-11', '5-16', '5-18', '5-19', '7-11', '8-13', '10-17', '10-24', '11-14', '11-16', '11-18', '11-19', '11-25', '13-19', '14-16', '14-19', '15-17', '16-18', '16-19', '16-24', '16-25', '18-24', '18-25']);

const TENS = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty', 'twenty-one', 'twenty-two', 'twenty-three', 'twenty-four', 'twenty-five'];
const IN_WORDS = new Map(['birth', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', ...TENS].map((word, age) => [word, age]));

const WORDS = [...IN_WORDS.keys()].sort((a, b) => b.length - a.length).join('|');
/** A number that no other sign stands before, and that is no part of a longer one. */
const FIRST = String.raw`(?<![\w.,£]|(?<!\bpre)-)(\d{1,2}|${WORDS})`;
const SECOND = String.raw`(\d{1,2}|${WORDS})`;
const AND = String.raw`\s*(?:-|–|to|and|or|&|/)\s*`;
const OF_AGE = String.raw`[- ]?(?:years?|yrs?)[- ]olds?\b`;
const PUPILS = '(?:pupil|student|learner|leaver|boy|girl)';

const RANGE = new RegExp(String.raw`${FIRST}s?(?:-? to |\s*[-–]\s*)${SECOND}(s?)\b(${OF_AGE})?`, 'g');
const SEVERAL_AGES = new RegExp(String.raw`${FIRST}-?(?:,\s*(?:\d{1,2}|${WORDS})-?)*\s*(?:and|or|&|/)\s*${SECOND}${OF_AGE}`, 'g');
const ONE_AGE = new RegExp(String.raw`(?<!\b(?:to|and|or) |[/–] ?)${FIRST}${OF_AGE}`, 'g');
const AT_AGE = new RegExp(String.raw`\b(?:at|by) (?:the )?age (?:of )?(\d{1,2}|${WORDS})\b(?!\s*(?:,|and|or|&|/)\s*(?:age (?:of )?)?(?:\d|(?:${WORDS})\b))`, 'g');
const AGE_SAID = new RegExp(String.raw`\bage (?:of )?(?:\d|(?:${WORDS})\b)`, 'g');
const SCHOOL_YEARS = new RegExp(String.raw`(?<!\bearly )\byears?(?: groups?)? (1[0-3]|[1-9])${AND}(?:year )?(1[0-3]|[1-9])\b`, 'g');
const SCHOOL_YEAR = new RegExp(String.raw`(?<!\b(?:each|every|per|a|this|last|next|in) )\byear (1[0-3]|[1-9])(?= ${PUPILS})|(?<=\b(?:children|pupils|students) (?:in|of|from) )year (1[0-3]|[1-9])\b`, 'g');
const KEY_STAGE = new RegExp(String.raw`\b(?:ks|key stages?) ?([1-5])(?:(?:, ?[1-5])*${AND}(?:ks|key stage)? ?([1-5]))?\b`, 'g');
const UNDER = /\bunder[- ](\d{1,2})s?\b/g;
/** "Aged 14+", "over 16s", "over the age of 16", "18+ provision"; not the number of anything else. */
const OVER = /\bover the age of (\d{1,2})\b|\b(?:aged? |over[- ](?:the )?)(\d{1,2})(?:\+|s\b| (?:and|or) (?:over|above)\b)|(?<![\w.,£-])(1\d)\+ (?:provision|services?|support|education|learning|offer|pathways?|programmes?|panel|transitions?)\b/g;

/** What is only for adults, as a plan for all ages may state. */
const ADULTS = /\badults\b(?<=(?:^|\b(?:among|disabled|fewer|for|help|helping|more|of|older|protect|safeguard|support|supporting|unemployed|vulnerable|working[- ]age) )adults)(?! in the making)|\bolder (?:people|persons|residents)\b|\b(?:elderly|pensioners)\b|\badult (?:safeguarding|learning|education|skills)\b|^adult social care:/g;
/** Who becomes an adult, or has adults beside them, is none; and what is for children as well is not only for adults. */
const NOT_ONLY_ADULTS = /\b(?:child|young|youth|bab(?:y|ies)\b|infant|pupil|student|school|teen|boys|girls|famil|parent|foster|adopt|care[- ](?:leaver|experienced)|leaving care|all[- ]age|people of all|everyone|everybody|prepar|transition|transfer|becom|grow|their lives|future|trusted|intergenerational)|\b(?:as|into|to|being|confident|successful|independent|healthy|happy|caring|supportive|safe|other) adult|\badults (?:who|working|around|they|can|in (?:my|our|their))\b/;

/** Phases by age. */
const PHASES: readonly (readonly [RegExp, number, number])[] = [
  [/\bbabies(?!,? (?:and )?(?:children|young people))|\bbaby\b|\bnewborns?|\binfants?\b(?! (?:mortality|deaths?))|\bperinatal/g, 0, 1],
  [/\breception (?:children|pupils|class|classes|year|age|aged|intake|starters|baseline)\b|\b(?:in|of) reception\b(?! (?:room|area|desk|cent|and year|to year))/g, 4, 5],
  [/\bearly years|\bunder[- ]fives|\bpre-?school|\bnursery|\bfoundation stage(?! (?:to|and)\b)|(?<![,:] )\bschool readiness\b(?!,)|\bready for school\b/g, 0, 5],
];
const LATER_PHASES: typeof PHASES = [
  [/\b(?:transition|transfer|move|moving)[a-z]*\b.{0,20}\bprimary\b.{0,20}\bsecondary\b/g, 10, 12],
  [/\bprimary\b.{0,30}\bsecondary (?:school|age|outcomes|pupil|attainment|education)/g, 5, 16],
  [/\bprimary (?:school|age|outcomes|pupil|attainment|education)/g, 5, 11],
  [/\bgcses?\b/g, 14, 16],
  [/\bsecondary (?:school|age|outcomes|pupil|attainment|education)/g, 11, 16],
  [/\bteenage|\bteens?\b/g, 13, 19],
  [/\bpost[- ]16\b|\bneets?\b/g, 16, 19],
];

/** What follows a number that is no age in years: a share, a time, or what is counted. */
const COUNTED_AFTER = /^\s*(?:%|per cent|percentage|points?\b|pp\b|grades?\b|passes\b|(?:more |new |extra |additional )?(?:foster )?carers\b)|^[\s-]*(?:minute|hour|day|week|month|term)s?\b/;
const NUMBERED_BEFORE = /\b(?:tier|level|grade|phase|stage|band|step|wave|priority|priorities|objective|outcome|goal|page|part|section|year|week|month)s?\s*$/;
/** By how much, or from where to where, something is to change. */
const CHANGE_BEFORE = /\b(?:increas|reduc|rais|cut|grow|rise|fall|lower|doubl|drop|declin|halv)[a-z]*\b.*\b(?:by|from)\s*$/;
/** What is done to things that are counted. */
const COUNTING_BEFORE = /\b(?:open|recruit|creat|train|establish|build|appoint|employ|launch|complet|hold|run|hir|secur)[a-z]*(?: (?:a further|another|at least|up to|between|an? (?:extra|additional)))?\s*$/;
const TIME_BEFORE = /\b(?:in|within|over|next|last|every)(?: the)?\s*$/;
const AGED_BEFORE = /\b(?:aged?|ages)(?: from| between)?\s*$/;
/** Words about lessons, beside which the first years are years of school and not of a plan. */
const OF_SCHOOL = /\b(?:pupil|attain|attend|school|phonics|reading|writing|math|curriculum|suspen|exclu|class|teach)/;

/** The ages that a statement is for: the publisher's own, or those its words state; null when nothing says. */
export function readAges(statement: Statement): AgeReading | null {
  if (statement.ageFrom != null && statement.ageTo != null) return { ages: { from: statement.ageFrom, to: statement.ageTo }, quote: `${statement.ageFrom}–${statement.ageTo}`, parts: [], place: 'AGES' };
  for (const [place, written] of [['TARGET_GROUP', statement.targetGroup ?? ''], ['TITLE', statement.title], ['HEADING', statement.outcome ?? '']] as const) {
    if (written === '') continue;
    const traced = tracePlainLetters(written);
    // Ages of what is only an example are not those of all.
    const stated = statedAges(traced.text.slice(0, whereExamplesBegin(traced.text)));
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

type Reader = readonly [RegExp, (match: RegExpExecArray, text: string) => AgeRange | null];

/** How ages are written. The first form that a text has counts, wherever it stands, so that numbers come before phases. */
const FORMS: readonly Reader[] = [
  [RANGE, readRange],
  [SEVERAL_AGES, ([, first, last]) => spanOf(ageOf(first), ageOf(last))],
  [ONE_AGE, ([, age]) => spanOf(ageOf(age), ageOf(age))],
  [AT_AGE, readAtAge],
  [SCHOOL_YEARS, readSchoolYears],
  [SCHOOL_YEAR, ([, before, behind]) => ofSchoolYears(before ?? behind, before ?? behind)],
  [UNDER, (match, text) => (COUNTED_AFTER.test(behind(match, text)) ? null : { from: 0, to: Math.max(0, ageOf(match[1]) - 1) })],
  [OVER, ([, ofAge, over, plus]) => fromAgeOn(ageOf(ofAge ?? over ?? plus))],
  ...PHASES.map(readPhase),
  [KEY_STAGE, ([, first, last = first]) => spanOf(KEY_STAGES[Number(first) - 1]?.[0], KEY_STAGES[Number(last) - 1]?.[1])],
  ...LATER_PHASES.map(readPhase),
  [ADULTS, (_, text) => (NOT_ONLY_ADULTS.test(text) ? null : { from: ADULT, to: OLDEST_OF_ALL })],
];

/** Ages that a text in lower case states, and the words that do. */
function statedAges(text: string): Stated | null {
  for (const [pattern, read] of FORMS) {
    // Nearly always in vain, so nothing is made until one is there.
    if (text.search(pattern) < 0) continue;
    for (const match of text.matchAll(pattern)) {
      const ages = read(match, text);
      if (ages !== null) return { ages, at: match.index, words: match[0] };
    }
  }
  return null;
}

function readPhase([pattern, from, to]: (typeof PHASES)[number]): Reader {
  return [pattern, () => ({ from, to })];
}

/** "5 to 16", "0-19s", "birth to five": ages unless what stands around them tells that they count, or number, something else. */
function readRange(match: RegExpExecArray, text: string): AgeRange | null {
  const [, first, second, plural, ofAge] = match;
  const [from, to] = [ageOf(first), ageOf(second)];
  const before = text.slice(Math.max(0, match.index - asFarAsTells), match.index);
  const after = behind(match, text);
  if (from >= to) return null;
  const isSaid = ofAge !== undefined || AGED_BEFORE.test(before);
  if (!isSaid) {
    if (COUNTED_AFTER.test(after) || (from > 0 && from < 10 && NUMBERED_BEFORE.test(before) && !/\bearly years\s*$/.test(before))) return null;
    const isUsual = from === 0 || plural !== '' || USUAL_SPANS.has(`${from}-${to}`);
    const isOfYears = /^[- ]?years?\b/.test(after);
    if (isOfYears && (!isUsual || TIME_BEFORE.test(before))) return null;
    if (!isUsual && (CHANGE_BEFORE.test(before) || COUNTING_BEFORE.test(before))) return null;
  }
  return spanOf(from, to);
}

/** "At age 11" is the school year that ends with it; several ages are no stage of childhood. */
function readAtAge([, age]: RegExpExecArray, text: string): AgeRange | null {
  return [...text.matchAll(AGE_SAID)].length > 1 ? null : spanOf(Math.max(0, ageOf(age) - 1), ageOf(age));
}

/** "Years 7 to 9"; of the first five, which may be those of a plan, only beside words about school. */
function readSchoolYears(match: RegExpExecArray, text: string): AgeRange | null {
  const [, first, last] = match;
  const mayBeOfPlan = Math.min(Number(first), Number(last)) <= 5;
  if (/^ of (?:the|this|our|its) /.test(behind(match, text)) || (mayBeOfPlan && !OF_SCHOOL.test(text.slice(0, asFarAsTells * 2)))) return null;
  return ofSchoolYears(first, last);
}

function ofSchoolYears(first: string | undefined, last: string | undefined): AgeRange | null {
  return spanOf(Number(first) + YEAR_ONE - 1, Number(last) + YEAR_ONE);
}

/** Whom "16+" is for ends with education, or with what is owed to care leavers and to those with special needs; beyond that they are adults. */
function fromAgeOn(age: number): AgeRange | null {
  return age > OLDEST ? { from: age, to: OLDEST_OF_ALL } : spanOf(age, age <= 16 ? 19 : OLDEST);
}

/** How many characters before and behind a number tell what it counts, and no more are looked at, however long a text. */
const asFarAsTells = 100;

function behind({ index, 0: words }: RegExpExecArray, text: string): string {
  return text.slice(index + words.length, index + words.length + asFarAsTells);
}

function spanOf(from = Number.NaN, to = Number.NaN): AgeRange | null {
  return from <= to && to <= OLDEST ? { from, to } : null;
}

function ageOf(word = ''): number {
  return IN_WORDS.get(word) ?? Number(word);
}

/** Whether ages are those of adults alone; up to 25 they may be of young people. */
export function areAdults({ from, to }: AgeRange): boolean {
  return from >= ADULT && to > OLDEST;
}

/** "5 to 11", or "65 and over". */
export function agesSaid({ from, to }: AgeRange): string {
  return to >= OLDEST_OF_ALL ? `${from} and over` : `${from} to ${to}`;
}

/** A stage of life for ages narrow enough to set a statement apart, or for adults of whatever age; null for wider ones. */
export function stageOf(ages: AgeRange, narrowYears: number): string | null {
  if (areAdults(ages)) return 'adults';
  if (ages.to - ages.from > narrowYears) return null;
  const middle = (ages.from + ages.to) / 2;
  if (middle <= 5) return 'early years';
  // Year 6, of ten- and eleven-year-olds, is the last of primary school.
  if (middle < 11) return 'primary';
  if (middle < 14) return 'secondary';
  return middle < 17.5 ? 'teenage' : 'post-16';
}
