import { expect, test, vi } from 'vitest';
import { httpEmbedder } from '../../../src/overlap/meaning/httpEmbedder.ts';
import { patience, type Patience } from '../../../src/overlap/meaning/postJson.ts';
import { serveEmbeddings, vectorOf } from '../../support/embeddingServer.ts';

const key = 'sk-very-secret';
const patient = new AbortController().signal;

/** An embedder at an address, which waits for nothing but notes how long it would have. */
function embedderAt(url: string, how: Partial<Patience> = {}) {
  const waited: number[] = [];
  const embedder = httpEmbedder({ url, model: 'toy', key, seconds: 60 }, { ...patience, wait: async (ms) => void waited.push(ms), random: () => 1, ...how });
  return { waited, embed: (texts: string[], timeIsUp = patient) => embedder.embed(texts, timeIsUp) };
}

test.each(['v1/embeddings', 'gzipped', 'in-another-order'])('each text gets its vector from a service at /%s', async (behaviour) => {
  const service = await serveEmbeddings();
  expect(await embedderAt(service.at(behaviour)).embed(['looked after', 'young carers'])).toEqual([vectorOf('looked after'), vectorOf('young carers')]);
});

test('many texts are sent in batches, with the key and the name of the model, and come back in their order', async () => {
  const service = await serveEmbeddings();
  const texts = Array.from({ length: 70 }, (_, i) => `text ${'abcdefghij'[i % 10]}${'klmnopq'[Math.floor(i / 10)]}`);
  expect(await embedderAt(service.at('v1/embeddings')).embed(texts)).toEqual(texts.map(vectorOf));
  expect(service.asked.map(({ texts: { length }, model, authorization }) => [length, model, authorization])).toEqual([32, 32, 6].map((length) => [length, 'toy', `Bearer ${key}`]));
});

test('without a key none is sent', async () => {
  const service = await serveEmbeddings();
  await httpEmbedder({ url: service.at('v1/embeddings'), model: 'toy', key: null, seconds: 60 }).embed(['one'], patient);
  expect(service.asked[0]!.authorization).toBeUndefined();
});

test.each(['status-500-once', 'cuts-once', 'cuts-half-way-once'])('a service that fails once (/%s) is asked again a little later', async (behaviour) => {
  const service = await serveEmbeddings();
  const { waited, embed } = embedderAt(service.at(behaviour));
  expect(await embed(['one'])).toHaveLength(1);
  expect(waited).toEqual([500]);
});

test('waits grow and differ from hub to hub, and come to an end', async () => {
  const service = await serveEmbeddings();
  for (const [random, expected] of [[1, [500, 1000, 2000]], [0, [250, 500, 1000]]] as const) {
    const { waited, embed } = embedderAt(service.at('status-503'), { random: () => random });
    await expect(embed(['one'])).rejects.toMatchObject({ did: 'answered with status 503, 4 times', remedy: 'see to the service' });
    expect(waited).toEqual(expected);
  }
  expect(service.asked).toHaveLength(8);
});

test('a service that asks for two seconds gets them; one that asks for too long is left alone', async () => {
  const service = await serveEmbeddings();
  const { waited, embed } = embedderAt(service.at('wait-2'));
  expect(await embed(['one'])).toHaveLength(1);
  expect(waited).toEqual([2000]);
  await expect(embedderAt(service.at('wait-until-2100')).embed(['one'])).rejects.toMatchObject({ did: expect.stringMatching(/^answered with status 429 and asked to be left alone for \d{9,} seconds$/) });
  expect(service.asked).toHaveLength(3);
});

test('an address that answers elsewhere is not followed', async () => {
  const service = await serveEmbeddings();
  await expect(embedderAt(service.at('elsewhere')).embed(['one'])).rejects.toMatchObject({ did: expect.stringContaining('elsewhere (status 307)'), remedy: expect.stringContaining('EMBEDDING_URL') });
  expect(service.asked.map(({ path }) => path)).toEqual(['elsewhere']);
});

