import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { membersLeftOut } from '../../src/harvest/package/openReferral/LeftOut.ts';
import { serviceColumns } from '../../src/harvest/package/openReferral/serviceColumns.ts';
import { readServicesJson } from '../support/openReferral.ts';

const document = readFileSync('docs/open-referral.md', 'utf8');

test('docs/open-referral.md has every column that Open Referral fills, each with its member, and no other', () => {
  const rows = document.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.map(([, column]) => column)).toEqual(serviceColumns.map(({ column }) => `\`${column}\``));
  for (const [index, { member }] of serviceColumns.entries()) expect(rows[index]![2]).toContain(`\`${member}\``);
});

test('it lists every member that is left out without a word, and no other', () => {
  const [, listed] = /These members of Open Referral[^:]*: ([^.]+)\./.exec(document)!;
  expect(listed!.split(', ')).toEqual(membersLeftOut.map((member) => `\`${member}\``));
});

test('its example lands whole', async () => {
  const [, example] = /```json\n([^]*?)```/.exec(document)!;
  const { services, links, report } = await readServicesJson(example!.replace('E06000017', 'E06000016'));
  expect(services).toMatchObject([{ name: 'Short breaks at the Lodge', provider: 'Lodge Trust', age_from: 5, age_to: 17, line: 2 }]);
  expect(report.issues).toEqual([]);
  expect(await links('service_theme')).toEqual(['SEND']);
});
