import { CoverageFeedDocument, type CoverageFeedQuery } from '../api/generated/operations.ts';
import type { Column } from './Feed.ts';
import { overlapFeed } from './overlapFeed.ts';

type Overlaps = CoverageFeedQuery['overlaps'];
type Entry = Overlaps['coverage'][number];
interface Row {
  overlaps: Overlaps;
  entry: Entry;
  plan: Entry['plans'][number] | undefined;
}

const columns: readonly Column<Row>[] = [
  { name: 'authority_code', datatype: 'string', description: 'GSS code of the authority.', read: ({ entry }) => entry.authority.code },
  { name: 'authority_name', datatype: 'string', description: 'Name of the authority.', read: ({ entry }) => entry.authority.name },
  { name: 'authority_kind', datatype: 'string', description: 'What sort of authority it is.', read: ({ entry }) => entry.authority.kind },
  { name: 'region_code', datatype: 'string', description: 'GSS code of its region.', read: ({ entry }) => entry.authority.region?.code ?? null },
  { name: 'region_name', datatype: 'string', description: 'Name of its region.', read: ({ entry }) => entry.authority.region?.name ?? null },
  { name: 'coverage', datatype: 'string', description: 'How full its fullest document in force is: WHOLE, PARTIAL, OUTCOMES_ONLY, NO_STATEMENT, NONE_REQUIRED, NO_DOCUMENT, which is not the same as having no plan, or NOT_THEN for an authority that did not exist then.', read: ({ entry }) => entry.state },
  { name: 'coverage_statement', datatype: 'string', description: 'The same in a sentence.', read: ({ entry }) => entry.statement },
  { name: 'plan_id', datatype: 'string', description: 'Stable identifier of the document; empty where none is held.', read: ({ plan }) => plan?.id ?? null },
  { name: 'plan_title', datatype: 'string', description: 'Title of the document.', read: ({ plan }) => plan?.title ?? null },
  { name: 'plan_kind', datatype: 'string', description: 'What sort of document it is.', read: ({ plan }) => plan?.kind ?? null },
  { name: 'plan_is_joint', datatype: 'boolean', description: 'Whether it is one plan of several authorities.', read: ({ plan }) => (plan ? plan.authorities.length > 1 : null) },
  { name: 'plan_valid_from', datatype: 'string', description: 'Start as the document states it: a year, a month or a day.', read: ({ plan }) => plan?.validFrom ?? null },
  { name: 'plan_valid_to', datatype: 'string', description: 'End as the document states it; empty when it states none.', read: ({ plan }) => plan?.validTo ?? null },
  { name: 'plan_in_force_from', datatype: 'date', description: 'First day in force.', read: ({ plan }) => plan?.inForceFrom ?? null },
  { name: 'plan_in_force_to', datatype: 'date', description: 'Last day in force.', read: ({ plan }) => plan?.inForceTo ?? null },
  { name: 'plan_in_force_basis', datatype: 'string', description: 'How the last day is known: STATED, SUPERSEDED, AUTHORITY_ENDED, ASSUMED or UNKNOWN.', read: ({ plan }) => plan?.inForceBasis ?? null },
  { name: 'plan_coverage', datatype: 'string', description: 'How much of it the hub holds: WHOLE, PARTIAL, OUTCOMES_ONLY, NO_STATEMENT, NONE_REQUIRED.', read: ({ plan }) => plan?.coverage ?? null },
  { name: 'plan_stated_priorities', datatype: 'integer', description: 'How many priorities the document says it has.', read: ({ plan }) => plan?.statedPriorities ?? null },
  { name: 'plan_approved_on', datatype: 'string', description: 'When it was approved: a year, a month or a day.', read: ({ plan }) => plan?.approvedOn ?? null },
  { name: 'plan_published_on', datatype: 'string', description: 'When it was published: a year, a month or a day.', read: ({ plan }) => plan?.publishedOn ?? null },
  { name: 'plan_url', datatype: 'string', description: 'Address of the document.', read: ({ plan }) => plan?.url ?? null },
  { name: 'compared_from', datatype: 'date', description: 'First day asked about.', read: ({ overlaps }) => overlaps.days.from },
  { name: 'compared_to', datatype: 'date', description: 'Last day asked about.', read: ({ overlaps }) => overlaps.days.to },
  { name: 'data_version', datatype: 'integer', description: 'Version of the data the rows were made from.', read: ({ overlaps }) => overlaps.dataVersion },
];

/** What the hub knows of each authority: a row a document in force, or one row that says that none is held. */
export const coverageFeed = overlapFeed<Row>({
  name: 'coverage',
  title: "Each authority's documents in force",
  description: 'One row for each authority and document of it in force on the days asked about. An authority of which no document is held has one row, with an empty plan_id.',
  columns,
  readRows: async (api, filter) => {
    const { overlaps } = await api.execute(CoverageFeedDocument, { filter });
    return overlaps.coverage.flatMap((entry) => rowsOf(overlaps, entry));
  },
});

function rowsOf(overlaps: Overlaps, entry: Entry): Row[] {
  const plans = entry.plans.length === 0 ? [undefined] : entry.plans;
  return plans.map((plan) => ({ overlaps, entry, plan }));
}
