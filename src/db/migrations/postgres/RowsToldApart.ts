import { Migration } from '@mikro-orm/migrations';

const escaped = (text: string): string => `replace(replace(coalesce(${text}, ''), '\\', '\\\\'), '|', '\\|')`;
const bytesOf = (text: string): string => `octet_length(${text})`;
const ownReference = (id: string): string => `substr(${id}, strpos(${id}, '/') + 1)`;

/** A longer key has no room in an index of PostgreSQL. Such rows keep theirs, and are refused when they are next read. */
const mostKeyBytes = 1_200;

/** What tells rows apart beside what did: for each table, what comes behind the id of a row. */
const parts = {
  plan_indicator: [ownReference('outcome_id'), ownReference('priority_id')],
  service_use: ['paid_by'],
  meeting: ['subject_ref'],
  judgement: ['area_code'],
};

/** A plan may name one indicator for several priorities, several bodies may pay for one use, one item of a meeting be about several things, and one thing be judged in several places. */
export class RowsToldApart extends Migration {
  override up(): void {
    for (const [table, columns] of Object.entries(parts)) {
      const suffix = columns.map((column) => ` || '|' || ${escaped(column)}`).join('');
      const isKeyed = `r."id" like '%/%|%' and ${bytesOf(`(r."id"${suffix})`)} <= ${mostKeyBytes}`;
      // What names such a row by its id follows it, before the id goes.
      this.addSql(`update "withdrawn_part" set "record_id" = (select r."id"${suffix} from "${table}" r where r."id" = "record_id") where "record_table" = '${table}' and exists (select 1 from "${table}" r where r."id" = "record_id" and ${isKeyed});`);
      if (table === 'plan_indicator') this.addSql(`update "progress_report" set "subject" = (select 'plan_indicator:' || r."id"${suffix} from "plan_indicator" r where 'plan_indicator:' || r."id" = "subject") where exists (select 1 from "plan_indicator" r where 'plan_indicator:' || r."id" = "subject" and ${isKeyed});`);
      this.addSql(`update "${table}" as r set "id" = "id"${suffix} where ${isKeyed};`);
    }
  }
}
