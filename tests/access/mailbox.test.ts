import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkMailbox, checkRole } from '../../src/access/mailbox.ts';

const ofLeicester = { authorityName: 'Leicester', themeCodes: ['SEND', 'YOUTHJUST', 'LAC'] };

test.each([
  'cyp.commissioning@leicester.gov.uk',
  'send@leicester.gov.uk',
  'sendteam@leicester.gov.uk',
  'childrensservices@leicester.gov.uk',
  'leicester-inclusion@leicester.gov.uk',
  'early_help.hub2@leicester.gov.uk',
  'head.of.commissioning@leicester.gov.uk',
  'youthjust@leicester.gov.uk',
  'nottscc.safeguarding@nottscc.gov.uk',
  'commissioning@xn--bcher-kva.example',
])('%s is the mailbox of a role', (mailbox) => {
  expect(checkMailbox(mailbox, ofLeicester)).toBe(mailbox);
});

test('it is kept in small letters, without what stands around it', () => {
  expect(checkMailbox('  CYP.Commissioning@Leicester.gov.uk ', ofLeicester)).toBe('cyp.commissioning@leicester.gov.uk');
});

test.each([
  ['jane.smith@leicester.gov.uk', '"jane" in it is no word of a function'],
  ['j.smith@leicester.gov.uk', '"j" in it'],
  ['smithj@leicester.gov.uk', '"smithj" in it'],
  ['janesmith@leicester.gov.uk', '"janesmith" in it'],
  ['jane.smith.send@leicester.gov.uk', '"jane" in it'],
  ['j.send@leicester.gov.uk', '"j" in it'],
  ['send.team.smith@leicester.gov.uk', '"smith" in it'],
  ['r.townsend@leicester.gov.uk', '"r" in it'],
  ['townsend@leicester.gov.uk', '"townsend" in it'],
  ['mohammed@leicester.gov.uk', '"mohammed" in it'],
  ['young@leicester.gov.uk', 'names no function'],
  ['head@leicester.gov.uk', 'names no function'],
  ['leicester@leicester.gov.uk', 'names no function'],
  ['1234@leicester.gov.uk', 'names no function'],
])('%s may be a person’s: %s', (mailbox, message) => {
  expect(() => checkMailbox(mailbox, ofLeicester)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT', message: expect.stringContaining(message) }));
});

test.each([
  '', 'send', 'send@', '@leicester.gov.uk', 'send@leicester', 'send@@leicester.gov.uk', 'send@leicester.gov.uk@leicester.gov.uk', 'send team@leicester.gov.uk', 'send+team@leicester.gov.uk', '.send@leicester.gov.uk', 'send.@leicester.gov.uk',
  '"send"@leicester.gov.uk', 'send@-leicester.gov.uk', 'send@leicester-.gov.uk', 'send@leicester..uk', 'send@[127.0.0.1]', 'send@127.0.0.1', 'sénd@leicester.gov.uk', 'send@léicester.gov.uk', 'send@leicester.gov.uk\nbcc: all@example.org', 'send‮@leicester.gov.uk',
  `${'send.'.repeat(12)}team1@leicester.gov.uk`, `send@${'a'.repeat(64)}.uk`, `send@${'team.'.repeat(50)}uk`,
])('%j is no address', (mailbox) => {
  expect(() => checkMailbox(mailbox, ofLeicester)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT', message: expect.stringContaining('Expected an address') }));
});

test('an address of 64 letters before the @, and of 254 in all, is taken, and one letter more is not', () => {
  const local = `${'send.'.repeat(12)}team`;
  const domain = (length: number): string => `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(length - 186)}.uk`;
  expect(local).toHaveLength(64);
  expect(checkMailbox(`${local}@${domain(189)}`, ofLeicester)).toHaveLength(254);
  expect(() => checkMailbox(`${local}@${domain(190)}`, ofLeicester)).toThrow('Expected an address');
  expect(() => checkMailbox(`${local}s@leicester.gov.uk`, ofLeicester)).toThrow('Expected an address');
});

test('whatever stands beside a word of a function, a word that is not known is refused, wherever it stands', () => {
  const unknown = fc.stringMatching(/^[xqzjkw]{2,12}$/);
  const known = fc.constantFrom<string>('send', 'team', 'commissioning', 'cyp', 'leicester', 'lac');
  fc.assert(fc.property(fc.array(known, { minLength: 1, maxLength: 3 }), unknown, fc.nat(), fc.constantFrom('.', '-', '_'), (words, name, at, between) => {
    const withName = words.toSpliced(at % (words.length + 1), 0, name);
    expect(() => checkMailbox(`${withName.join(between)}@leicester.gov.uk`, ofLeicester)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
  }));
});

test('a role is named by its function, in words that may stand on a page', () => {
  expect(checkRole(' Commissioning  team, SEND ', ofLeicester)).toBe('Commissioning team, SEND');
  expect(checkRole('Head of LAC', ofLeicester)).toBe('Head of LAC');
  for (const role of ['Jane Smith', 'Head', '', '<b>Team</b>', `Team ${'x'.repeat(80)}`, 'Team\u202e']) expect(() => checkRole(role, ofLeicester), role).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT', message: expect.stringContaining('Expected the team or service') }));
});
