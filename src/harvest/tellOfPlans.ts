import { sql } from 'kysely';
import { parsePartialDate } from '../catalogue/period.ts';
import { tellsWhetherAdopted } from '../catalogue/planStatus.ts';
import { inPages } from './inPages.ts';
import { valueIssue, type HarvestIssue } from './issue.ts';
import { packageFiles } from './package/packageFiles.ts';
import { awaitRecords, stageTable, type Staging } from './staging.ts';

const authoritiesOfPlan = packageFiles.find(({ name }) => name === 'plans')!.links!.authority_codes!;

/** What plans say that other rows contradict. It is kept as it is written: which of them is wrong, only the publisher knows. */
export async function* tellOfPlans(staging: Staging, path: string, staged: ReadonlySet<string>): AsyncGenerator<HarvestIssue[]> {
  if (staged.has('priority')) yield* tellMiscounted(staging, path);
  yield* tellEnded(staging, path);
  yield* tellOfStatus(staging, path);
}

interface Miscounted {
  line: number;
  stated: number;
  statements: number;
  priorities: number;
}

/** Plans that are given whole, with fewer statements than they state, or more priorities. Where a row of them was refused, the number is not yet known. */
async function* tellMiscounted(staging: Staging, path: string): AsyncGenerator<HarvestIssue[]> {
  const miscounted = sql<Miscounted>`
    select * from (
      select s.line, s.id, s.stated_priorities as stated, count(p.kind) as statements, count(case when p.kind = 'priority' then 1 end) as priorities from ${stageTable('plan')} s
      left join (
        select plan_id, kind from ${stageTable('priority')}
        union all select held.plan_id, held.kind from priority held where held.withdrawn_on is null and held.source_id <> ${staging.sourceId} and held.plan_id in (select id from ${stageTable('plan')})
      ) p on p.plan_id = s.id
      where s.coverage = 'whole' and s.stated_priorities is not null group by s.line, s.id, s.stated_priorities
    ) counted
    where (statements < stated or priorities > stated) and not exists (select 1 from stage_kept k where k.table_name = 'priority')`;
  const told = ({ line, stated, statements, priorities }: Miscounted): HarvestIssue => {
    const expected = Number(statements) < stated ? `at most ${statements}, because the coverage of the plan is whole and no more statements of it are given; add those that are missing, or say partial, as which the hub takes it` : `at least ${priorities}, because so many priorities of the plan are given`;
    return valueIssue({ severity: 'warning', rule: 'MISCOUNTED_PRIORITIES', isKept: true, file: path, line, column: 'stated_priorities', found: String(stated), expected });
  };
  for await (const rows of inPages(staging, miscounted, ['line', 'id'])) yield rows.map(told);
}

interface Ended {
  line: number;
  code: string;
  name: string;
  begun: string;
  ended: string;
}

/** Plans of an authority that had ended when they began, mostly in place of its successor. */
async function* tellEnded(staging: Staging, path: string): AsyncGenerator<HarvestIssue[]> {
  const ended = sql<Ended>`
    select s.line, a.id as code, a.name, s.valid_from as begun, a.valid_to as ended from ${stageTable('plan')} s
    join stage_link l on l.link_table = ${authoritiesOfPlan} and l.owner_id = s.id join authority a on a.id = l.target_id and a.withdrawn_on is null
    where a.valid_to < s.valid_from`;
  for await (const rows of inPages(staging, ended, ['line', 'code'])) {
    // As texts, a year comes before each of its days.
    const before = rows.filter((row) => parsePartialDate(row.ended)!.to < parsePartialDate(row.begun)!.from);
    awaitRecords(staging, ['authority'], before.map(({ code }) => code));
    yield before.map(({ line, code, name, begun, ended: on }) => valueIssue({ severity: 'warning', rule: 'AUTHORITY_ENDED', isKept: true, file: path, line, column: 'authority_codes', found: code, expected: `authorities that were there when the plan began, which is ${begun}; ${name} ended on ${on}` }));
  }
}

/** Statuses that do not say whether anybody agreed to the plan: if nobody did, its priorities would make overlaps all the same. */
async function* tellOfStatus(staging: Staging, path: string): AsyncGenerator<HarvestIssue[]> {
  const stated = sql<{ line: number; id: string; status: string }>`select line, id, status from ${stageTable('plan')} where status is not null`;
  const expected = 'a beginning that says how far the document has got, for example "draft", "consultation", "proposed" or "approved"; the hub takes the plan for adopted';
  for await (const rows of inPages(staging, stated, ['line', 'id'])) {
    yield rows.filter(({ status }) => !tellsWhetherAdopted(status)).map(({ line, status }) => valueIssue({ severity: 'warning', rule: 'UNKNOWN_STATUS', isKept: true, file: path, line, column: 'status', found: status, expected }));
  }
}
