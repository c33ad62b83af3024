import { expect, test } from 'vitest';
import { sumsByGroup } from '../../src/access/disclosure/structure.ts';
import { readFigure } from '../../src/harvest/connectors/indicators/readFigure.ts';
import { readPeriodLabel } from '../../src/harvest/connectors/indicators/readPeriod.ts';
import { cellFormat } from '../../src/harvest/workbook/cellFormat.ts';
import { readAges } from '../../src/overlap/engine/readAges.ts';
import { readStatus } from '../../src/performance/progress/progressOf.ts';
import { readBaseline } from '../../src/performance/readBaseline.ts';

/** Texts that a form which goes over them again from each of their characters takes minutes for. */
const long = 400_000;
test.each<[string, () => unknown]>([
  ['full stops in the status of an action', () => readStatus(`${'.'.repeat(long)}x`)],
  ['spaces in the label of a period', () => readPeriodLabel(`2016${' '.repeat(long)}x`, { kind: 'calendar' })],
  ['spaces within a figure', () => readFigure(`1${' '.repeat(long)}x`)],
  ['brackets in the format of a cell', () => cellFormat(200, '['.repeat(long))],
  ['spaces in the name of a group', () => sumsByGroup([{ breakdown: `a${' '.repeat(long)}b, c` }, { breakdown: null }], { seriesOf: () => 'all', valueOf: (row) => row.breakdown })],
  ['digits in what a target is compared with', () => readBaseline('1'.repeat(long), null, [])],
  ['numbers and words of change in a title', () => readAges({ id: 'S', title: 'increase from 1-2 % '.repeat(long / 20) })],
])('%s hold nobody up', { timeout: 30_000 }, (_, read) => {
  expect(read).not.toThrow();
});
