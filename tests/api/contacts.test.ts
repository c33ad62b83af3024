import { expect, test } from 'vitest';
import { refreshOverlaps } from '../../src/hub.ts';
import { publicViewer, type Viewer } from '../../src/access/viewer.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers, type TestHub } from '../support/harvest.ts';
import { viewerOf } from '../support/keys.ts';
import { analyst, officer, openProposing } from '../support/proposing.ts';

const set = 'mutation Set($input: SetContactInput!) { setContact(input: $input) { authority { name contacts { id theme { code } mailbox role setBy setAt } } } }';
const remove = 'mutation Remove($contact: ID!) { removeContact(input: { contact: $contact }) { authority { contacts { mailbox } } } }';
const general = { authority: 'E06000016', mailbox: 'CYP.commissioning@leicester.gov.uk', role: 'Commissioning team' };
const ofSend = { authority: 'E06000016', theme: 'SEND', mailbox: 'send.team@leicester.gov.uk', role: 'SEND team' };
const leicester = viewerOf('officer', { body: 'E06000016', name: 'Officer of Leicester' });
const administrator = viewerOf('administrator', { name: 'Administrator of the hub' });

async function ask({ hub }: TestHub, query: string, variables: object = {}, as: Viewer = publicViewer('2025-06-01')) {
  return (await apiOver(hub, { as })).query(query, variables as Record<string, unknown>);
}

async function openWithContacts(...inputs: object[]): Promise<TestHub> {
  const testHub = await openTestHub();
  for (const input of inputs) expect((await ask(testHub, set, { input }, leicester)).errors).toEqual([]);
  return testHub;
}

test('an authority names whom to write to, for all themes or for one, and everybody sees it', async () => {
  const testHub = await openWithContacts(general, ofSend);
  const { data } = await ask(testHub, '{ authority(code: "E06000016") { contacts { theme { code } mailbox role setBy setAt } ofSend: contacts(theme: "SEND") { mailbox } ofLac: contacts(theme: "LAC") { mailbox } } other: authority(code: "E06000018") { contacts(theme: "SEND") { mailbox } } }');
  const by = { setBy: 'Officer of Leicester', setAt: '2025-06-01T12:00:00.000Z' };
  expect(data).toEqual({
    authority: {
      contacts: [{ theme: null, mailbox: 'cyp.commissioning@leicester.gov.uk', role: 'Commissioning team', ...by }, { theme: { code: 'SEND' }, mailbox: 'send.team@leicester.gov.uk', role: 'SEND team', ...by }],
      ofSend: [{ mailbox: 'send.team@leicester.gov.uk' }],
      ofLac: [{ mailbox: 'cyp.commissioning@leicester.gov.uk' }],
    },
    other: { contacts: [] },
  });
  expect((await ask(testHub, '{ authority(code: "E06000016") { contacts(theme: "SEDN") { mailbox } } }')).errors).toMatchObject([{ extensions: { code: 'UNKNOWN_THEME' } }]);
});

test('a contact set anew takes the place of the one before, which stays on record; set twice alike, it is set once', async () => {
  const testHub = await openWithContacts(general, general, ofSend);
  const versions = async () => (await testHub.rows('select version from data_version')).length;
  const before = await versions();
  expect((await ask(testHub, set, { input: { ...general, mailbox: 'inclusion@leicester.gov.uk' } }, administrator)).data.setContact.authority.contacts).toMatchObject([{ mailbox: 'inclusion@leicester.gov.uk', setBy: 'Administrator of the hub' }, { mailbox: 'send.team@leicester.gov.uk' }]);
  // What is kept of answers shows contacts, so it must end.
  expect(await versions()).toBe(before + 1);
  expect(await testHub.rows('select mailbox, removed_by from theme_contact order by removed_at is null, mailbox')).toEqual([{ mailbox: 'cyp.commissioning@leicester.gov.uk', removed_by: 'Administrator of the hub' }, { mailbox: 'inclusion@leicester.gov.uk', removed_by: null }, { mailbox: 'send.team@leicester.gov.uk', removed_by: null }]);
});

test('a contact that is removed is shown to nobody any more, and the general one takes its place', async () => {
  const testHub = await openWithContacts(general, ofSend);
  const { data: { authority: { contacts: [contact] } } } = await ask(testHub, '{ authority(code: "E06000016") { contacts(theme: "SEND") { id } } }');
  const removed = await ask(testHub, remove, { contact: contact.id }, leicester);
  expect(removed).toMatchObject({ errors: [], data: { removeContact: { authority: { contacts: [{ mailbox: 'cyp.commissioning@leicester.gov.uk' }] } } } });
  expect((await ask(testHub, '{ authority(code: "E06000016") { contacts(theme: "SEND") { mailbox } } }')).data.authority.contacts).toEqual([{ mailbox: 'cyp.commissioning@leicester.gov.uk' }]);
  expect((await ask(testHub, remove, { contact: contact.id }, leicester)).errors).toMatchObject([{ message: expect.stringContaining('or it was removed already'), extensions: { code: 'UNKNOWN_RECORD' } }]);
});