test('nobody who listens is said to be unreachable', async () => {
  await expect(embedderAt('http://127.0.0.1:1/v1/embeddings').embed(['one'])).rejects.toMatchObject({ did: expect.stringContaining('could not be reached'), remedy: expect.stringContaining('EMBEDDING_URL') });
});

test.each(['never-answers', 'half-an-answer'])('a service that takes for ever (/%s) is given up', async (behaviour) => {
  const service = await serveEmbeddings();
  await expect(embedderAt(service.at(behaviour), { requestMs: 200 }).embed(['one'])).rejects.toMatchObject({ did: 'did not answer within 0.2 seconds' });
});

test('when time is up nothing more is waited for, be it an answer or the next attempt', async () => {
  const service = await serveEmbeddings();
  const did = 'needed more time than EMBEDDING_SECONDS gives it';
  const inRequest = new AbortController();
  service.beforeAnswer = () => inRequest.abort();
  await expect(embedderAt(service.at('never-answers')).embed(['one'], inRequest.signal)).rejects.toMatchObject({ did });

  service.beforeAnswer = () => {};
  const inWait = new AbortController();
  const wait: Patience['wait'] = (_ms, timeIsUp) => {
    inWait.abort();
    return patience.wait(600_000, timeIsUp);
  };
  await expect(embedderAt(service.at('status-503'), { wait }).embed(['one'], inWait.signal)).rejects.toMatchObject({ did });
});

test('what an answer holds is measured inflated', async () => {
  const service = await serveEmbeddings();
  expect(await embedderAt(service.at('seven-megabytes')).embed(['one'])).toEqual([vectorOf('one')]);
  await expect(embedderAt(service.at('nine-megabytes')).embed(['one'])).rejects.toMatchObject({ did: 'answered with more than 8388608 bytes' });
});

test.each(['endless', 'gzip-bomb'])('an answer without end (/%s) is cut off, however small it travels', async (behaviour) => {
  const service = await serveEmbeddings();
  await expect(embedderAt(service.at(behaviour)).embed(['one'])).rejects.toMatchObject({ did: 'answered with more than 8388608 bytes' });
  await vi.waitFor(() => expect(service.brokenOff()).toBe(1), 20_000);
});

test.each([
  ['a-page', 'something that is no JSON'],
  ['null', 'no list "data"'],
  ['no-list', 'no list "data"'],
  ['one-fewer', '1 vectors for 2 texts'],
  ['one-twice', 'no vector with index 1'],
  ['other-length', 'a vector of 499 numbers after one of 2'],
  ['not-a-number', 'without an "embedding" of numbers'],
  ['too-large-a-number', 'without an "embedding" of numbers'],
  ['all-zero', 'without an "embedding" of numbers'],
  ['words', 'without an "embedding" of numbers'],
  ['too-long', 'without an "embedding" of numbers'],
])('an answer of another shape (/%s) is refused', async (behaviour, what) => {
  const service = await serveEmbeddings();
  await expect(embedderAt(service.at(behaviour)).embed(['one', 'two'])).rejects.toMatchObject({ did: expect.stringContaining(what) });
  expect(service.asked).toHaveLength(1);
});

test('vectors keep the length of the first, from one request to the next', async () => {
  const service = await serveEmbeddings();
  const { embed } = embedderAt(service.at('another-length-later'));
  await embed(['one']);
  await expect(embed(['two'])).rejects.toMatchObject({ did: 'answered with a vector of 2 numbers after one of 499' });
});

test.each(['status-400', 'status-401', 'status-404', 'status-503', 'wait-until-2100', 'a-page'])('neither the key nor what the service sent is in the message about /%s', async (behaviour) => {
  const service = await serveEmbeddings();
  const error: unknown = await embedderAt(service.at(behaviour)).embed(['one']).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ name: 'EmbedderFailed' });
  expect(JSON.stringify(error) + String(error) + (error as Error).stack + String((error as Error).cause)).not.toMatch(/secret|refused, and here|Welcome/);
});
