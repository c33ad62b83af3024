import { describe, expect, test } from 'vitest';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles, type TestHub } from '../support/harvest.ts';

const plan = (embargo = '') => `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\ncypp,E06000016,Leicester's plan,cypp,whole,2024,2027,${embargo}`;
const priorities = (title = 'Better support for children with special educational needs') => `plan_ref,priority_ref,title,kind,adopted\ncypp,p1,${title},priority,yes\ncypp,p2,Improve outcomes for looked-after children,priority,yes`;
const leicester = (changes: PackageFiles = {}): PackageFiles => ({ 'plans.csv': plan(), 'priorities.csv': priorities(), ...changes });
const nottingham: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000018,Nottingham plan,cypp,whole,2024,2027',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,n1,Improve provision for pupils with special educational needs,priority,yes',
};

const dispute = `mutation Dispute($input: DisputeCodingInput!) { disputeCoding(input: $input) {
  dispute { id state note madeAt withdrawnAt stillApplies theme { code } suggestedTheme { code } body { code name } priority { id } }
  priority { id disputes { note } themes { theme { code } disputes { note } } }
} }`;
const withdraw = 'mutation Withdraw($input: WithdrawDisputeInput!) { withdrawDispute(input: $input) { dispute { state withdrawnAt } priority { disputes { id } } } }';
const send = { priority: 'E06000016/p1', theme: 'SEND', note: 'It is about transport.' };

/** A hub with a plan of Leicester's and one of Nottingham's, both read, and the API as each of those who may ask. */
async function openDisputes(files = leicester()): Promise<TestHub & { as: (body?: string, today?: string) => ReturnType<typeof apiOver>; reread: (files: PackageFiles) => Promise<void>; version: () => Promise<number> }> {
  const testHub = await openTestHub();
  const reread = async (changed: PackageFiles) => {
    await testHub.harvestFiles(changed);
    await refreshOverlaps(testHub.hub);
  };
  await testHub.harvestFiles(nottingham, { publisher: publishers.nottingham });
  await reread(files);
  return {
    ...testHub,
    reread,
    as: (asPublisher, today = '2025-06-01') => apiOver(testHub.hub, { today, ...(asPublisher !== undefined && { asPublisher }) }),
    version: async () => Number((await testHub.rows<{ version: number }>('select max(version) as version from data_version'))[0]!.version),
  };
}

