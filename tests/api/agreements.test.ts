import { describe, expect, test } from 'vitest';
import { isHidden } from '../../src/access/embargo.ts';
import type { Scope } from '../../src/access/roles.ts';
import { publicViewer, type Viewer } from '../../src/access/viewer.ts';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles, type TestHub } from '../support/harvest.ts';
import { viewerOf } from '../support/keys.ts';

const [leicester, nottingham, northamptonshire, region] = ['E06000016', 'E06000018', 'E10000021', 'E12000004'] as const;

/** A plan under embargo until July, in a package of its own; every one of its rows says Zebra. The column that the hub does not know makes an issue. */
const zebra: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until,colour\nZebra,E06000016;E06000018,Zebra plan,cypp,whole,2024,2027,2025-07-01,red',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nZebra,Zebra-p1,Zebra: special educational needs,priority,yes',
  'actions.csv': 'plan_ref,action_ref,title\nZebra,Zebra-a1,Zebra action',
};
const yak: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\nYak,E06000016,Yak plan,send,whole,2024,2027,2025-07-01',
};
const openOfLeicester: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nopen,E06000016,Leicester plan,cypp,whole,2024,2027',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nopen,p1,Better support for children with special educational needs,priority,yes',
};
const openOfNottingham: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nopen,E06000018,Nottingham plan,cypp,whole,2024,2027',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nopen,p1,Improve provision for pupils with special educational needs,priority,yes',
};

async function openSharing(): Promise<TestHub> {
  const testHub = await openTestHub();
  await testHub.harvestFiles(openOfLeicester, { name: 'open', title: 'Leicester' });
  await testHub.harvestFiles(openOfNottingham, { name: 'open', title: 'Nottingham', publisher: publishers.nottingham });
  await testHub.harvestFiles(zebra, { name: 'zebra', title: 'One package' });
  await testHub.harvestFiles(yak, { name: 'yak', title: 'Another package' });
  await refreshOverlaps(testHub.hub);
  return testHub;
}

const officerOf = (body: string, today = '2025-06-01'): Viewer => viewerOf('officer', { body, today, name: `Officer of ${body}` });
const administrator = viewerOf('administrator', { name: 'Administrator of the hub' });

const everyWay = `{
  plans { totalCount nodes { title } }
  priorities { totalCount nodes { title } }
  actions { totalCount }
  authority(code: "E06000016") { plans { totalCount } }
  plan(id: "E06000016/Zebra") { title priorities { totalCount } }
  priority(id: "E06000016/Zebra-p1") { title }
  search(text: "Zebra") { totalCount }
  overlap(id: "overlap-SEND", filter: { region: "E12000004", asAt: "2025-06-01" }) { isPublic members { totalCount nodes { isPublic priority { id } } } }
  _entities(representations: [{ __typename: "Plan", id: "E06000016/Zebra" }, { __typename: "Priority", id: "E06000016/Zebra-p1" }]) { __typename }
  source(id: "E06000016/zebra") { rows(noun: "plans") { totalCount nodes { cells } } records { noun count } issues { totalCount } }
}`;

/** What a viewer sees of the data, all ways at once. */
async function seenBy({ hub }: TestHub, as: Viewer) {
  const { data, errors } = await (await apiOver(hub, { as, today: as.today })).query(everyWay);
  expect(errors).toEqual([]);
  return data;
}

const record = 'mutation Record($input: RecordAgreementInput!) { recordAgreement(input: $input) { agreement { id standing what publisher { name } source { title } withBody { name } withRegion { name } basis note validFrom validTo recordedBy recordedAt endedAt } } }';
const end = 'mutation End($agreement: ID!, $note: String! = "The study is done.") { endAgreement(input: { agreement: $agreement, note: $note }) { agreement { id standing endedBy endedAt endedNote } } }';
const basis = 'Children Act 2004, section 11; agreement of 1 June 2025';
const withNottingham = { publisher: leicester, withBody: nottingham, basis, validTo: '2025-06-20' };

/** Records an agreement, as Leicester unless said otherwise, and gives its id. */
async function share({ hub }: TestHub, input: Record<string, unknown> = withNottingham, as = officerOf(leicester)): Promise<string> {
  const { data, errors } = await (await apiOver(hub, { as })).query(record, { input });
  expect(errors).toEqual([]);
  return data.recordAgreement.agreement.id;
}

