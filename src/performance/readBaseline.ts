import { fourFigures } from './fourFigures.ts';
import type { Known } from './projection.ts';

/** What a change is taken from, and where that stands. */
export interface Baseline {
  value: number;
  told: string;
}

const expected = 'expected a comparator that states the value, such as "1998 baseline of 32.0", or names a period with a value, such as "2007/08" or CY2004';

/** No comparator is nearly as long, and the forms below look at a longer one many times over. */
const longest = 300;

/**
 * What a change is taken from, as documents put it: a value that the comparator states, else the value known of the period that it names.
 * Whatever else may be meant, such as the average of others, is not guessed at: then a sentence says what was found and what would be understood.
 */
export function readBaseline(comparator: string | null, periodKind: string | null, known: readonly Known[]): Baseline | string {
  if (comparator === null) return `It is stated as a change, and the document does not say from what: ${expected}.`;
  if (comparator.length > longest) return `It is stated as a change, and its comparator has ${comparator.length.toLocaleString('en-GB')} characters: ${expected}.`;
  const { text, mentions } = withoutPeriods(comparator.trim().replace(/\s+/g, ' '));
  const cannot = (found: string): string => `It is stated as a change (${comparator}), and ${found}: ${expected}.`;
  const stated = statedValues(text);
  if (stated.length > 1) return cannot(`the hub cannot tell from which of ${stated.map(fourFigures).join(', ')}`);
  if (stated.length === 1) return { value: stated[0]!, told: `the ${fourFigures(stated[0]!)} that its comparator states ("${comparator}")` };
  const [mention, ...more] = mentions;
  if (mention === undefined) return cannot('the hub has no value to take it from');
  if (more.length > 0) return cannot(`it names several periods (${mentions.join(', ')})`);
  if (!saysNothingElse(text)) return cannot('it says more than a period, so that it may mean another value than that of the place itself');
  const meant = periodsNamed(mention, known).filter((one) => kindsNamed(text).every((kind) => one.periodKind === kind));
  const ofItsKind = meant.filter((one) => one.periodKind === periodKind);
  const [period, ...others] = ofItsKind.length > 0 ? ofItsKind : meant;
  if (!period) return cannot(`the hub has no value of ${mention} to take it from`);
  if (others.length > 0) return cannot(`the hub has values of several periods that it may mean (${[period, ...others].map((one) => one.period).join(', ')})`);
  return { value: period.value, told: `the ${fourFigures(period.value)} of ${period.period}` };
}

/** Stands for a period that was named, so that no year is read as a value. */
const placeholder = '@';
const year = String.raw`(?:19|20)\d{2}`;
/** Not within a longer number, nor one with a fraction, nor one of something: 2,008, 2008.5, £2008 and 2008% are values. */
const namesPeriod = new RegExp(String.raw`(?<![\w£$.,/-])(?:(?:CY|AY|FY)\d{4}(?:/\d{2,4}|-Q[1-4])?|${year}-\d{2}/${year}-\d{2}|${year}-\d{2}-\d{2}|${year} ?[/–-] ?(?:\d{4}|\d{1,2})|${year})(?![\w/–-]|[.,]\d| ?%| per ?cent)`, 'gi');

/** The text with its periods replaced, and these, each once. */
function withoutPeriods(comparator: string): { text: string; mentions: string[] } {
  const mentions = new Set<string>();
  const text = comparator.replaceAll(placeholder, ' ').replace(namesPeriod, (mention) => {
    mentions.add(mention.replace(/ ?[–-] ?(?=\d)| ?\/ ?/g, (between) => (between.includes('/') ? '/' : '-')));
    return placeholder;
  });
  return { text, mentions: [...mentions] };
}