test.each<[string, Viewer, string]>([
  ['the public', publicViewer('2025-06-01'), 'NOT_SIGNED_IN'],
  ['another authority', viewerOf('officer', { body: 'E06000018' }), 'NOT_ALLOWED'],
  ['an analyst', viewerOf('analyst'), 'NOT_ALLOWED'],
  ['a program of the authority', viewerOf('service-account', { body: 'E06000016' }), 'NOT_ALLOWED'],
])('%s neither sets contacts of an authority nor removes them', async (_, as, code) => {
  const testHub = await openWithContacts(general);
  const [{ id }] = (await testHub.rows<{ id: string }>('select id from theme_contact')) as [{ id: string }];
  for (const [query, variables] of [[set, { input: ofSend }], [remove, { contact: id }]] as const) {
    expect((await ask(testHub, query, variables, as)).errors).toMatchObject([{ message: expect.stringContaining('Only an authority itself, or an administrator of this hub'), extensions: { code } }]);
  }
  expect(await testHub.rows('select id, removed_at from theme_contact')).toEqual([{ id, removed_at: null }]);
});

test.each([
  [{ mailbox: 'jane.smith@leicester.gov.uk' }, 'BAD_ARGUMENT', 'it may be a person\'s'],
  [{ mailbox: 'team' }, 'BAD_ARGUMENT', 'Expected an address'],
  [{ role: 'Jane Smith' }, 'BAD_ARGUMENT', 'Expected the team or service'],
  [{ theme: 'SEDN' }, 'UNKNOWN_THEME', 'No theme has the code "SEDN"'],
  [{ authority: 'E06000099' }, 'UNKNOWN_AUTHORITY', 'No authority has the code "E06000099"'],
])('a contact with %o is refused: %s', async (changes, code, message) => {
  const testHub = await openTestHub();
  expect((await ask(testHub, set, { input: { ...ofSend, ...changes } }, administrator)).errors).toMatchObject([{ message: expect.stringContaining(message), extensions: { code } }]);
  expect(await testHub.rows('select id from theme_contact')).toEqual([]);
});

test('a mailbox may be named after a theme of the hub and after the authority', async () => {
  await openWithContacts({ ...ofSend, mailbox: 'lac.leicester@leicester.gov.uk' });
});

test('from an overlap it is one step to whom to write, each authority with its contact for the theme, and none is not left out', async () => {
  const testHub = await openWithContacts(general, ofSend);
  const priorities = 'plan_ref,priority_ref,title,kind,adopted\nopen,p1,Better support for children with special educational needs,priority,yes';
  const plans = (code: string): string => `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nopen,${code},A plan,cypp,whole,2024,2027`;
  for (const publisher of [publishers.leicester, publishers.nottingham]) await testHub.harvestFiles({ 'plans.csv': plans(publisher.code), 'priorities.csv': priorities }, { publisher });
  await refreshOverlaps(testHub.hub);
  const query = '{ overlap(id: "overlap-SEND", filter: { region: "E12000004", asAt: "2025-06-01" }) { contacts { authority { name } contact { mailbox role } } } }';
  const { data, errors, statements } = await ask(testHub, query);
  expect(errors).toEqual([]);
  expect(data.overlap.contacts).toEqual([{ authority: { name: 'Leicester' }, contact: { mailbox: 'send.team@leicester.gov.uk', role: 'SEND team' } }, { authority: { name: 'Nottingham' }, contact: null }]);
  // One statement for the contacts of however many authorities.
  expect(statements - (await ask(testHub, query.replace('contacts { authority { name } contact { mailbox role } }', 'id'))).statements).toBe(1);
});

test('from a proposal it is one step too: each contact for its themes once, and none is not left out', async () => {
  const { started, act, ask: askAs, hub } = await openProposing();
  const proposal = await started();
  const contact = { authorityCode: 'E06000016', setBy: 'Officer', setAt: '2025-06-01T12:00:00.000Z' };
  await hub.acts.setContact({ ...contact, id: 'general', themeCode: null, mailbox: 'cyp.commissioning@leicester.gov.uk', role: 'Commissioning team' });
  const contacts = async () => (await askAs(analyst, `{ proposal(id: "${proposal}") { contacts { authority { name } contact { mailbox } } } }`)).proposal.contacts;
  const nottingham = { authority: { name: 'Nottingham' }, contact: null };
  expect(await contacts()).toEqual([{ authority: { name: 'Leicester' }, contact: { mailbox: 'cyp.commissioning@leicester.gov.uk' } }, nottingham]);
  await hub.acts.setContact({ ...contact, id: 'lac', themeCode: 'LAC', mailbox: 'lac.team@leicester.gov.uk', role: 'LAC team' });
  expect(await contacts()).toEqual([{ authority: { name: 'Leicester' }, contact: { mailbox: 'lac.team@leicester.gov.uk' } }, nottingham]);
  await act(officer('E06000016'), 'changeProposal', { proposal, baseVersion: 1, changes: { themeCodes: ['LAC', 'SEND'] } });
  expect((await contacts()).map(({ contact: found }: { contact: { mailbox: string } | null }) => found?.mailbox)).toEqual(['lac.team@leicester.gov.uk', 'cyp.commissioning@leicester.gov.uk', undefined]);
  await act(officer('E06000016'), 'changeProposal', { proposal, baseVersion: 2, changes: { themeCodes: [] } });
  expect((await contacts()).map(({ contact: found }: { contact: { mailbox: string } | null }) => found?.mailbox)).toEqual(['cyp.commissioning@leicester.gov.uk', undefined]);
});