describe('through an agreement in force', () => {
  test('the body that receives sees what the publisher sees of it, in lists, counts, search, entities, overlaps, rows and issues, and nobody else does', async () => {
    const testHub = await openSharing();
    const others = [publicViewer('2025-06-01'), officerOf(northamptonshire), viewerOf('analyst', { region }), viewerOf('analyst'), administrator];
    const [own, before, ...othersBefore] = await Promise.all([officerOf(leicester), officerOf(nottingham), ...others].map((as) => seenBy(testHub, as)));
    expect(JSON.stringify(before)).not.toContain('Zebra');
    await share(testHub);
  const [ownNow, received, ...othersNow] = await Promise.all([officerOf(leicester), officerOf(nottingham), ...others].map((as) => seenBy(testHub, as)));
    expect(received).toEqual(own);
    expect(ownNow).toEqual(own);
    expect(othersNow).toEqual(othersBefore);
    expect(received).toMatchObject({
      plans: { totalCount: 4 },
      authority: { plans: { totalCount: 3 } },
      search: { totalCount: expect.any(Number) },
      overlap: { isPublic: false, members: { totalCount: 3, nodes: expect.arrayContaining([{ isPublic: false, priority: { id: 'E06000016/Zebra-p1' } }]) } },
      _entities: [{ __typename: 'Plan' }, { __typename: 'Priority' }],
      source: { rows: { totalCount: 1 }, issues: { totalCount: 1 } },
    });
    expect(before).toMatchObject({ plans: { totalCount: 2 }, search: { totalCount: 0 }, overlap: { isPublic: true, members: { totalCount: 2 } }, _entities: [null, null], source: { rows: { totalCount: 0 }, records: [], issues: { totalCount: 0 } } });
  });

  test('it opens from its first day to its last, and not a day longer', async () => {
    const testHub = await openSharing();
    await share(testHub, { ...withNottingham, validFrom: '2025-06-10' });
    const days = ['2025-06-09', '2025-06-10', '2025-06-20', '2025-06-21'];
    const seen = await Promise.all(days.map(async (today) => (await seenBy(testHub, officerOf(nottingham, today))).plans.totalCount));
    expect(seen).toEqual([2, 4, 4, 2]);
  });

  test('nothing is seen any more once it is ended', async () => {
    const testHub = await openSharing();
    const before = await seenBy(testHub, officerOf(nottingham));
    const id = await share(testHub);
    expect(await seenBy(testHub, officerOf(nottingham))).not.toEqual(before);
    expect((await (await apiOver(testHub.hub, { as: officerOf(leicester) })).query(end, { agreement: id })).errors).toEqual([]);
    expect(await seenBy(testHub, officerOf(nottingham))).toEqual(before);
  });

  test('of one source it opens that source, and of another publisher nothing', async () => {
    const testHub = await openSharing();
    await share(testHub, { ...withNottingham, source: 'E06000016/yak' });
    const titles = (data: { plans: { nodes: { title: string }[] } }) => data.plans.nodes.map(({ title }) => title);
    expect(titles(await seenBy(testHub, officerOf(nottingham)))).toEqual(['Leicester plan', 'Nottingham plan', 'Yak plan']);
    const other = await openSharing();
    await share(other, { ...withNottingham, publisher: northamptonshire, withBody: nottingham }, officerOf(northamptonshire));
    expect(titles(await seenBy(other, officerOf(nottingham)))).toEqual(['Leicester plan', 'Nottingham plan']);
  });

  test('a region receives by its reviewers and by programs that may read what is unpublished, and no other region or scope does', async () => {
    const testHub = await openSharing();
    await share(testHub, { publisher: leicester, withRegion: region, basis, validTo: '2025-06-20' });
    const program = (scope: Scope, regionCode: string = region): Viewer => ({ today: '2025-06-01', holder: { ...viewerOf('service-account').holder!, scopes: [scope], regionCode } });
    const sees = async (as: Viewer): Promise<boolean> => JSON.stringify(await seenBy(testHub, as)).includes('Zebra');
    for (const as of [viewerOf('analyst', { region }), program('read:unpublished')]) expect(await sees(as), JSON.stringify(as)).toBe(true);
    for (const as of [viewerOf('analyst', { region: 'E12000005' }), viewerOf('analyst'), program('read:proposals'), program('read:unpublished', 'E12000005'), officerOf(nottingham), administrator, publicViewer('2025-06-01')]) expect(await sees(as), JSON.stringify(as)).toBe(false);
  });

  test('a key of the body that may not read what is unpublished receives nothing', async () => {
    const testHub = await openSharing();
    await share(testHub);
    const speaker: Viewer = { today: '2025-06-01', holder: { ...officerOf(nottingham).holder!, scopes: ['speak', 'propose'] } };
    expect(JSON.stringify(await seenBy(testHub, speaker))).not.toContain('Zebra');
  });

  test('what is seen so can be read and not changed', async () => {
    const testHub = await openSharing();
    await share(testHub);
    const { errors } = await (await apiOver(testHub.hub, { as: officerOf(nottingham) })).query('mutation { disputeCoding(input: { priority: "E06000016/Zebra-p1", theme: "SEND", note: "No." }) { dispute { id } } }');
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_ALLOWED' } }]);
  });

  test('a plan says by which agreement it is seen, of several the one that lasts longest; a public one and one of your own say none', async () => {
    const testHub = await openSharing();
    const query = '{ plans { nodes { title sharedThrough { validTo source { title } basis } } } }';
    await share(testHub);
    await share(testHub, { ...withNottingham, source: 'E06000016/zebra', validTo: '2025-06-25' });
    await share(testHub, { ...withNottingham, validFrom: '2025-06-02', validTo: '2025-06-30' });
    const asked = async (as: Viewer) => (await (await apiOver(testHub.hub, { as, today: as.today })).query(query)).data.plans.nodes;
    expect(await asked(officerOf(nottingham))).toEqual([
      { title: 'Leicester plan', sharedThrough: null },
      { title: 'Nottingham plan', sharedThrough: null },
      { title: 'Yak plan', sharedThrough: { validTo: '2025-06-20', source: null, basis } },
      { title: 'Zebra plan', sharedThrough: { validTo: '2025-06-25', source: { title: 'One package' }, basis } },
    ]);
    expect(await asked(officerOf(leicester))).toEqual(['Leicester plan', 'Nottingham plan', 'Yak plan', 'Zebra plan'].map((title) => ({ title, sharedThrough: null })));
    expect((await asked(officerOf(nottingham, '2025-07-01'))).every((plan: { sharedThrough: unknown }) => plan.sharedThrough === null)).toBe(true);
  });

  test('the statements of the public and of whoever receives nothing stay as they are', () => {
    const asText = (viewer: Viewer): string => JSON.stringify(isHidden(viewer).toOperationNode());
    for (const viewer of [publicViewer('2025-06-01'), administrator, viewerOf('analyst')]) expect(asText(viewer)).not.toContain('sharing_agreement');
    expect(asText(officerOf(nottingham))).toContain('sharing_agreement');
  });
});

