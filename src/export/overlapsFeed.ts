import type { CoverageState, SharedThrough } from '../api/generated/operations.ts';
import type { Column } from './Feed.ts';
import { overlapFeed } from './overlapFeed.ts';
import { readOverlapPages, type FeedOverlap, type FeedStatement, type WholeAnswer } from './readOverlapPages.ts';

interface Row {
  answer: WholeAnswer;
  overlap: FeedOverlap;
  statement: FeedStatement;
  authority: { code: string; name: string };
  through: SharedThrough;
  coverage: CoverageState;
}

const columns: readonly Column<Row>[] = [
  { name: 'overlap_id', datatype: 'string', description: 'Stable identifier of the overlap.', read: ({ overlap }) => overlap.id },
  { name: 'overlap_title', datatype: 'string', description: 'What it is about.', read: ({ overlap }) => overlap.title },
  { name: 'theme_code', datatype: 'string', description: 'Code of its theme in the shared taxonomy.', read: ({ overlap }) => overlap.theme.code },
  { name: 'theme_label', datatype: 'string', description: 'Name of its theme.', read: ({ overlap }) => overlap.theme.label },
  { name: 'review', datatype: 'string', description: 'What a reviewer found of it: PROPOSED while nobody looked, or CONFIRMED. Rejected ones are left out.', read: ({ overlap }) => overlap.review.state },
  { name: 'strength', datatype: 'number', description: 'From 0 to 1: the share of the authorities with a document in force that have it, times how sure the hub is of its readings.', read: ({ overlap }) => overlap.strength },
  { name: 'contiguous', datatype: 'boolean', description: 'Whether its authorities border on one another without a gap.', read: ({ overlap }) => overlap.contiguous },
  { name: 'authorities_sharing', datatype: 'integer', description: 'How many authorities share it; one that is no more is not counted beside those that took its place.', read: ({ overlap }) => overlap.sharedBy },
  { name: 'authority_code', datatype: 'string', description: 'GSS code of the authority whose statement it is.', read: ({ authority }) => authority.code },
  { name: 'authority_name', datatype: 'string', description: 'Name of the authority.', read: ({ authority }) => authority.name },
  { name: 'authority_shares_through', datatype: 'string', description: 'OWN_PLAN, or JOINT_PLAN when only joint plans with others state it.', read: ({ through }) => through },
  { name: 'authority_coverage', datatype: 'string', description: "How full the authority's fullest document in force is: WHOLE, PARTIAL, OUTCOMES_ONLY, NONE_REQUIRED.", read: ({ coverage }) => coverage },
  { name: 'statement_id', datatype: 'string', description: 'Stable identifier of the statement.', read: ({ statement }) => statement.priority.id },
  { name: 'statement', datatype: 'string', description: 'The statement as the plan words it.', read: ({ statement }) => statement.priority.title },
  { name: 'statement_kind', datatype: 'string', description: 'PRIORITY, OUTCOME, CROSS_CUTTING, PROJECT …', read: ({ statement }) => statement.priority.kind },
  { name: 'age_from', datatype: 'integer', description: 'Youngest age it is about; empty when the plan does not say.', read: ({ statement }) => statement.priority.ageFrom },
  { name: 'age_to', datatype: 'integer', description: 'Oldest age it is about; empty when the plan does not say.', read: ({ statement }) => statement.priority.ageTo },
  { name: 'ring', datatype: 'string', description: 'CORE when the theme is its main aim, RELATED when it touches it.', read: ({ statement }) => statement.ring },
  { name: 'core_key', datatype: 'string', description: 'Key of its core group: members of one would sit in one meeting. Empty for a related statement.', read: ({ statement }) => statement.coreKey },
  { name: 'core_title', datatype: 'string', description: 'What its core group aims at.', read: ({ statement }) => statement.coreTitle },
  { name: 'shares_core', datatype: 'boolean', description: 'Whether at least two of the authorities share its core group, by more than one joint plan; otherwise it has nobody to meet yet.', read: ({ statement }) => statement.sharesCore },
  { name: 'confidence', datatype: 'number', description: 'How sure the hub is that it belongs, from 0 to 1.', read: ({ statement }) => statement.confidence },
  { name: 'uncertain', datatype: 'boolean', description: 'Whether a person should look first: confidence is below 0.6, and more than one such reading in three was found wrong.', read: ({ statement }) => statement.isUncertain },
  { name: 'why', datatype: 'string', description: 'The reasons in sentences, those that counted most first; of a related statement, why it is in no core group before them.', read: ({ statement }) => statement.evidence.map(({ explanation }) => explanation).join(' ') || null },
  { name: 'disputed', datatype: 'boolean', description: 'Whether its own publisher disputes how it is read: that it has this theme, or that another is missing. It counts all the same until a reviewer decides.', read: ({ statement }) => statement.isDisputed },
  { name: 'dispute', datatype: 'string', description: 'What the publisher says against it; empty where it disputes nothing.', read: ({ statement }) => statement.disputes.map(({ body, note }) => `${body.name}: ${note}`).join(' ') || null },
  { name: 'plan_id', datatype: 'string', description: 'Stable identifier of the plan that states it.', read: ({ statement }) => statement.priority.plan?.id ?? null },
  { name: 'plan_title', datatype: 'string', description: 'Title of the plan.', read: ({ statement }) => statement.priority.plan?.title ?? null },
  { name: 'plan_kind', datatype: 'string', description: 'What sort of document it is.', read: ({ statement }) => statement.priority.plan?.kind ?? null },
  { name: 'plan_is_joint', datatype: 'boolean', description: 'Whether it is one plan of several authorities: its statement then stands once for each.', read: ({ statement }) => (statement.priority.plan?.authorities.length ?? 0) > 1 },
  { name: 'plan_in_force_from', datatype: 'date', description: 'First day in force.', read: ({ statement }) => statement.priority.plan?.inForceFrom ?? null },
  { name: 'plan_in_force_to', datatype: 'date', description: 'Last day in force.', read: ({ statement }) => statement.priority.plan?.inForceTo ?? null },
  { name: 'plan_in_force_basis', datatype: 'string', description: 'How the last day is known: STATED, SUPERSEDED, AUTHORITY_ENDED, ASSUMED or UNKNOWN.', read: ({ statement }) => statement.priority.plan?.inForceBasis ?? null },
  { name: 'plan_coverage', datatype: 'string', description: 'How much of the plan the hub holds: WHOLE, PARTIAL, OUTCOMES_ONLY.', read: ({ statement }) => statement.priority.plan?.coverage ?? null },
  { name: 'compared_from', datatype: 'date', description: 'First day compared.', read: ({ answer }) => answer.days.from },
  { name: 'compared_to', datatype: 'date', description: 'Last day compared; the same as the first when the comparison is as at one day.', read: ({ answer }) => answer.days.to },
  { name: 'data_version', datatype: 'integer', description: 'Version of the data the rows were made from.', read: ({ answer }) => answer.dataVersion },
];

/** Overlaps with their evidence: what the first page shows, to count and filter. */
export const overlapsFeed = overlapFeed<Row>({
  name: 'overlaps',
  title: 'Overlaps with every statement',
  description: 'One row for each overlap, authority that shares it and statement of that authority. A statement of a joint plan stands once for each of its authorities that was asked about.',
  columns,
  readRows: async (api, filter) => rowsOf(await readOverlapPages(api, filter)),
});

function rowsOf(answer: WholeAnswer): Row[] {
  const states = new Map(answer.coverage.map(({ authority, state }) => [authority.code, state]));
  return answer.overlaps.flatMap(({ overlap, statements }) =>
    overlap.coverage.sharing.flatMap(({ authority, through }) =>
      statements
        .filter(({ priority }) => priority.plan?.authorities.some(({ code }) => code === authority.code))
        .map((statement) => ({ answer, overlap, statement, authority, through, coverage: states.get(authority.code) ?? 'NO_DOCUMENT' })),
    ),
  );
}
