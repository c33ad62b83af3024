import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

const url = 'https://models.example/v1/embeddings';

test('no embedding service is set unless EMBEDDING_URL is', () => {
  expect(readConfig({ EMBEDDING_MODEL: 'toy', EMBEDDING_KEY: 'sk-secret' }).embedding).toBeNull();
  expect(readConfig({ EMBEDDING_URL: url, EMBEDDING_MODEL: 'org/toy:v2' }).embedding).toEqual({ url, model: 'org/toy:v2', key: null, seconds: 120 });
  expect(readConfig({ EMBEDDING_URL: url, EMBEDDING_MODEL: 'toy', EMBEDDING_KEY: 'sk-secret', EMBEDDING_SECONDS: '5' }).embedding).toEqual({ url, model: 'toy', key: 'sk-secret', seconds: 5 });
});

test('a service without a model is refused', () => {
  expect(() => readConfig({ EMBEDDING_URL: url })).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION', message: expect.stringContaining('EMBEDDING_MODEL is empty although EMBEDDING_URL is set.') }));
});

test.each([
  ['EMBEDDING_URL', 'models.example/v1/embeddings'],
  ['EMBEDDING_URL', 'file:///v1/embeddings'],
  ['EMBEDDING_URL', 'https://sk-secret@models.example/v1/embeddings'],
  ['EMBEDDING_URL', 'https://models.example/v1/embeddings?key=sk-secret'],
  ['EMBEDDING_URL', 'https://models.example/v1/embeddings#sk-secret'],
  ['EMBEDDING_MODEL', 'toy\nx'],
  ['EMBEDDING_KEY', 'sk-secret with a space'],
  ['EMBEDDING_KEY', 'sk-secret\u00e9'],
  ['EMBEDDING_KEY', 'sk-secret\nX-Other: 1'],
  ['EMBEDDING_SECONDS', '0'],
])('%s may not be %j, and no key is shown', (name, value) => {
  const message = expect.stringMatching(new RegExp(`^${name} is .*Allowed: `, 's'));
  const settings = { EMBEDDING_URL: url, EMBEDDING_MODEL: 'toy', [name]: value };
  expect(() => readConfig(settings)).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION', message }));
  expect(() => readConfig(settings)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('sk-secret') }));
});
