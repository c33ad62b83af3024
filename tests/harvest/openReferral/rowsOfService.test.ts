import { expect, test } from 'vitest';
import { rowsOfService, tablesOfServices } from '../../../src/harvest/package/openReferral/readServices.ts';
import { publishers } from '../../support/harvest.ts';

const context = { publisher: publishers.leicester, recordsAt: null, themeOf: ({ keys }: { keys: readonly string[] }) => (keys.includes('SEND') ? 'SEND' : undefined) };

test('one service object gives its row, the rows of its parts by file, and what of it cannot be used', () => {
  const { service, parts, doubts } = rowsOfService({ id: 's1', name: 'A', cost_options: [{ option: 'Adults', amount: 5 }, { amount: -1 }], attributes: [{ label: 'SEND' }] }, context);
  expect(service.slice(0, 2)).toEqual(['s1', 'A']);
  expect([...parts]).toEqual([
    ['service_places', []],
    ['service_costs', [['s1', '1', 'Adults', '5', '', '', '', ''], ['s1', '2', '', '', '', '', '', '']]],
    ['service_terms', [['s1', '', 'SEND', 'SEND', 'SEND']]],
    ['service_capacities', []],
  ]);
  expect(doubts).toEqual([{ member: 'cost_options', found: '-1', expected: 'an amount of at least 0, as a number' }]);
});

test('services that come one after the other give a table for each file, each row with the line of its service', () => {
  const found = [{ line: 4, service: { id: 's1', name: 'A' } }, { line: 9, service: { id: 's2', name: 'B', capacities: [{ id: 'k', maximum: 8, unit: { name: 'Kilogram' } }] } }];
  const tables = tablesOfServices(found.values(), 'page 1', context);
  expect([...tables.keys()]).toEqual(['services', 'service_places', 'service_costs', 'service_terms', 'service_capacities']);
  expect([...tables.get('services')!.rows as Iterable<object>]).toMatchObject([[{ line: 4 }, { line: 9 }]]);
  expect(tables.get('service_capacities')).toMatchObject({ rows: [[{ line: 9, cells: ['s2', 'k', 'Kilogram', '8', '', ''] }]], issues: [] });
});