describe('a publisher', () => {
  test('disputes a theme of its own priority, and everybody sees it beside the reading', async () => {
    const { as, version } = await openDisputes();
    const before = await version();
    const made = await (await as('E06000016')).query(dispute, { input: { ...send, note: '  It is about transport.  ' } });
    expect(made.errors).toEqual([]);
    expect(made.data.disputeCoding.dispute).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/), state: 'OPEN', note: 'It is about transport.', madeAt: '2025-06-01T12:00:00.000Z', withdrawnAt: null, stillApplies: true,
      theme: { code: 'SEND' }, suggestedTheme: null, body: { code: 'E06000016', name: 'Leicester' }, priority: { id: 'E06000016/p1' },
    });
    expect(made.data.disputeCoding.priority).toMatchObject({ disputes: [{ note: 'It is about transport.' }], themes: [{ theme: { code: 'SEND' }, disputes: [{ note: 'It is about transport.' }] }] });
    expect(await version()).toBe(before + 1);
    const { data } = await (await as()).query('{ priority(id: "E06000016/p1") { disputes { body { name } note } } overlap(id: "overlap-SEND") { strength members { nodes { isDisputed disputes { note } priority { id } } } } }');
    expect(data.priority.disputes).toEqual([{ body: { name: 'Leicester' }, note: 'It is about transport.' }]);
    expect(data.overlap.members.nodes).toEqual(expect.arrayContaining([
      { isDisputed: true, disputes: [{ note: 'It is about transport.' }], priority: { id: 'E06000016/p1' } },
      { isDisputed: false, disputes: [], priority: { id: 'E06000018/n1' } },
    ]));
  });

  test('changes neither themes nor members nor strength by it', async () => {
    const { as, rows } = await openDisputes();
    const everything = async () => [await rows('select * from priority_theme'), await rows('select * from overlap_member'), await rows('select * from overlap'), (await (await as()).query('{ overlaps { nodes { id strength } } }')).data];
    const before = await everything();
    expect((await (await as('E06000016')).query(dispute, { input: send })).errors).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  test('says that a theme is missing, or which would be right in place of a wrong one', async () => {
    const { as } = await openDisputes();
    const api = await as('E06000016');
    const missing = await api.query(dispute, { input: { priority: 'E06000016/p1', suggestedTheme: 'LAC', note: 'For children in care too.' } });
    expect(missing.data.disputeCoding.dispute).toMatchObject({ theme: null, suggestedTheme: { code: 'LAC' }, stillApplies: true });
    // It is said of the priority, and against none of the themes it has.
    expect(missing.data.disputeCoding.priority).toMatchObject({ disputes: [{ note: 'For children in care too.' }], themes: [{ disputes: [] }] });
    // Where the priority stands in an overlap, a reader is told that it should stand elsewhere, too.
    const { data } = await api.query('{ priority(id: "E06000016/p1") { overlaps { members { nodes { isDisputed disputes { note } priority { id } } } } } }');
    const [overlap] = data.priority.overlaps;
    expect(overlap.members.nodes.filter((member: { priority: { id: string } }) => member.priority.id === 'E06000016/p1')).toMatchObject([{ isDisputed: true, disputes: [{ note: 'For children in care too.' }] }]);
    const instead = await api.query(dispute, { input: { ...send, suggestedTheme: 'LAC' } });
    expect(instead.data.disputeCoding.dispute).toMatchObject({ theme: { code: 'SEND' }, suggestedTheme: { code: 'LAC' } });
  });

  test('says the same twice and has said it once; in other words it must first take back what it said', async () => {
    const { as, version } = await openDisputes();
    const api = await as('E06000016');
    const { data: first } = await api.query(dispute, { input: send });
    const before = await version();
    const { data: again } = await api.query(dispute, { input: send });
    expect(again.disputeCoding.dispute.id).toBe(first.disputeCoding.dispute.id);
    expect(await version()).toBe(before);
    const other = await api.query(dispute, { input: { ...send, note: 'Something else.' } });
    expect(other.errors[0]).toMatchObject({ extensions: { code: 'BAD_ARGUMENT' }, message: expect.stringContaining(first.disputeCoding.dispute.id) });
  });

  test('takes a dispute back: it is no longer shown, and kept for its body alone', async () => {
    const { as, version } = await openDisputes();
    const api = await as('E06000016');
    const { id } = (await api.query(dispute, { input: send })).data.disputeCoding.dispute;
    const before = await version();
    const taken = await api.query(withdraw, { input: { dispute: id } });
    expect(taken.data.withdrawDispute).toEqual({ dispute: { state: 'WITHDRAWN', withdrawnAt: '2025-06-01T12:00:00.000Z' }, priority: { disputes: [] } });
    expect((await api.query(withdraw, { input: { dispute: id } })).data).toEqual(taken.data);
    expect(await version()).toBe(before + 1);
    const query = '{ priority(id: "E06000016/p1") { disputes { id } all: disputes(withdrawn: true) { id state } themes { disputes { id } } } overlap(id: "overlap-SEND") { members { nodes { isDisputed } } } }';
    expect((await api.query(query)).data.priority).toMatchObject({ disputes: [], all: [{ id, state: 'WITHDRAWN' }], themes: [{ disputes: [] }] });
    expect((await (await as('E06000018')).query(query)).data.priority.all).toEqual([]);
    const { data } = await (await as()).query(query);
    expect(data.priority).toMatchObject({ disputes: [], all: [], themes: [{ disputes: [] }] });
    expect(data.overlap.members.nodes).toEqual([{ isDisputed: false }, { isDisputed: false }]);
    expect((await api.query(dispute, { input: { ...send, note: 'In other words.' } })).errors).toEqual([]);
  });
});