describe('an agreement', () => {
  test('is recorded with who, when and on what basis, once however often it is sent, and ended by a mark that stays', async () => {
    const testHub = await openSharing();
    const asLeicester = await apiOver(testHub.hub, { as: officerOf(leicester) });
    const input = { ...withNottingham, source: 'E06000016/zebra', note: 'For the joint study.' };
    const { data, errors } = await asLeicester.query(record, { input });
    expect(errors).toEqual([]);
    const { id, ...said } = data.recordAgreement.agreement;
    expect(said).toEqual({ standing: 'IN_FORCE', what: 'UNPUBLISHED_PLANS', publisher: { name: 'Leicester' }, source: { title: 'One package' }, withBody: { name: 'Nottingham' }, withRegion: null, basis, note: 'For the joint study.', validFrom: '2025-06-01', validTo: '2025-06-20', recordedBy: 'Officer of E06000016', recordedAt: '2025-06-01T12:00:00.000Z', endedAt: null });
    expect(await share(testHub, input)).toBe(id);
    const ended = await asLeicester.query(end, { agreement: id });
    expect(ended.data.endAgreement.agreement).toEqual({ id, standing: 'ENDED', endedBy: 'Officer of E06000016', endedAt: '2025-06-01T12:00:00.000Z', endedNote: 'The study is done.' });
    expect((await asLeicester.query(end, { agreement: id, note: 'Again.' })).data.endAgreement.agreement.endedNote).toBe('The study is done.');
    // Said again after its end, it is a new one.
    expect(await share(testHub, input)).not.toBe(id);
  });

  test('that is past its last day stays as it was', async () => {
    const testHub = await openSharing();
    const id = await share(testHub);
    const later = await apiOver(testHub.hub, { as: officerOf(leicester, '2025-06-21'), today: '2025-06-21' });
    expect((await later.query(end, { agreement: id })).data.endAgreement.agreement).toMatchObject({ standing: 'EXPIRED', endedAt: null });
  });

  test('is seen by its two parties and by administrators, and by nobody else', async () => {
    const testHub = await openSharing();
    const [one, other] = [await share(testHub), await share(testHub, { publisher: leicester, withRegion: region, basis, validFrom: '2025-06-05', validTo: '2025-06-20' })];
    const listOf = async (as: Viewer, filter?: object): Promise<string[]> => {
      const { data, errors } = await (await apiOver(testHub.hub, { as })).query('query List($filter: SharingAgreementFilter) { sharingAgreements(filter: $filter) { totalCount nodes { id } } }', { filter });
      expect(errors).toEqual([]);
      expect(data.sharingAgreements.nodes).toHaveLength(data.sharingAgreements.totalCount);
      return data.sharingAgreements.nodes.map(({ id }: { id: string }) => id).sort();
    };
    for (const as of [officerOf(leicester), viewerOf('publisher', { body: leicester }), administrator]) expect(await listOf(as)).toEqual([one, other].sort());
    expect(await listOf(officerOf(nottingham))).toEqual([one]);
    expect(await listOf(viewerOf('analyst', { region }))).toEqual([other]);
    for (const as of [publicViewer('2025-06-01'), officerOf(northamptonshire), viewerOf('analyst'), viewerOf('analyst', { region: 'E12000005' }), { today: '2025-06-01', holder: { ...officerOf(leicester).holder!, scopes: [] } }]) expect(await listOf(as)).toEqual([]);
    expect(await listOf(administrator, { withBodies: [nottingham] })).toEqual([one]);
    expect(await listOf(administrator, { withRegions: [region] })).toEqual([other]);
    expect(await listOf(administrator, { publishers: [nottingham] })).toEqual([]);
    expect(await listOf(administrator, { standings: ['IN_FORCE'] })).toEqual([one]);
    expect(await listOf(administrator, { standings: ['NOT_YET'] })).toEqual([other]);
    expect(await listOf(administrator, { standings: ['EXPIRED', 'ENDED'] })).toEqual([]);
  });

  test.each<[string, Viewer, string, string]>([
    ['the public', publicViewer('2025-06-01'), 'NOT_SIGNED_IN', 'Only the publisher whose data are shared'],
    ['the body that would receive', officerOf(nottingham), 'NOT_ALLOWED', 'The publisher is E06000016, and your key is that of Officer of E06000018'],
    ['an analyst', viewerOf('analyst', { region }), 'NOT_ALLOWED', 'does not speak for it'],
    ['a program of the publisher', viewerOf('service-account', { body: leicester }), 'NOT_ALLOWED', 'does not speak for it'],
  ])('is not recorded by %s', async (_, as, code, message) => {
    const testHub = await openSharing();
    const { data, errors } = await (await apiOver(testHub.hub, { as })).query(record, { input: withNottingham });
    expect(data.recordAgreement).toBeNull();
    expect(errors).toMatchObject([{ message: expect.stringContaining(message), extensions: { code } }]);
    expect(await testHub.rows('select id from sharing_agreement')).toEqual([]);
  });

  test('is recorded by an administrator too, and ended by either party or an administrator, a region by its analysts; by nobody else', async () => {
    const testHub = await openSharing();
    const tryEnding = async (as: Viewer, agreement: string) => (await (await apiOver(testHub.hub, { as })).query(end, { agreement })).errors.map(({ extensions }) => extensions!['code']);
    const withRegion = { publisher: leicester, withRegion: region, basis, validTo: '2025-06-20' };
    const id = await share(testHub, withNottingham, administrator);
    expect(await tryEnding(publicViewer('2025-06-01'), id)).toEqual(['NOT_SIGNED_IN']);
    expect(await tryEnding(officerOf(northamptonshire), id)).toEqual(['UNKNOWN_RECORD']);
    expect(await tryEnding({ today: '2025-06-01', holder: { ...officerOf(nottingham).holder!, scopes: ['read:unpublished'] } }, id)).toEqual(['NOT_ALLOWED']);
    expect(await testHub.rows('select id from sharing_agreement where ended_at is not null')).toEqual([]);
    expect(await tryEnding(officerOf(nottingham), id)).toEqual([]);
    expect(await tryEnding(administrator, await share(testHub))).toEqual([]);
    expect(await tryEnding(viewerOf('analyst', { region }), await share(testHub, withRegion))).toEqual([]);
    expect(await testHub.rows('select id from sharing_agreement where ended_at is null')).toEqual([]);
  });

  test.each<[Record<string, unknown>, string, string]>([
    [{ withBody: undefined }, 'BAD_ARGUMENT', 'Neither withBody nor withRegion is given.'],
    [{ withRegion: region }, 'BAD_ARGUMENT', 'Both withBody and withRegion are given.'],
    [{ withBody: leicester }, 'BAD_ARGUMENT', 'the publisher itself'],
    [{ withBody: 'E06000099' }, 'UNKNOWN_RECORD', 'withBody is "E06000099", which is no authority, region or publisher that the hub knows.'],
    [{ withBody: undefined, withRegion: 'E12000099' }, 'UNKNOWN_REGION', 'withRegion is "E12000099"'],
    [{ publisher: 'E06000099' }, 'UNKNOWN_RECORD', 'publisher is "E06000099"'],
    [{ source: 'E06000016/none' }, 'UNKNOWN_SOURCE', 'No source has the id "E06000016/none".'],
    [{ source: 'E06000018/open' }, 'BAD_ARGUMENT', 'which Nottingham (E06000018) publishes'],
    [{ basis: ' ' }, 'BAD_ARGUMENT', 'Expected the legal basis in 1 to 500 characters'],
    [{ basis: 'x'.repeat(501) }, 'BAD_ARGUMENT', 'of 501 characters'],
    [{ note: ' ' }, 'BAD_ARGUMENT', 'note is empty.'],
    [{ validTo: '2025-05-31' }, 'BAD_ARGUMENT', 'validTo is 2025-05-31, before validFrom (2025-06-01).'],
    [{ validFrom: '2025-01-01', validTo: '2025-05-31' }, 'BAD_ARGUMENT', 'before today (2025-06-01).'],
    [{ validTo: '2030-06-02' }, 'BAD_ARGUMENT', 'Expected a day up to 2030-06-01'],
  ])('of %o is refused: %s', async (changes, code, message) => {
    const testHub = await openSharing();
    const { errors } = await (await apiOver(testHub.hub, { as: administrator })).query(record, { input: { ...withNottingham, ...changes } });
    expect(errors).toMatchObject([{ message: expect.stringContaining(message), extensions: { code } }]);
    expect(await testHub.rows('select id from sharing_agreement')).toEqual([]);
  });

  test('may last five years to the day, and begin on the 29th of February', async () => {
    const testHub = await openSharing();
    await share(testHub, { ...withNottingham, validTo: '2030-06-01' });
    await share(testHub, { ...withNottingham, validFrom: '2028-02-29', validTo: '2033-02-28' });
    expect(await testHub.rows('select valid_to from sharing_agreement order by valid_to')).toEqual([{ valid_to: '2030-06-01' }, { valid_to: '2033-02-28' }]);
  });

  test('tells nobody by the cause of the data version that there is one', async () => {
    const testHub = await openSharing();
    await share(testHub);
    expect(await testHub.rows('select cause from data_version order by version desc limit 1')).toEqual([{ cause: 'Somebody who is signed in changed something' }]);
  });
});
