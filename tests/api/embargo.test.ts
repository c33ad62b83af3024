import { getNamedType, isEnumType, isListType, isNonNullType, isObjectType, isScalarType, isUnionType, type GraphQLField, type GraphQLObjectType, type GraphQLType } from 'graphql';
import { expect, test } from 'vitest';
import { refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver, type TestApi } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';

/** In every row of Leicester's plan under embargo, and nowhere else. */
const marker = 'Zebra';

const open: PackageFiles = {
  'groups.csv': 'group_ref,name,kind,authority_codes\nboard,Board,board,E06000016',
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nopen,E06000016,Open plan,cypp,whole,2024,2027',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nopen,p1,Better support for children with special educational needs,priority,yes',
};

/** A joint plan, so that its other authority, Nottingham, is shown to see nothing of it either. */
const secret: PackageFiles = {
  'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\nZebra,E06000016;E06000018,Zebra plan,cypp,whole,2024,2027,2025-07-01`,
  'plan_steps.csv': 'plan_ref,date,body,purpose\nZebra,2025-06,Zebra Cabinet,approval',
  'plan_links.csv': 'plan_ref,related_ref,related_title\nZebra,,Zebra link',
  'consultations.csv': 'consultation_ref,plan_ref,title\nZebra-c1,Zebra,Zebra consultation',
  'outcomes.csv': 'plan_ref,outcome_ref,title\nZebra,Zebra-o1,Zebra outcome',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\nZebra,Zebra-p1,Zebra: better placements for looked-after children,priority,yes,\nZebra,Zebra-p2,Zebra: special educational needs,priority,yes,\nZebra,Zebra-p3,Zebra words,Zebra-kind,yes,',
  'plan_indicators.csv': 'plan_ref,indicator_code,role,lead\nZebra,NI 117,key,Zebra lead',
  'recommendations.csv': 'plan_ref,recommendation_ref,title\nZebra,Zebra-r1,Zebra recommendation',
  'actions.csv': 'plan_ref,action_ref,title\nZebra,Zebra-a1,Zebra action',
  'responsibilities.csv': 'group_ref,subject_kind,subject_ref,text\nboard,priority,Zebra-p1,Zebra answer\nboard,strategy,Zebra,Zebra strategy',
  'meetings.csv': 'group_ref,date,item,subject_ref,for\nboard,2025-06,Zebra item,Zebra-p2,decision',
  'milestones.csv': 'action_refs,title\nZebra-a1,Zebra milestone',
  'targets.csv': 'indicator_code,area_code,period,value,kind,priority_ref,text\nNI 117,E06000016,CY2026,5,target,Zebra-p1,Zebra target',
};

const nottingham: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nopen,E06000018,Nottingham plan,cypp,whole,2024,2027',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nopen,p1,Improve provision for pupils with special educational needs,priority,yes\nopen,p2,Improve outcomes for looked-after children,priority,yes',
};

/** A hub with the public packages, and with the secret one if wanted. */
async function openHubWith({ secretToo }: { secretToo: boolean }): Promise<Hub> {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles(open, { name: 'open', title: 'Open' });
  await harvestFiles(nottingham, { name: 'plans', title: 'Nottingham', publisher: publishers.nottingham });
  await refreshOverlaps(hub);
  if (!secretToo) return hub;
  await harvestFiles(secret, { name: 'secret', title: 'Another package' });
  await refreshOverlaps(hub);
  await hub.acts.disputeCoding({ id: 'Zebra-dispute', priorityId: 'E06000016/Zebra-p1', themeCode: 'LAC', suggestedThemeCode: null, note: 'Zebra note', bodyCode: 'E06000016', madeAt: '2025-06-01T12:00:00Z' });
  const decision = { rank: null, overlapId: null, otherOverlapId: null, coreKeys: [], title: null, basis: {}, overrule: false, reviewer: 'Zebra reviewer', madeAt: '2025-06-01T12:00:00.000Z' } as const;
  await hub.acts.decide({ ...decision, id: 'Zebra-decision', kind: 'set-theme', priorityIds: ['E06000016/Zebra-p1'], themeCode: 'SEND', note: 'Zebra why' });
  await hub.acts.decide({ ...decision, id: 'Zebra-link', kind: 'unlink-priorities', priorityIds: ['E06000018/p1', 'E06000016/Zebra-p2'], themeCode: null, note: 'Zebra apart' });
  const referral = { title: 'Zebra item', purpose: 'decision', targetId: null, indicatorCode: null, priorityId: null, meetingDate: null, note: 'Zebra why', bodyCode: 'E06000016', by: 'Leicester', groupId: 'E06000016/board', madeAt: '2025-06-01T12:00:00.000Z' };
  await hub.acts.refer({ ...referral, id: 'Zebra-referral', priorityId: 'E06000016/Zebra-p1' });
  await hub.acts.refer({ ...referral, id: 'Zebra-referral-2', targetId: (await hub.rows.selectFrom('target').select('id').executeTakeFirstOrThrow()).id });
  return hub;
}

