import { expect, test } from 'vitest';
import { readAges, stageOf } from '../../../src/overlap/engine/readAges.ts';

function agesOf(title: string, outcome: string | null = null): unknown {
  return readAges({ id: 'S', title, outcome })?.ages ?? null;
}

test('ages are read as they are written in plans', () => {
  expect(agesOf('Girls aged 15-17')).toEqual({ from: 15, to: 17 });
  expect(agesOf('16 to 18-year-olds not in education')).toEqual({ from: 16, to: 18 });
  expect(agesOf('Children under 5')).toEqual({ from: 0, to: 4 });
  expect(agesOf('Raise KS4 results')).toEqual({ from: 14, to: 16 });
  expect(agesOf('Child care', 'Birth to five group')).toEqual({ from: 0, to: 5 });
});

test('years, shares and nonsense are not ages', () => {
  expect(agesOf('The plan for 2009-12')).toBeNull();
  expect(agesOf('From 10 to 12 % of pupils')).toBeNull();
  expect(agesOf('Pages 90-99')).toBeNull();
  expect(agesOf('Increase breastfeeding at 6-8 weeks')).toBeNull();
  expect(agesOf('Health visitor checks at 10 to 14 days')).toBeNull();
  expect(agesOf('Every child takes 2-3 hours of PE a week')).toBeNull();
  expect(agesOf('Reviews in under 20 days')).toBeNull();
  expect(agesOf('Safeguarding')).toBeNull();
  expect(agesOf('Reduce inequalities: school readiness, young carers, fair opportunity')).toBeNull();
  for (const ages of ['age 4 and age 11', 'age five and age seven', 'age 5 and 7', 'age 5, 7 and 11']) expect([ages, agesOf(`Standards at ${ages}`)]).toEqual([ages, null]);
  expect(agesOf('Fewer suspensions, especially in primary schools')).toBeNull();
  expect(agesOf('A warm reception for families new to the county')).toBeNull();
  expect(agesOf('A children-friendly area in reception areas of council offices, in reception rooms')).toBeNull();
});

test.each([
  ['Attendance in Years 7 to 9', 11, 14],
  ['Healthy weight of Reception children', 4, 5],
  ['Phonics by the end of Reception: children in Reception read', 4, 5],
  ['Narrow the gap at age 5', 4, 5],
  ['Reading at age 11', 10, 11],
  ['Level 3 qualifications by age nineteen', 18, 19],
  ['Close the gap in school readiness', 0, 5],
  ['Reduce the gap in the Foundation Stage', 0, 5],
  ['A smooth transition from primary to secondary school', 10, 12],
  ['Raise attainment in Years 3 to 6', 7, 11],
  ['Year 10 and 11 pupils at risk', 14, 16],
  ['Year 6 pupils move on well', 10, 11],
  ['Children in year 6 move on well', 10, 11],
  ['Key stages 3 and 4', 11, 16],
  ['Key stages 1, 2 and 3', 5, 14],
  ['KS1-2 results', 5, 11],
  ['The transition from early years to Key Stage 1', 0, 5],
  ['16/17 year olds who are homeless', 16, 17],
  ['Accommodation for 16- and 17-year-olds', 16, 17],
  ['16, 17 and 18 year olds stay in learning', 16, 18],
  ['Self-harm among 10- to 24-year-olds', 10, 24],
  ['Accommodation for sixteen to twenty-five year olds', 16, 25],
  ['Places for two, three and four year olds', 2, 4],
  ['Places for 2 year olds', 2, 2],
  ['Reduce smoking by 11 to 15 year olds', 11, 15],
  ['Participation in sport by 5 to 16 year olds', 5, 16],
  ['Expand childcare from 2 to 4 year olds', 2, 4],
  ['Reduce obesity in 4-5 year olds', 4, 5],
  ['Nuisance by under-14s', 0, 13],
  ['Improve outcomes from birth to five', 0, 5],
  ['Improve services for children with SEND from 0 to 25', 0, 25],
  ['Raise standards from 11 to 16', 11, 16],
  ['Improve support for young people aged from 17 to 21', 17, 21],
  ['Improving outcomes 14-19', 14, 19],
  ['Priority 0-5: the best start', 0, 5],
  ['Children 5 to 11 years', 5, 11],
  ['Pre-birth to five', 0, 5],
  ['Clubs for 8-12s', 8, 12],
  ['Transition for those aged 14+', 14, 19],
  ['18+ provision', 18, 25],
  ['Support for over 16s', 16, 19],
  ['19-25s with an EHC plan', 19, 25],
  ['Secondary attainment', 11, 16],
  ['Attendance of primary and secondary pupils', 5, 16],
  ['Early years 0-5', 0, 5],
  ['Services for young people from 13 to 19', 13, 19],
  ['Level 2-3 courses for 16 to 18s', 16, 18],
])('%s: ages %d to %d', (title, from, to) => {
  expect(agesOf(title)).toEqual({ from, to });
});

