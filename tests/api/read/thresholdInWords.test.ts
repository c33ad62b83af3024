import { expect, test } from 'vitest';
import { thresholdInWords } from '../../../src/api/read/readRunnersUp.ts';

test('a threshold that would have let a theme in is named only where it would not let in anything', () => {
  expect(thresholdInWords({ confidence: 0.297, threshold: 0.4 }, 'read')).toBe('With a threshold of 0.29 instead of 0.40 it would be read.');
  expect(thresholdInWords({ confidence: 0.003, threshold: 0.4 }, 'read')).toBe('It is far from being read: that takes 0.40, and the hub is less than 0.05 sure of it.');
});
