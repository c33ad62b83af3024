/** How a database counts the bytes of a text, and finds where in it another begins, from 1. */
export interface TextFunctions {
  bytesOf: (text: string) => string;
  placeIn: (text: string, sought: string) => string;
}

const escaped = (text: string): string => `replace(replace(coalesce(${text}, ''), '\\', '\\\\'), '|', '\\|')`;

/** A longer key has no room in an index of PostgreSQL. Such rows keep theirs, and are refused when they are next read. */
const mostKeyBytes = 1_200;

/** What puts behind the ids of rows, table by table, what tells them apart now, and lets all that names such a row by its id follow. The same on both databases. */
export function tellRowsApart({ bytesOf, placeIn }: TextFunctions): string[] {
  const ownReference = (id: string): string => `substr(${id}, ${placeIn(id, '/')} + 1)`;
  const parts = {
    plan_indicator: [ownReference('outcome_id'), ownReference('priority_id')],
    service_use: ['paid_by'],
    meeting: ['subject_ref'],
    judgement: ['area_code'],
  };
  return Object.entries(parts).flatMap(([table, columns]) => {
    const suffix = columns.map((column) => ` || '|' || ${escaped(column)}`).join('');
    const isKeyed = `r."id" like '%/%|%' and ${bytesOf(`(r."id"${suffix})`)} <= ${mostKeyBytes}`;
    return [
      // What names such a row by its id follows it, before the id goes.
      `update "withdrawn_part" set "record_id" = (select r."id"${suffix} from "${table}" r where r."id" = "record_id") where "record_table" = '${table}' and exists (select 1 from "${table}" r where r."id" = "record_id" and ${isKeyed});`,
      ...(table === 'plan_indicator' ? [`update "progress_report" set "subject" = (select 'plan_indicator:' || r."id"${suffix} from "plan_indicator" r where 'plan_indicator:' || r."id" = "subject") where exists (select 1 from "plan_indicator" r where 'plan_indicator:' || r."id" = "subject" and ${isKeyed});`] : []),
      `update "${table}" as r set "id" = "id"${suffix} where ${isKeyed};`,
    ];
  });
}