test.each(['Tier 2 to 3 mental health services', 'Early help at levels 2-3', 'More pupils reach grades 5-9 in English and maths', 'Increase foster carers from 8 to 12', 'Cut suspensions by 10 to 15 percentage points', 'Phase 1-3 of the reforms', 'Milestones in years 1 to 3 of the plan', 'Years 1-3: embed Family Safeguarding', 'Year 1 and 2 priorities: recruit more foster carers', 'Year 2 child poverty strategy', 'Each year 8 children are adopted', 'In 5 to 10 years', 'A one to two year programme', 'Open two to three family hubs', 'Recruit 10-15 mentors', 'One to one support', '15+ hours of free childcare', '15+ new foster carers a year', 'A team of 10 to 12 foster carers', '1-1 tuition for looked after children', '5+ good passes', 'Primary results of the inspection'])('%s: no ages', (title) => {
  expect(agesOf(title)).toBeNull();
});

test('only a narrow span of ages is a stage of its own', () => {
  expect(stageOf({ from: 0, to: 19 }, 6)).toBeNull();
  expect(stageOf({ from: 0, to: 5 }, 6)).toBe('early years');
  expect(stageOf({ from: 10, to: 11 }, 6)).toBe('primary');
  expect(stageOf({ from: 11, to: 14 }, 6)).toBe('secondary');
  expect(stageOf({ from: 13, to: 19 }, 6)).toBe('teenage');
});

test.each([
  ['Reduce loneliness among the over 65s', 65, 120],
  ['People aged 65 and over live well', 65, 120],
  ['Better mental health for older people', 18, 120],
  ['Adults at risk are protected from abuse', 18, 120],
  ['Support adults with learning disabilities into paid work', 18, 120],
  ['Adult social care: support for unpaid carers', 18, 120],
])('“%s” is for adults alone', (title, from, to) => {
  expect(agesOf(title)).toEqual({ from, to });
  expect(stageOf({ from, to }, 6)).toBe('adults');
});

test.each([
  'Adults whom children can trust', 'Reduce obesity among adults and children', 'Support adults who work with the very young', 'Ready to succeed as adults', 'Help for adults and families',
  'Smooth transition to adult services', 'Adults in the making', 'Become independent adults', 'Young adults', 'A trusted adult to turn to', 'Support for adults to foster', 'Prepare for adult life',
])('“%s” is not for adults alone', (title) => {
  expect(agesOf(title)).toBeNull();
});

test('ages up to 25 are those of young people, and ages beyond of adults', () => {
  expect([stageOf({ from: 18, to: 24 }, 6), stageOf({ from: 18, to: 26 }, 6), stageOf({ from: 0, to: 120 }, 6), stageOf({ from: 16, to: 30 }, 6)]).toEqual(['post-16', 'adults', null, null]);
});

test('ages that the publisher’s own words for the group state come before those of the title', () => {
  expect(readAges({ id: 'S', title: 'Under 5s', targetGroup: 'Primary pupils' })).toMatchObject({ ages: { from: 5, to: 11 }, place: 'TARGET_GROUP', quote: 'Primary pupil' });
  expect(readAges({ id: 'S', title: 'Better mental health', targetGroup: 'Older people' })).toMatchObject({ ages: { from: 18, to: 120 }, place: 'TARGET_GROUP' });
  expect(readAges({ id: 'S', title: 'Under 5s', targetGroup: 'All children' })).toMatchObject({ ages: { from: 0, to: 4 }, place: 'TITLE' });
});
