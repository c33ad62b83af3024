import { expect } from 'vitest';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver, type Answer } from './api.ts';
import { openTestHub, publishers, type PackageFiles, type TestHub } from './harvest.ts';

export const plan = (embargo = '') => `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\ncypp,E06000016,Leicester's plan,cypp,whole,2024,2027,${embargo}`;
export const priorities = (title = 'Better support for children with special educational needs') => `plan_ref,priority_ref,title,kind,adopted\ncypp,p1,${title},priority,yes\ncypp,p2,Improve outcomes for looked-after children,priority,yes\ncypp,p3,Find more foster carers,priority,yes\ncypp,p4,Improve life for care leavers,priority,yes`;
export const leicester = (changes: PackageFiles = {}): PackageFiles => ({ 'plans.csv': plan(), 'priorities.csv': priorities(), ...changes });
export const nottingham: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000018,Nottingham plan,cypp,whole,2024,2027',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,n1,Improve provision for pupils with special educational needs,priority,yes\ncypp,n2,Improve outcomes for looked-after children,priority,yes\ncypp,n3,Recruit more foster carers for looked-after children,priority,yes',
};

const shown = '{ decision { id kind state note reviewer madeAt theme { code } isMain priorities { id } overlapId otherOverlapId undoes { id } } overruled { id state } priorities { id themes { theme { code } isMain confidence assignedBy evidence { kind weight explanation } } overlaps { id } } overlaps { id title } }';
const mutation = (name: string, input: string) => `mutation($input: ${input}!) { ${name}(input: $input) ${shown} }`;
export const acts = {
  setTheme: mutation('setTheme', 'SetThemeInput'),
  refuseTheme: mutation('refuseTheme', 'RefuseThemeInput'),
  reviewOverlap: mutation('reviewOverlap', 'ReviewOverlapInput'),
  renameOverlap: mutation('renameOverlap', 'RenameOverlapInput'),
  splitOverlap: mutation('splitOverlap', 'SplitOverlapInput'),
  mergeOverlaps: mutation('mergeOverlaps', 'MergeOverlapsInput'),
  linkPriorities: mutation('linkPriorities', 'LinkPrioritiesInput'),
  unlinkPriorities: mutation('unlinkPriorities', 'UnlinkPrioritiesInput'),
  undoDecision: mutation('undoDecision', 'UndoDecisionInput'),
} as const;

export interface Reviewing extends TestHub {
  as: (who?: { reviewer?: string; publisher?: string; today?: string }) => ReturnType<typeof apiOver>;
  /** As the reviewer "Analyst", decides, and expects it to be taken. */
  decide: (act: keyof typeof acts, input: Record<string, unknown>) => Promise<Answer['data']>;
  refused: (act: keyof typeof acts, input: Record<string, unknown>) => Promise<{ code: unknown; message: string }>;
  reread: (files: PackageFiles, descriptor?: { name?: string; publisher: unknown }) => Promise<void>;
  version: () => Promise<number>;
  ask: (query: string) => Promise<Answer['data']>;
  /** Who is in an overlap, by id, with their core groups; null when nobody shares it. */
  members: (overlap: string) => Promise<Record<string, string | null> | null>;
}

/** A hub with a plan of Leicester's and one of Nottingham's, both read, and the API as each of those who may ask. */
export async function openReviewing(files = leicester()): Promise<Reviewing> {
  const testHub = await openTestHub();
  const reread: Reviewing['reread'] = async (changed, descriptor) => {
    await testHub.harvestFiles(changed, descriptor);
    await refreshOverlaps(testHub.hub);
  };
  await testHub.harvestFiles(nottingham, { publisher: publishers.nottingham });
  await reread(files);
  const as: Reviewing['as'] = ({ reviewer, publisher, today = '2025-06-01' } = {}) => apiOver(testHub.hub, { today, ...(publisher !== undefined && { asPublisher: publisher }), ...(reviewer !== undefined && { asReviewer: reviewer }) });
  const ask: Reviewing['ask'] = async (query) => {
    const { data, errors } = await (await as()).query(query);
    expect(errors).toEqual([]);
    return data;
  };
  return {
    ...testHub,
    as,
    reread,
    decide: async (act, input) => {
      const { data, errors } = await (await as({ reviewer: 'Analyst' })).query(acts[act], { input });
      expect(errors).toEqual([]);
      return data[act];
    },
    refused: async (act, input) => {
      const { data, errors } = await (await as({ reviewer: 'Analyst' })).query(acts[act], { input });
      expect(data).toEqual({ [act]: null });
      return { code: errors[0]!.extensions?.code, message: errors[0]!.message };
    },
    version: async () => Number((await testHub.rows<{ version: number }>('select max(version) as version from data_version'))[0]!.version),
    ask,
    members: async (overlap) => {
      const { data } = await (await as()).query('query($id: ID!) { overlap(id: $id) { members { nodes { coreKey priority { id } } } } }', { id: overlap });
      const nodes: { coreKey: string | null; priority: { id: string } }[] | undefined = data.overlap?.members.nodes;
      return nodes ? Object.fromEntries(nodes.map(({ coreKey, priority }): [string, string | null] => [priority.id.split('/')[1]!, coreKey]).sort(([a], [b]) => (a < b ? -1 : 1))) : null;
    },
  };
}