describe('a dispute is refused with a code and a sentence, and changes nothing', () => {
  test.each([
    [undefined, send, 'NOT_SIGNED_IN', 'Send its key'],
    ['E06000018', send, 'NOT_ALLOWED', 'here Leicester (E06000016), may dispute how it is read. Your key is that of Nottingham (E06000018).'],
    ['E06000016', { ...send, priority: 'E06000016/none' }, 'UNKNOWN_PRIORITY', '"E06000016/none"'],
    ['E06000016', { ...send, theme: 'LAC' }, 'BAD_ARGUMENT', 'theme is "LAC", which the hub does not read in this priority. It reads SEND. To say that a theme is missing'],
    ['E06000016', { ...send, theme: 'SNED' }, 'UNKNOWN_THEME', '"SNED"'],
    ['E06000016', { ...send, suggestedTheme: 'SNED' }, 'UNKNOWN_THEME', '"SNED"'],
    ['E06000016', { ...send, suggestedTheme: 'SEND' }, 'BAD_ARGUMENT', 'suggestedTheme is "SEND", which the hub reads in this priority already'],
    ['E06000016', { priority: 'E06000016/p1', note: 'No.' }, 'BAD_ARGUMENT', 'Neither theme nor suggestedTheme'],
    ['E06000016', { ...send, theme: null, note: 'No.' }, 'BAD_ARGUMENT', 'Neither theme nor suggestedTheme'],
    ['E06000016', { ...send, note: ' \n ' }, 'BAD_ARGUMENT', 'note is empty'],
    ['E06000016', { ...send, note: 'x'.repeat(2_001) }, 'BAD_ARGUMENT', 'note has 2,001 characters. The most is 2,000.'],
  ] as const)('as %s: %o', async (body, input, code, words) => {
    const { as, rows, version } = await openDisputes();
    const before = await version();
    const { errors } = await (await as(body)).query(dispute, { input });
    expect(errors).toMatchObject([{ extensions: { code }, message: expect.stringContaining(words) }]);
    expect([await rows('select * from coding_dispute'), await version()]).toEqual([[], before]);
  });

  test('so is taking back what another body said, or what is not there', async () => {
    const { as } = await openDisputes();
    const { id } = (await (await as('E06000016')).query(dispute, { input: send })).data.disputeCoding.dispute;
    expect((await (await as('E06000018')).query(withdraw, { input: { dispute: id } })).errors).toMatchObject([{ extensions: { code: 'NOT_ALLOWED' } }]);
    expect((await (await as()).query(withdraw, { input: { dispute: id } })).errors).toMatchObject([{ extensions: { code: 'NOT_SIGNED_IN' } }]);
    expect((await (await as('E06000016')).query(withdraw, { input: { dispute: 'none' } })).errors).toMatchObject([{ extensions: { code: 'UNKNOWN_DISPUTE' } }]);
    expect((await (await as()).query('{ priority(id: "E06000016/p1") { disputes { id } } }')).data.priority.disputes).toEqual([{ id }]);
  });
});

describe('a dispute outlives', () => {
  const disputesOf = '{ priority(id: "E06000016/p1") { disputes { note stillApplies theme { code } } } }';
  const stands = { priority: { disputes: [{ note: send.note, stillApplies: true, theme: { code: 'SEND' } }] } };

  test('a reading anew of every priority', async () => {
    const { as, hub, rows } = await openDisputes();
    await (await as('E06000016')).query(dispute, { input: send });
    await rows(`update priority_reading set read_from = 'by an older engine'`);
    await rows(`update all_read set read_with = 'an older engine'`);
    expect(await refreshOverlaps(hub)).toEqual([expect.stringContaining('Read 3 priorities again')]);
    expect((await (await as()).query(disputesOf)).data).toEqual(stands);
  });

  test('an import that changes the priority; and where its theme is read no longer, it says so', async () => {
    const { as, reread } = await openDisputes();
    await (await as('E06000016')).query(dispute, { input: send });
    await reread(leicester({ 'priorities.csv': priorities('Better support for children with disabilities and special educational needs') }));
    expect((await (await as()).query(disputesOf)).data).toEqual(stands);
    await reread(leicester({ 'priorities.csv': priorities('Better placements for looked-after children') }));
    const { data } = await (await as()).query('{ priority(id: "E06000016/p1") { disputes { note stillApplies theme { code } } themes { theme { code } disputes { id } } } }');
    expect(data.priority).toMatchObject({ disputes: [{ note: send.note, stillApplies: false, theme: { code: 'SEND' } }], themes: [{ theme: { code: 'LAC' }, disputes: [] }] });
  });

  test('the withdrawal of the priority, and stands again when it returns; between, it is not there', async () => {
    const { as, reread, rows } = await openDisputes();
    await (await as('E06000016')).query(dispute, { input: send });
    await reread(leicester({ 'priorities.csv': priorities().split('\n').filter((line) => !line.includes('p1')).join('\n') }));
    expect((await (await as('E06000016')).query(disputesOf)).data).toEqual({ priority: null });
    expect(await rows('select state from coding_dispute')).toEqual([{ state: 'open' }]);
    await reread(leicester());
    expect((await (await as()).query(disputesOf)).data).toEqual(stands);
  });
});