/** What every field that needs a value is asked with: records of the secret plan where the argument can name one. */
const argumentsOf: Record<string, string> = {
  'plan.id': '"E06000016/Zebra"',
  'search.text': '"Zebra"',
  'priority.id': '"E06000016/Zebra-p1"',
  'overlap.id': '"overlap-SEND"',
  'decision.id': '"Zebra-decision"',
  'source.id': '"E06000016/secret"',
  'area.code': '"E92000001"',
  'region.code': '"E12000004"',
  'authority.code': '"E06000016"',
  'theme.code': '"LAC"',
  'indicator.code': '"NI 117"',
  'action.id': '"E06000016/Zebra-a1"',
  // Who names a secret one is told that nobody has it, which tests/api/reasons.test.ts tries.
  'explainMatch.a': '"E06000016/p1"',
  'explainMatch.b': '"E06000018/p1"',
  'exceptions.authority': '"E06000016"',
  'governance.authority': '"E06000016"',
  'indicatorSeries.indicator': '"NI 117"',
  'indicatorSeries.area': '"E06000016"',
  'derivedSeries.area': '"E06000016"',
  'derivedSeries.expression': '"value(\\"NI 117\\")"',
  'outcomeGaps.indicator': '"NI 117"',
  'outcomeGaps.area': '"E06000016"',
  'servicesNear.latitude': '52.6',
  'servicesNear.longitude': '-1.1',
  'contractsEnding.filter': '{ authorities: ["E06000016"], ends: { from: "2020-01-01", to: "2030-01-01" } }',
  'planReport.plan': '"E06000016/open"',
  'reportCard.authority': '"E06000016"',
  'reportCard.indicator': '"NI 117"',
  'provision.filter': '{ region: "E12000004", themes: ["SEND"] }',
  'sharingPossibilities.filter': '{ region: "E12000004", themes: ["SEND"] }',
  'compare.authorities': '["E06000016", "E06000018"]',
  'compareByOutcome.plans': '["E06000016/open", "E06000018/open"]',
  'compareByOutcome.in': '"ecm"',
  'crosswalk.from': '"ecm"',
  'crosswalk.to': '"leeds"',
  '_entities.representations': '[{ __typename: "Plan", id: "E06000016/Zebra" }, { __typename: "Priority", id: "E06000016/Zebra-p1" }, { __typename: "Overlap", id: "overlap-SEND" }, { __typename: "Authority", code: "E06000016" }]',
};

/** A query of one field of the root that asks for everything a few levels down. */
function queryOf(field: GraphQLField<unknown, unknown>): string {
  return `{ ${field.name}${argumentsFor(field)}${selectionOf(field.type, 3)} }`;
}

