import type { Column } from './Feed.ts';
import { overlapFeed } from './overlapFeed.ts';
import { readOverlapPages, type FeedOverlap, type WholeAnswer } from './readOverlapPages.ts';

interface Row {
  answer: WholeAnswer;
  overlap: FeedOverlap;
  authority: { code: string; name: string };
  state: 'SHARING' | 'NOT_SHARING' | 'UNKNOWN';
  through: string | null;
  isUncertain: boolean | null;
  countedWith: string | null;
  reason: string | null;
}

const columns: readonly Column<Row>[] = [
  { name: 'overlap_id', datatype: 'string', description: 'Stable identifier of the overlap.', read: ({ overlap }) => overlap.id },
  { name: 'overlap_title', datatype: 'string', description: 'What it is about.', read: ({ overlap }) => overlap.title },
  { name: 'theme_code', datatype: 'string', description: 'Code of its theme in the shared taxonomy.', read: ({ overlap }) => overlap.theme.code },
  { name: 'strength', datatype: 'number', description: 'From 0 to 1: the share of the authorities with a document in force that have it, times how sure the hub is of its readings.', read: ({ overlap }) => overlap.strength },
  { name: 'authority_code', datatype: 'string', description: 'GSS code of the authority.', read: ({ authority }) => authority.code },
  { name: 'authority_name', datatype: 'string', description: 'Name of the authority.', read: ({ authority }) => authority.name },
  { name: 'state', datatype: 'string', description: 'SHARING, NOT_SHARING (a whole general plan without it) or UNKNOWN (no document, or none that could show it). Unknown is not none.', read: ({ state }) => state },
  { name: 'through', datatype: 'string', description: 'OWN_PLAN or JOINT_PLAN for an authority that shares it.', read: ({ through }) => through },
  { name: 'uncertain', datatype: 'boolean', description: 'Of an authority that shares it, whether it does so only by statements that the hub is unsure of.', read: ({ isUncertain }) => isUncertain },
  { name: 'counted_with', datatype: 'string', description: 'Of an authority that shares it, codes of those that share it as well and took its place, or whose place it took, with spaces between them: they are not counted beside it.', read: ({ countedWith }) => countedWith },
  { name: 'reason', datatype: 'string', description: 'Why it is not among those that share it, in a sentence.', read: ({ reason }) => reason },
  { name: 'compared_from', datatype: 'date', description: 'First day compared.', read: ({ answer }) => answer.days.from },
  { name: 'compared_to', datatype: 'date', description: 'Last day compared.', read: ({ answer }) => answer.days.to },
  { name: 'data_version', datatype: 'integer', description: 'Version of the data the rows were made from.', read: ({ answer }) => answer.dataVersion },
];

/** Who shares each overlap, who does not and of whom the hub cannot tell: the matrix of the region. */
export const sharingFeed = overlapFeed<Row>({
  name: 'sharing',
  title: 'Who shares each overlap',
  description: 'One row for each overlap and each authority asked about, those included of which the hub cannot tell.',
  columns,
  readRows: async (api, filter) => {
    const answer = await readOverlapPages(api, filter);
    return answer.overlaps.flatMap(({ overlap }) => rowsOf(answer, overlap));
  },
});

function rowsOf(answer: WholeAnswer, overlap: FeedOverlap): Row[] {
  const { sharing, notSharing, unknown } = overlap.coverage;
  return [
    ...sharing.map(({ authority, through, isUncertain, countedWith }) => ({ answer, overlap, authority, state: 'SHARING' as const, through, isUncertain, countedWith: countedWith.map(({ code }) => code).join(' ') || null, reason: null })),
    ...notSharing.map(({ authority, reason }) => ({ answer, overlap, authority, state: 'NOT_SHARING' as const, through: null, isUncertain: null, countedWith: null, reason })),
    ...unknown.map(({ authority, reason }) => ({ answer, overlap, authority, state: 'UNKNOWN' as const, through: null, isUncertain: null, countedWith: null, reason })),
  ];
}