test('while the plan is under embargo its disputes are its publisher’s alone, and nobody learns that there is a priority', async () => {
  const { as } = await openDisputes(leicester({ 'plans.csv': plan('2025-07-01') }));
  const { id } = (await (await as('E06000016')).query(dispute, { input: send })).data.disputeCoding.dispute;
  const query = '{ priority(id: "E06000016/p1") { disputes { id } } }';
  expect((await (await as('E06000016')).query(query)).data.priority.disputes).toEqual([{ id }]);
  expect((await (await as()).query(query)).data.priority).toBeNull();
  const stranger = await as('E06000018');
  expect((await stranger.query(dispute, { input: send })).errors).toMatchObject([{ extensions: { code: 'UNKNOWN_PRIORITY' } }]);
  expect((await stranger.query(withdraw, { input: { dispute: id } })).errors).toMatchObject([{ extensions: { code: 'UNKNOWN_DISPUTE' } }]);
  expect((await (await as()).query('{ dataVersion { cause } }')).data.dataVersion.cause).toBe('Somebody who is signed in changed something');
  expect((await (await as(undefined, '2025-07-01')).query(query)).data.priority.disputes).toEqual([{ id }]);
});

describe('a request', () => {
  test('that makes two disputes of a priority gets both back, not what it had looked up before', async () => {
    const { as } = await openDisputes();
    const { data, errors } = await (await as('E06000016')).query(`mutation {
      one: disputeCoding(input: { priority: "E06000016/p1", theme: "SEND", note: "One." }) { priority { disputes { note } } }
      two: disputeCoding(input: { priority: "E06000016/p1", suggestedTheme: "LAC", note: "Two." }) { priority { disputes { note } } }
    }`);
    expect(errors).toEqual([]);
    expect(data.one.priority.disputes).toEqual([{ note: 'One.' }]);
    expect(data.two.priority.disputes.map(({ note }: { note: string }) => note).sort()).toEqual(['One.', 'Two.']);
  });

  test('may hold only a few changes', async () => {
    const { as } = await openDisputes();
    const many = Array.from({ length: 10 }, (_, index) => `a${index}: withdrawDispute(input: { dispute: "x" }) { dispute { id } }`).join(' ');
    expect((await (await as('E06000016')).query(`mutation { ${many} }`)).errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY' } }]);
    expect((await (await as('E06000016')).query(`mutation { ${many.slice(0, many.indexOf('a5'))} }`)).errors.map(({ extensions }) => extensions!.code)).toEqual(Array(5).fill('UNKNOWN_DISPUTE'));
  });

  test('may nest no deeper than a query, and is refused before it changes anything', async () => {
    const { as, rows } = await openDisputes();
    const deep = Array.from({ length: 12 }).reduce<string>((inner) => `plan { priorities { nodes { ${inner} } } }`, 'id');
    expect((await (await as('E06000016')).query(`mutation { disputeCoding(input: { priority: "E06000016/p1", theme: "SEND", note: "No." }) { priority { ${deep} } } }`)).errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_DEEP' } }]);
    expect(await rows('select * from coding_dispute')).toEqual([]);
  });

  test('may make the same dispute many times at once, and it is made once', async () => {
    const { as, rows } = await openDisputes();
    const api = await as('E06000016');
    const ids = await Promise.all(Array.from({ length: 8 }, async () => (await api.query(dispute, { input: send })).data.disputeCoding.dispute.id as string));
    expect(new Set(ids).size).toBe(1);
    expect(await rows('select id from coding_dispute')).toHaveLength(1);
  });

  test('of which one change is refused still does the others, and says what became of each', async () => {
    const { as } = await openDisputes();
    const { data, errors } = await (await as('E06000016')).query(`mutation {
      one: disputeCoding(input: { priority: "E06000016/none", theme: "SEND", note: "One." }) { dispute { note } }
      two: disputeCoding(input: { priority: "E06000016/p1", theme: "SEND", note: "Two." }) { dispute { note } }
    }`);
    expect(data).toEqual({ one: null, two: { dispute: { note: 'Two.' } } });
    expect(errors).toMatchObject([{ path: ['one'], extensions: { code: 'UNKNOWN_PRIORITY' } }]);
  });
});

test('disputes of many priorities cost one statement', async () => {
  const { as } = await openDisputes();
  const api = await as('E06000016');
  await api.query(dispute, { input: send });
  await api.query(dispute, { input: { priority: 'E06000016/p2', theme: 'LAC', note: 'No.' } });
  const plain = await api.query('{ priorities { nodes { id } } }');
  const withDisputes = await api.query('{ priorities { nodes { id disputes { note } } } }');
  expect(withDisputes.data.priorities.nodes.flatMap((node: { disputes: unknown[] }) => node.disputes)).toHaveLength(2);
  expect(withDisputes.statements).toBe(plain.statements + 1);
});