function argumentsFor(field: GraphQLField<unknown, unknown>): string {
  const given = field.args.flatMap((argument) => {
    const value = argumentsOf[`${field.name}.${argument.name}`] ?? (argument.name === 'id' ? '"E06000016/Zebra"' : undefined);
    if (value === undefined && isNonNullType(argument.type) && argument.defaultValue === undefined) throw new Error(`This test has no value for ${field.name}(${argument.name}): add one to argumentsOf`);
    return value === undefined ? [] : [`${argument.name}: ${value}`];
  });
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

function selectionOf(type: GraphQLType, levels: number): string {
  const named = getNamedType(type);
  if (isScalarType(named) || isEnumType(named)) return '';
  const types: readonly GraphQLObjectType[] = isUnionType(named) ? named.getTypes() : isObjectType(named) ? [named] : [];
  const parts = types.map((each) => `... on ${each.name} { ${fieldsOf(each, levels)} }`);
  return ` { __typename ${parts.join(' ')} }`;
}

function fieldsOf(type: GraphQLObjectType, levels: number): string {
  const fields = Object.values(type.getFields()).filter((field) => field.args.every((argument) => !isNonNullType(argument.type) || argument.defaultValue !== undefined));
  // "edges" hold what "nodes" hold; runs, sources and versions tell of the hub's work, and are tried on their own below.
  const wanted = fields.filter(({ name, type: of }) => name !== 'edges' && !tellsOfRuns.has(name) && (levels > 1 || isLeaf(of)));
  return wanted.map((field) => (isLeaf(field.type) ? aliased(type, field) : `${aliased(type, field)}${selectionOf(field.type, field.name === 'nodes' || isListType(field.type) ? levels : levels - 1)}`)).join(' ') || '__typename';
}

/** Two types of a union may have a field of one name and different types, which GraphQL lets nobody ask under one name. */
function aliased(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): string {
  return `${type.name}_${field.name}: ${field.name}`;
}

function isLeaf(type: GraphQLType): boolean {
  const named = getNamedType(type);
  return isScalarType(named) || isEnumType(named);
}

/** Refused to all others, as tests/api/audit.test.ts and tests/api/accessKeys.test.ts show. */
const forAdministrators = new Set(['auditEntries', 'accessKeys']);

const tellsOfRuns = new Set(['provenance', 'dataVersion', 'harvest', 'harvests', 'lastHarvest', 'source', 'sources', 'issues', 'records']);

test('a plan under embargo shows to nobody but its publisher, through whatever field of the root, in words or in numbers', async () => {
  const [plain, full] = [await openHubWith({ secretToo: false }), await openHubWith({ secretToo: true })];
  const over = (hub: Hub, asPublisher?: string): Promise<TestApi> => apiOver(hub, { today: '2025-06-30', limits: { maxCost: 1e12, maxDepth: 30, maxTokens: 1e6, maxAliases: 10_000 }, ...(asPublisher && { asPublisher }) });
  const [without, asPublic, asLeicester, asNottingham] = [await over(plain), await over(full), await over(full, publishers.leicester.code), await over(full, publishers.nottingham.code)];
  const seenByPublisher: string[] = [];
  for (const field of Object.values(without.schema.getQueryType()!.getFields())) {
    if (forAdministrators.has(field.name)) continue;
    const query = queryOf(field);
    const answers = [await without.query(query), await asPublic.query(query), await asNottingham.query(query), await asLeicester.query(query)] as const;
    for (const { errors } of answers) expect(errors, field.name).toEqual([]);
    const [before, forPublic, forNottingham, forLeicester] = answers.map(({ data }) => JSON.stringify(data)) as [string, string, string, string];
    expect(forPublic, field.name).not.toContain(marker);
    expect(forNottingham, field.name).not.toContain(marker);
    if (!tellsOfRuns.has(field.name)) expect(forPublic, field.name).toBe(before);
    if (!tellsOfRuns.has(field.name) && field.name !== 'viewer') expect(forNottingham, field.name).toBe(before);
    if (forLeicester.includes(marker)) seenByPublisher.push(field.name);
  }
  // The control: the same questions bring it to light for the publisher.
  expect(seenByPublisher).toEqual(expect.arrayContaining(['plans', 'plan', 'priorities', 'priority', 'overlaps', 'overlap', 'compare', '_entities', 'actions', 'targets', 'issues', 'authority', 'theme', 'groups', 'governance']));

  // Its package is known by name, as every source is; what is in it is not.
  const ofSource = '{ source(id: "E06000016/secret") { records { noun count } issues { totalCount } } }';
  for (const api of [asPublic, asNottingham]) expect((await api.query(ofSource)).data).toEqual({ source: { records: [], issues: { totalCount: 0 } } });
  expect((await asLeicester.query(ofSource)).data.source).toMatchObject({ records: expect.arrayContaining([{ noun: 'priorities', count: 2 }]), issues: { totalCount: 1 } });
}, 120_000);

test('its publisher sees what is not public yet marked as such: the plan, the member, and the overlap that rests on it', async () => {
  const hub = await openHubWith({ secretToo: true });
  const query = `{
    plan(id: "E06000016/Zebra") { isPublic publicFrom }
    priority(id: "E06000016/Zebra-p1") { isPublic }
    overlap(id: "overlap-SEND", filter: { region: "E12000004", asAt: "2025-06-01" }) { isPublic members { nodes { isPublic priority { id } } } }
  }`;
  const before = await apiOver(hub, { today: '2025-06-30', asPublisher: 'E06000016' });
  const { data } = await before.query(query);
  expect(data.plan).toEqual({ isPublic: false, publicFrom: '2025-07-01' });
  expect([data.priority.isPublic, data.overlap.isPublic]).toEqual([false, false]);
  expect(data.overlap.members.nodes).toEqual(expect.arrayContaining([{ isPublic: false, priority: { id: 'E06000016/Zebra-p2' } }, { isPublic: true, priority: { id: 'E06000016/p1' } }]));
  // On its day all of it is everybody's.
  const after = await apiOver(hub, { today: '2025-07-01' });
  const { data: then } = await after.query(query);
  expect(then.plan).toEqual({ isPublic: true, publicFrom: '2025-07-01' });
  expect([then.priority.isPublic, then.overlap.isPublic]).toEqual([true, true]);
  expect(then.overlap.members.nodes).toHaveLength(data.overlap.members.nodes.length);
});
