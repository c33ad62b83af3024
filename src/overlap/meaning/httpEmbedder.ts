import { EmbedderFailed, type Embedder } from './Embedder.ts';
import { patience, postJson } from './postJson.ts';

export interface EmbeddingSettings {
  /** Address of a service that takes what many call an OpenAI embeddings request. */
  url: string;
  model: string;
  /** Sent as a bearer token; null where the service asks for none. It is never part of a message. */
  key: string | null;
  /** How long one reading of priorities waits for the service altogether. */
  seconds: number;
}

/** What common services take at once without being told. */
const textsAtOnce = 32;
const longestVector = 8_192;

/** An embedding service over HTTP, in the form `{ model, input }` to `{ data: [{ index, embedding }] }` that hosted and local ones share. */
export function httpEmbedder({ url, model, key }: EmbeddingSettings, how = patience): Embedder {
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  /** Of the first vector; all others must have it. */
  let length: number | undefined;
  return {
    version: JSON.stringify([url, model]),
    model,
    where: `at ${url}`,
    async embed(texts, timeIsUp) {
      const vectors: number[][] = [];
      for (let start = 0; start < texts.length; start += textsAtOnce) {
        const input = texts.slice(start, start + textsAtOnce);
        const read = readVectors(await postJson({ url, headers, body: { model, input } }, timeIsUp, how), input.length);
        length ??= read[0]!.length;
        for (const vector of read) if (vector.length !== length) throw wrongShape(`a vector of ${vector.length} numbers after one of ${length}`);
        vectors.push(...read);
      }
      return vectors;
    },
  };
}

function wrongShape(what: string): EmbedderFailed {
  return new EmbedderFailed(`answered with ${what}`, 'check that EMBEDDING_URL and EMBEDDING_MODEL are of an embeddings service');
}

/** The vectors of an answer in the order of the texts: one for each, and of numbers that an angle can be told from. */
function readVectors(answer: unknown, expected: number): number[][] {
  const data = isRecord(answer) ? answer.data : undefined;
  if (!Array.isArray(data)) throw wrongShape('no list "data"');
  if (data.length !== expected) throw wrongShape(`${data.length} vectors for ${expected} texts`);
  const vectors = new Map<unknown, number[]>();
  for (const one of data as unknown[]) {
    if (!isRecord(one) || !isVector(one.embedding)) throw wrongShape('something in "data" without an "embedding" of numbers, not all of them 0');
    vectors.set(one.index, one.embedding);
  }
  return Array.from({ length: expected }, (_, index) => {
    const vector = vectors.get(index);
    if (!vector) throw wrongShape(`no vector with index ${index}`);
    return vector;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isVector(value: unknown): value is number[] {
  if (!Array.isArray(value) || value.length > longestVector || !value.every((one) => typeof one === 'number')) return false;
  const square = (value as number[]).reduce((sum, one) => sum + one * one, 0);
  return square > 0 && Number.isFinite(square);
}
