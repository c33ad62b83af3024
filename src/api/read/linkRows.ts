import { expressionBuilder, sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { AnyRows } from '../context.ts';

const within = expressionBuilder<AnyRows, string>();

/** One place in which publishers state a tie: the rows that state it, and the columns that name its two sides. */
interface Statement {
  rows: () => unknown;
  owner: RawBuilder<unknown>;
  target: RawBuilder<unknown>;
}

/** A record that names another of its publisher's by reference: the id of what it names, whose sort nothing in the reference tells. */
function naming(table: 'responsibility' | 'meeting'): Statement {
  return {
    // Whose a source is never changes, so that this moves with the state of the data.
    rows: () => within.selectFrom(table).innerJoin('source', 'source.id', `${table}.sourceId`),
    owner: sql.ref(`${table}.id`),
    target: sql`${sql.ref('source.publisherCode')} || '/' || ${sql.ref(`${table}.subjectRef`)}`,
  };
}

/** Ties that no link table holds, some of them stated in two places, read as if one did. */
const statedElsewhere = {
  /** A plan names an indicator with its priority, or a priority with its indicator. */
  priority_measure: [
    { rows: () => within.selectFrom('priority_indicator'), owner: sql.ref('priority_indicator.ownerId'), target: sql.ref('priority_indicator.targetId') },
    { rows: () => within.selectFrom('plan_indicator').where('plan_indicator.priorityId', 'is not', null), owner: sql.ref('plan_indicator.priorityId'), target: sql.ref('plan_indicator.indicatorCode') },
  ],
  /** A grade is given to the authority inspected, or names the place judged. */
  judgement_place: [
    { rows: () => within.selectFrom('judgement').innerJoin('inspection', 'inspection.id', 'judgement.inspectionId'), owner: sql.ref('judgement.id'), target: sql.ref('inspection.authorityCode') },
    { rows: () => within.selectFrom('judgement').where('judgement.areaCode', 'is not', null), owner: sql.ref('judgement.id'), target: sql.ref('judgement.areaCode') },
  ],
  responsibility_subject: [naming('responsibility')],
  meeting_subject: [naming('meeting')],
} satisfies Record<string, readonly Statement[]>;

/**
 * Each tie once, as rows of `ownerId` and `targetId` to select from or join: a link table itself, or one put together from the places in which
 * its ties are stated, there only of those whose one side is asked of, as `isAsked`, which follows its column, says. Typed as the name of a
 * table, for that is how it is used.
 */
export function linkRows(link: string, side: 'owner' | 'target', isAsked: RawBuilder<unknown>): string {
  const statements = (statedElsewhere as Record<string, readonly Statement[]>)[link];
  if (!statements) return link;
  const parts = statements.map(({ rows, owner, target }) =>
    (rows() as SelectQueryBuilder<AnyRows, string, object>)
      .select([owner.as('ownerId'), target.as('targetId')])
      .where(sql<boolean>`${side === 'owner' ? owner : target} ${isAsked}`),
  );
  return parts.reduce((all, part) => all.union(part)).as(link) as unknown as string;
}
