import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makePublisherKey, readPublisherKeys, writePublisherKeys } from '../../src/access/publisherKeys.ts';
import { readViewer } from '../../src/access/readViewer.ts';
import { scopeOf } from '../../src/access/viewer.ts';
import { readConfig } from '../../src/config.ts';

const leicester = makePublisherKey('E06000016');
const nottingham = makePublisherKey('E06000018');
const today = '2025-06-01';
const ask = (authorization: string | undefined) => readViewer(authorization, [leicester.kept, nottingham.kept], today);

describe('a caller', () => {
  test('without an Authorization header is the public', () => {
    expect(ask(undefined)).toEqual({ kind: 'public', today });
  });

  test('with a key is the body whose key it is, whatever the case of "Bearer"', () => {
    expect(ask(`Bearer ${nottingham.key}`)).toEqual({ kind: 'publisher', bodyCode: 'E06000018', today });
    expect(ask(`bearer  ${leicester.key} `)).toEqual({ kind: 'publisher', bodyCode: 'E06000016', today });
  });

  test.each([
    ['an unknown key', `Bearer ${makePublisherKey('E06000016').key}`],
    ['an empty header', ''],
    ['a word', 'Bearer'],
    ['a key cut short', `Bearer ${leicester.key.slice(0, 42)}`],
    ['a key and more', `Bearer ${leicester.key} ${nottingham.key}`],
    ['another scheme', `Basic ${leicester.key}`],
    ['a key alone', leicester.key],
    ['the hash in place of the key', `Bearer ${leicester.kept.sha256.toString('hex')}`],
  ])('with %s is refused, never taken for the public', (_, header) => {
    expect(() => ask(header)).toThrow(expect.objectContaining({ code: 'BAD_KEY' }));
  });

  test('hears of a wrong key without the key being repeated', () => {
    const { key } = makePublisherKey('E06000016');
    expect(() => ask(`Bearer ${key}`)).toThrow(expect.objectContaining({ message: expect.not.stringContaining(key) }));
  });
});

describe('a new key', () => {
  test('has 256 bits, is never the same twice, and is kept as its SHA-256', () => {
    expect(Buffer.from(leicester.key, 'base64url')).toHaveLength(32);
    expect(leicester.key).not.toBe(makePublisherKey('E06000016').key);
    expect(leicester.kept.sha256.toString('hex')).toBe(createHash('sha256').update(leicester.key).digest('hex'));
  });

  test('is for a body with a GSS code', () => {
    expect(() => makePublisherKey('Leicester')).toThrow('The body is "Leicester"');
  });
});

describe('the setting', () => {
  test('is read back as it is written, with several keys of one body', () => {
    const keys = [leicester.kept, nottingham.kept, makePublisherKey('E06000016').kept];
    expect(readPublisherKeys(writePublisherKeys(keys))).toEqual(keys);
    expect(readPublisherKeys('')).toEqual([]);
    expect(readPublisherKeys(` ${writePublisherKeys(keys)} ; `)).toEqual(keys);
  });

  test.each(['E06000018', 'E06000018:abc', `E06000016:${leicester.key}`, `Leicester:${'0'.repeat(64)}`, `E06000016:${'0'.repeat(64)};E06000018:${'0'.repeat(64)}`])('refuses %s, and does not print it', (text) => {
    expect(readPublisherKeys(text)).toBeNull();
    expect(() => readConfig({ PUBLISHER_KEYS: text })).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION', message: expect.not.stringContaining(text) }));
  });
});

test('viewers of one scope see the same', () => {
  expect(scopeOf(ask(undefined))).toBe('public');
  expect(scopeOf(ask(`Bearer ${leicester.key}`))).toBe('publisher:E06000016');
});