const number = String.raw`£?(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?![\d,.]*\d)`;
const unit = String.raw`(?: ?%| ?per ?cent| per [\d,]+(?: [a-z]+)?| points?| children| pupils| young people| people| cases| days)?`;
/** What may stand behind a value. Not "to" or "or": "from 5 to 16" states no value, nor is "3 million" 3. */
const ends = String.raw`(?=$| ?[;)(${placeholder}]|[.,](?:\s|$)| (?:in|at|for|during|by|as at|baseline)\b)`;
const valueOf = String.raw`(?:baseline(?: level)?|figure|value|rate|outturn|average)`;
/** Not every number beside a period is its value: that of "level 4 at Key Stage 2 in 2008" is none. */
const waysToState = [
  String.raw`\b${valueOf}(?: ${placeholder})?(?: (?:of|is|was|stood at)| ?[:=]) ?${number}${unit}${ends}`,
  String.raw`\b${valueOf} (?:in|for|at) ${placeholder}(?: (?:of|is|was)| ?[:=]) ?${number}${unit}${ends}`,
  String.raw`\bbaseline ?\(?${number}${unit}${ends}`,
  String.raw`(?:^|^(?:down|up|a fall|a rise|a drop|reduced|reduction|increased|increase) )from (?:an? )?${number}${unit}${ends}`,
  String.raw`(?:^(?:from )?|[(:;] ?|(?<=${placeholder}), |\b${valueOf}(?: (?:of|was|is|stood at))? )${number}${unit}(?: (?:in|at|for|during) | ?\((?:in )?)${placeholder}`,
  String.raw`${placeholder} ?[:=] ?${number}${unit}${ends}`,
  String.raw`^${number}${unit}$`,
].map((way) => new RegExp(way, 'gi'));

/** The different values that a text states as what something was. */
function statedValues(text: string): number[] {
  const found = waysToState.flatMap((way) => [...text.matchAll(way)].map((match) => Number(match[1]!.replaceAll(',', ''))));
  return [...new Set(found)];
}

/** Words that say of which kind a year is. */
const yearWords: ReadonlyMap<string, string> = new Map(Object.entries({ academic: 'ACADEMIC_YEAR', school: 'ACADEMIC_YEAR', financial: 'FINANCIAL_YEAR', calendar: 'CALENDAR_YEAR' }));
const nothingElse = new Set([...yearWords.keys(), ...'a actual against as at baseline baselines be base by compared comparison figure figures for from in is level levels of on our outcome outturn outturns over own performance position rate result results set than that the their this to value values was with year'.split(' ')]);

/** Whether a text names its period alone: that of "the England average, 2007/08" would be another place's. */
function saysNothingElse(text: string): boolean {
  return wordsOf(text).every((word) => nothingElse.has(word));
}

function kindsNamed(text: string): string[] {
  return wordsOf(text).flatMap((word) => yearWords.get(word) ?? []);
}

function wordsOf(text: string): string[] {
  return text.replaceAll(placeholder, ' ').toLowerCase().split(/[\s,.;:()'"’“”-]+/).filter(Boolean);
}

/** What a year or years may mean where their kind is not said. A quarter or a month of a year is not the year. */
const wholeYears = new Set(['CALENDAR_YEAR', 'ACADEMIC_YEAR', 'FINANCIAL_YEAR', 'POOLED_YEARS', 'MONTHS', 'DAY']);

/** The periods with a value that a mention names: by their code, else those that begin in its first year and end in its last. */
function periodsNamed(mention: string, known: readonly Known[]): Known[] {
  const same = known.filter(({ period }) => period.toUpperCase() === mention.toUpperCase());
  const years = /^(\d{4})(?:[/-](\d{1,4}))?$/.exec(mention);
  if (!years) return same;
  const [first, last] = firstAndLast(Number(years[1]), years[2] ?? '');
  return [...new Set([...same, ...known.filter((one) => wholeYears.has(one.periodKind) && one.periodFrom.startsWith(first) && one.periodTo.startsWith(last))])];
}

/** The years of 2007 and "08", of 1999 and "00", of 2007 and "". */
function firstAndLast(first: number, digits: string): [string, string] {
  const century = 10 ** digits.length;
  const last = digits === '' ? first : first - (first % century) + Number(digits);
  return [String(first), String(last < first ? last + century : last)];
}
