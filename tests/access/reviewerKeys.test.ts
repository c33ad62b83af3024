import { expect, test } from 'vitest';
import { makePublisherKey } from '../../src/access/publisherKeys.ts';
import { readViewer } from '../../src/access/readViewer.ts';
import { makeReviewerKey, readReviewerKeys, writeReviewerKeys } from '../../src/access/reviewerKeys.ts';
import { scopeOf } from '../../src/access/viewer.ts';
import { readConfig } from '../../src/config.ts';

const analyst = makeReviewerKey('Government office analyst');
const today = '2025-06-01';

test('a reviewer is known by its key, beside publishers, and sees what all reviewers see', () => {
  const keys = [makePublisherKey('E06000016').kept, analyst.kept];
  const viewer = readViewer(`Bearer ${analyst.key}`, keys, today);
  expect(viewer).toEqual({ kind: 'reviewer', name: 'Government office analyst', today });
  expect(scopeOf(viewer)).toBe('reviewer');
  expect(() => readViewer(`Bearer ${makeReviewerKey('Government office analyst').key}`, keys, today)).toThrow(expect.objectContaining({ code: 'BAD_KEY' }));
});

test('the setting is read back as it is written, with several keys of one name', () => {
  const keys = [analyst.kept, makeReviewerKey("O'Hara & Co. (QA), Tŷ Glas").kept, makeReviewerKey('Government office analyst').kept];
  expect(readReviewerKeys(writeReviewerKeys(keys))).toEqual(keys);
  expect(readReviewerKeys('')).toEqual([]);
});

test.each(['', ' ', ' Analyst', 'Analyst ', 'A;B', 'A:B', 'A"B', '$(id)', '<b>', 'A\nB', 'A\u202eB', 'x'.repeat(81), '-A'])('%j is no name of a reviewer', (name) => {
  expect(() => makeReviewerKey(name)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
});

test.each(['Analyst', 'Analyst:abc', `Analyst:${analyst.key}`, `<b>:${'0'.repeat(64)}`, `A:${'0'.repeat(64)};B:${'0'.repeat(64)}`])('the setting refuses %s, and does not print it', (text) => {
  expect(readReviewerKeys(text)).toBeNull();
  expect(() => readConfig({ REVIEWER_KEYS: text })).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION', message: expect.not.stringContaining(text.slice(-20)) }));
});

test('a key is that of a publisher or that of a reviewer, never of both', () => {
  const hash = '0'.repeat(64);
  expect(() => readConfig({ REVIEWER_KEYS: `Analyst:${hash}`, PUBLISHER_KEYS: `E06000016:${hash}` })).toThrow('have a hash in common');
});
