import { sql, type RawBuilder } from 'kysely';
import { inPages } from './inPages.ts';
import { valueIssue, type HarvestIssue } from './issue.ts';
import { awaitRecords, stageTable, type Staging } from './staging.ts';

/** Take-up is published a little above 100 where a count is held against an older estimate of the population. */
const mostPerCent = 120;

/** Figures that cannot be what their indicator says. They stay as they are written: which of them is wrong, only the publisher knows. No other number than that found is quoted: it may be one that is hidden. */
export async function* tellImplausible(staging: Staging, path: string, staged: ReadonlySet<string>): AsyncGenerator<HarvestIssue[]> {
  const measureIn = (table: RawBuilder<unknown>, alsoWhen = sql``): RawBuilder<unknown> => sql`(select i.measure from ${table} i where i.id = s.indicator_code${alsoWhen})`;
  const held = measureIn(sql.table('indicator'), sql` and i.withdrawn_on is null`);
  const measure = staged.has('indicator') ? sql`coalesce(${measureIn(stageTable('indicator'))}, ${held})` : held;
  const implausible = sql<Figure>`
    select s.id, s.line, s.indicator_code as code, s.value, s.numerator, s.denominator from ${stageTable('observation')} s
    where s.denominator <= 0 or (s.value is null and s.numerator is null and s.status is null) or ((s.value < 0 or s.value > ${mostPerCent} or s.numerator > s.denominator) and ${measure} = 'proportion')`;
  for await (const rows of inPages(staging, implausible, ['line', 'id'])) yield rows.map((figure) => implausibleIssue(staging, path, figure));
}

interface Figure {
  line: number;
  code: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
}

function implausibleIssue(staging: Staging, path: string, { line, code, value, numerator, denominator }: Figure): HarvestIssue {
  const [column, found, expected, isByMeasure = false] =
    denominator !== null && denominator <= 0 ? (['denominator', denominator, 'more than 0, of which the numerator is counted'] as const)
    : value === null && numerator === null ? (['value', '', 'a number, or the status that says why there is none: suppressed, missing, not-applicable or low'] as const)
    : value !== null && (value < 0 || value > mostPerCent) ? (['value', value, `a percentage on the scale from 0 to 100, because the measure of ${code} is proportion`, true] as const)
    : (['numerator', numerator!, `no more than its denominator, because the measure of ${code} is proportion`, true] as const);
  if (isByMeasure) awaitRecords(staging, ['indicator'], [code]);
  return valueIssue({ severity: 'warning', rule: 'IMPLAUSIBLE_FIGURE', isKept: true, file: path, line, column, found: String(found), expected });
}
