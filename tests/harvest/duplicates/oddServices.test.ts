import { expect, test } from 'vitest';
import { refreshDuplicates } from '../../../src/hub.ts';
import { openTestHub, publishers, type PackageFiles } from '../../support/harvest.ts';

const services = (...rows: string[]): PackageFiles => ({ 'services.csv': ['service_ref,name,provider,authority_codes,theme_codes,url,postcode', ...rows].join('\n') });

/** Letters that no database can store in less room. */
const letters = (count: number) => Array.from({ length: count }, (_, index) => String.fromCharCode(97 + ((index * index * 7 + (index >> 3) * 13 + (index % 97) * 5) % 26))).join('');

test.each([
  ['a name that is that of an authority', 'Nottingham,Mayfield,E06000018,,,NG1 5DT'],
  ['a name without any letter', '☎ !,Mayfield,E06000018,,,NG1 5DT'],
  ['a name that the rules spell out as nothing', 'Bureau,Mayfield,E06000018,,,NG1 5DT'],
  ['a name and a provider of thousands of letters without a space', `${letters(9_000)},${letters(8_000)},E06000018,,,`],
  ['a web address of thousands of letters', `Young carers,Mayfield,E06000018,,https://mayfield.example/${letters(9_000)},`],
])('%s, listed in the same words in two directories, is found', async (_, row) => {
  const { hub, harvestFiles, rows } = await openTestHub();
  await harvestFiles(services(`here,${row}`), { publisher: publishers.nottingham });
  await harvestFiles(services(`there,${row}`), { publisher: publishers.eastMidlands });
  await refreshDuplicates(hub);
  const found = await rows<{ first_id: string; second_id: string; reasons: string; against: string }>('select first_id, second_id, reasons, against from duplicate_candidate');
  expect(found).toMatchObject([{ first_id: 'E06000018/here', second_id: 'E12000004/there', against: '[]' }]);
  expect(found[0]!.reasons).toContain('nothing tells them apart');
});
