import { expect, test } from 'vitest';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers } from '../support/harvest.ts';

const save = 'mutation Save($input: SaveComparatorGroupInput!) { saveComparatorGroup(input: $input) { groups { id name note savedBy authorities { name } } } }';
const compare = 'query Compare($group: ID, $comparedWith: [ID!]) { indicatorSeries(indicator: "NI 117", area: "E06000016", group: $group, comparedWith: $comparedWith) { periodKind beside { explanation } compared { name period value known median standing verdict explanation authorities { authority { name } value } } } }';
const input = { name: 'Cities and counties', authorities: ['E06000018', 'E10000018', 'E06000016', 'E10000024', 'E06000018'], note: 'Around Leicester.' };

async function openComparing() {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({ 'authorities.csv': 'gss_code,name,kind,region_code\nE10000018,Leicestershire,county,E12000004\nE10000024,Nottinghamshire,county,E12000004', 'observations.csv': [
    'indicator_code,area_code,period,value,lower,upper',
    'NI 117,E06000016,CY2010,8,7,9', 'NI 117,E06000018,CY2010,5,,', 'NI 117,E10000018,CY2010,4,,', 'NI 117,E10000024,CY2010,6,,', 'NI 117,E12000004,CY2010,7.5,,',
    'NI 117,E06000018,AY2010/11,1,,', 'NI 117,E06000016,AY2010/11,8,,',
  ].join('\n') }, { publisher: publishers.england, name: 'figures' });
  return hub;
}

test('a saved group is a comparator for everybody: the middle one of its known values, the authority itself left out, kinds of period apart', async () => {
  const hub = await openComparing();
  const reviewer = await apiOver(hub, { asReviewer: 'Rae' });
  const saved = await reviewer.query(save, { input });
  expect(saved.errors).toEqual([]);
  const [group] = saved.data.saveComparatorGroup.groups;
  expect(group).toEqual({ id: expect.any(String), name: 'Cities and counties', note: 'Around Leicester.', savedBy: 'Rae', authorities: ['Leicester', 'Leicestershire', 'Nottingham', 'Nottinghamshire'].map((name) => ({ name })) });
  const { data, errors } = await (await apiOver(hub)).query(compare, { group: group.id });
  expect(errors).toEqual([]);
  expect(data.indicatorSeries).toMatchObject([
    { periodKind: 'ACADEMIC_YEAR', compared: { period: 'AY2010/11', known: 1, median: null, standing: 'CANNOT_SAY', explanation: 'Only 1 of the authorities of “Cities and counties” has a value in AY2010/11: a middle one takes 3.' } },
    {
      periodKind: 'CALENDAR_YEAR',
      beside: [{ explanation: 'In CY2010 it was 8 (95% limits 7 to 9), and that of the East Midlands was 7.5, within these limits: the difference may be chance.' }],
      compared: { name: 'Cities and counties', period: 'CY2010', value: 8, known: 3, median: 5, standing: 'HIGHER', verdict: 'WORSE', explanation: 'In CY2010 it was 8 (95% limits 7 to 9), higher than the middle one of 3 authorities of “Cities and counties”, 5: significantly worse.', authorities: [{ authority: { name: 'Leicestershire' }, value: 4 }, { authority: { name: 'Nottingham' }, value: 5 }, { authority: { name: 'Nottinghamshire' }, value: 6 }] },
    },
  ]);
});

test('authorities are named one by one in place of a saved group', async () => {
  const hub = await openComparing();
  const { data } = await (await apiOver(hub)).query(compare, { comparedWith: ['E06000018', 'E10000018'] });
  expect(data.indicatorSeries[1].compared).toMatchObject({ name: 'authorities named', known: 2, median: null, explanation: 'Only 2 of the authorities named have a value in CY2010: a middle one takes 3.' });
  const none = await (await apiOver(hub)).query(compare);
  expect(none.data.indicatorSeries[1].compared).toBeNull();
});

test('a group is saved once under a name, removed by a reviewer, and then unknown', async () => {
  const hub = await openComparing();
  const reviewer = await apiOver(hub, { asReviewer: 'Rae' });
  const [{ id }] = (await reviewer.query(save, { input })).data.saveComparatorGroup.groups;
  expect((await reviewer.query(save, { input: { ...input, name: 'CITIES and counties' } })).errors[0]?.message).toContain('A group called “CITIES and counties” is saved already');
  const removed = await reviewer.query('mutation Remove($group: ID!) { removeComparatorGroup(input: { group: $group }) { groups { name } } }', { group: id });
  expect(removed).toMatchObject({ errors: [], data: { removeComparatorGroup: { groups: [] } } });
  expect((await reviewer.query(compare, { group: id })).errors[0]?.message).toContain(`No group is saved with the id "${id}".`);
  expect((await reviewer.query(save, { input })).errors).toEqual([]);
});

test.each([
  [{}, {}, 'NOT_SIGNED_IN', 'Only a reviewer may decide.'],
  [{ asPublisher: 'E06000016' }, {}, 'NOT_ALLOWED', 'Name the authorities in the question instead'],
  [{ asReviewer: 'Rae' }, { authorities: ['E06000016'] }, 'BAD_ARGUMENT', 'authorities names 1. Name 2 to 200.'],
  [{ asReviewer: 'Rae' }, { authorities: ['E06000016', 'X'] }, 'UNKNOWN_AUTHORITY', 'has the code "X"'],
  [{ asReviewer: 'Rae' }, { name: ' ' }, 'BAD_ARGUMENT', 'Expected 1 to 100 characters of plain text.'],
])('saving as %o with %o is refused: %s', async (who, changes, code, message) => {
  const hub = await openComparing();
  const { errors } = await (await apiOver(hub, who)).query(save, { input: { ...input, ...changes } });
  expect(errors[0]).toMatchObject({ message: expect.stringContaining(message), extensions: { code } });
});

test('a name with letters beyond English stands for one group as well, on either database', async () => {
  const hub = await openComparing();
  const reviewer = await apiOver(hub, { asReviewer: 'Rae' });
  expect((await reviewer.query(save, { input: { ...input, name: 'Élan' } })).errors).toEqual([]);
  expect((await reviewer.query(save, { input: { ...input, name: 'éLAN' } })).errors[0]?.message).toContain('A group called “éLAN” is saved already');
});

test('a hundred groups are the most, since they are listed whole', async () => {
  const hub = await openComparing();
  const reviewer = await apiOver(hub, { asReviewer: 'Rae' });
  const authorities = input.authorities.slice(0, 2);
  for (let number = 1; number <= 100; number += 1) expect((await reviewer.query('mutation Save($input: SaveComparatorGroupInput!) { saveComparatorGroup(input: $input) { groups { id } } }', { input: { name: `Group ${number}`, authorities, note: 'x' } })).errors).toEqual([]);
  expect((await reviewer.query(save, { input })).errors[0]?.message).toContain('100 groups are saved, and that is the most. Remove one');
});

test('a group and names at once are refused', async () => {
  const hub = await openComparing();
  const { errors } = await (await apiOver(hub)).query(compare, { group: 'x', comparedWith: ['E06000018'] });
  expect(errors[0]?.message).toContain('Both group and comparedWith were given.');
});
