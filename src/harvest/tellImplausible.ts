import { sql, type RawBuilder } from 'kysely';
import { inPages } from './inPages.ts';
import { valueIssue, type HarvestIssue } from './issue.ts';
import { awaitRecords, stageTable, type Staging } from './staging.ts';

/** Take-up is published a little above 100 where a count is held against an older estimate of the population. */
const mostPerCent = 120;

/**
 * By how much a published figure may differ from its counts beside rounding. Percentages are weighted, or adjusted as NI 117 is for those of whom
 * nothing is known; rates are standardised for age, and of a quarter given as of a year. A slip of the scale is out by ten or a hundred times.
 */
const mostFactor: Readonly<Record<string, number>> = { proportion: 1.25, rate: 5 };

interface Figure {
  line: number;
  code: string;
  measure: string | null;
  scale: number | null;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
}

/** Figures that cannot be what their indicator says. They stay as they are written: which of them is wrong, only the publisher knows. No other number than that found is quoted: it may be one that is hidden. */
export async function* tellImplausible(staging: Staging, path: string, staged: ReadonlySet<string>): AsyncGenerator<HarvestIssue[]> {
  const saidIn = (column: string, table: RawBuilder<unknown>, alsoWhen = sql``): RawBuilder<unknown> => sql`(select ${sql.ref(`i.${column}`)} from ${table} i where i.id = s.indicator_code${alsoWhen})`;
  const said = (column: string): RawBuilder<unknown> => {
    const held = saidIn(column, sql.table('indicator'), sql` and i.withdrawn_on is null`);
    return staged.has('indicator') ? sql`coalesce(${saidIn(column, stageTable('indicator'))}, ${held})` : held;
  };
  const measure = said('measure');
  const scale = sql`(case ${measure} when 'proportion' then 100 when 'rate' then ${said('multiplier')} end)`;
  // Exactly what is out by more than rounding is told apart below; of most rows nothing needs to be.
  const isFarFromCounts = sql`(s.denominator > 0 and abs(s.value * s.denominator - ${scale} * s.numerator) > 0.2 * ${scale} * s.numerator)`;
  const doubtful = sql<Figure>`
    select s.id, s.line, s.indicator_code as code, ${measure} as measure, ${scale} as scale, s.value, s.numerator, s.denominator from ${stageTable('observation')} s
    where s.denominator <= 0 or (s.value is null and s.numerator is null and s.status is null) or ((s.value < 0 or s.value > ${mostPerCent} or s.numerator > s.denominator) and ${measure} = 'proportion') or ${isFarFromCounts}`;
  const told = (figure: Figure): HarvestIssue[] => {
    const { line, code } = figure;
    const implausible = implausibleIn(figure);
    if (!implausible) return [];
    const [column, found, expected, isByMeasure = false] = implausible;
    if (isByMeasure) awaitRecords(staging, ['indicator'], [code]);
    return [valueIssue({ severity: 'warning', rule: 'IMPLAUSIBLE_FIGURE', isKept: true, file: path, line, column, found: String(found), expected })];
  };
  for await (const rows of inPages(staging, doubtful, ['line', 'id'])) yield rows.flatMap(told);
}

type Implausible = readonly [column: string, found: string | number, expected: string, isByMeasure?: boolean];

function implausibleIn({ code, measure, scale, value, numerator, denominator }: Figure): Implausible | null {
  if (denominator !== null && denominator <= 0) return ['denominator', denominator, 'more than 0, of which the numerator is counted'];
  if (value === null && numerator === null) return ['value', '', 'a number, or the status that says why there is none: suppressed, missing, not-applicable or low'];
  const because = `because the measure of ${code} is ${measure}`;
  if (measure === 'proportion' && value !== null && (value < 0 || value > mostPerCent)) return ['value', value, `a percentage on the scale from 0 to 100, ${because}`, true];
  if (measure === 'proportion' && numerator !== null && denominator !== null && numerator > denominator) return ['numerator', numerator, `no more than its denominator, ${because}`, true];
  if (value === null || numerator === null || denominator === null || scale === null || fits({ value, numerator, denominator }, scale, mostFactor[measure!]!)) return null;
  return ['value', value, `about its numerator divided by its denominator, times ${scale.toLocaleString('en-GB')}, ${because}${measure === 'rate' ? ` per ${scale.toLocaleString('en-GB')}` : ''}`, true];
}

/** Whether a figure may be that of its counts, all three as they are rounded where figures are published. */
function fits({ value, numerator, denominator }: { value: number; numerator: number; denominator: number }, scale: number, factor: number): boolean {
  const [above, below, own] = [roundingOf(numerator), roundingOf(denominator), 10 ** -decimalsOf(value) / 2];
  const least = (scale * Math.max(0, numerator - above)) / (denominator + below);
  const most = (scale * (numerator + above)) / (denominator - below);
  return value + own >= least / factor && value - own <= most * factor;
}

/** By how much a count may have been rounded: to 5, or to a power of ten of which it has at least ten. */
function roundingOf(count: number): number {
  if (!Number.isInteger(count)) return 0;
  let step = count % 5 === 0 ? 5 : 1;
  for (let power = 10; count % power === 0 && count >= 10 * power; power *= 10) step = power;
  return step / 2;
}

function decimalsOf(value: number): number {
  return /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
}
