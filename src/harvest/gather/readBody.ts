import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { Transform } from 'node:stream';
import { SourceFailure } from './SourceFailure.ts';

/** Bytes that all requests of a run have brought so far. */
export interface Brought {
  /** As they came over the network. */
  received: number;
  inflated: number;
}

export interface Body {
  /** The server's address, for messages. */
  shown: string;
  headers: Headers;
  chunks: AsyncIterable<Buffer>;
}

/** The encodings that the hub says it reads. */
export const acceptedEncodings = 'gzip, deflate, br';

/** A body inflated, piece by piece. Counts what comes, and stops with a `SourceFailure` as soon as a run's cap is passed, before inflating and after. */
export async function* readBody({ shown, headers, chunks }: Body, brought: Brought, mostBytes: number): AsyncGenerator<Buffer> {
  const tooLarge = (what: string) => new SourceFailure('too-large', `${shown} ${what} more than the ${mostBytes} bytes that one run may read. Check that the address is the right one; if the source is so large, allow it more.`);
  const announced = Number(headers.get('content-length') ?? 0);
  if (brought.received + announced > mostBytes) throw tooLarge('announced, with what was read before,');
  async function* received(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      brought.received += chunk.length;
      if (brought.received > mostBytes) throw tooLarge('sent, with what was read before,');
      yield chunk;
    }
  }
  for await (const chunk of inflate(received(), headers.get('content-encoding') ?? '', shown)) {
    brought.inflated += chunk.length;
    if (brought.inflated > mostBytes) throw tooLarge('sent, inflated and with what was read before,');
    yield chunk;
  }
}

const inflaters: Record<string, (firstByte: number) => Transform> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  br: () => createBrotliDecompress(),
  // "deflate" is meant to be in zlib's wrapping, whose first byte says so, and some servers leave that off.
  deflate: (firstByte) => ((firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw()),
};

async function* inflate(received: AsyncGenerator<Buffer>, encoding: string, shown: string): AsyncGenerator<Buffer> {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') {
    yield* received;
    return;
  }
  const inflater = Object.hasOwn(inflaters, name) ? inflaters[name]! : null;
  // Two layers, one inside the other, are how a few bytes become millions twice over, and no server needs them.
  if (!inflater) throw new SourceFailure('wrong-format', `${shown} answered compressed as ${JSON.stringify(encoding.slice(0, 60))}. Expected: not compressed, or once with one of ${acceptedEncodings}.`);
  const first = await received.next();
  if (first.done) throw endsEarly(shown);
  const stream = inflater(first.value[0] ?? 0);
  async function* whole(): AsyncGenerator<Buffer> {
    yield first.value as Buffer;
    yield* received;
  }
  // Whatever goes wrong on the way in also ends the stream that is read below, which tells of it.
  const arriving = pipeline(whole(), stream).catch(() => {});
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'Z_BUF_ERROR') throw endsEarly(shown);
    if (/^(Z_|ERR_.*BROTLI|ERR__ERROR)/.test(code)) throw new SourceFailure('broken-off', `${shown} answered compressed with ${name}, and its body cannot be inflated (${code}). Nothing of it was used. If it stays so, tell whoever runs the server.`);
    throw error;
  } finally {
    stream.destroy();
    await arriving;
  }
}

function endsEarly(shown: string): SourceFailure {
  return new SourceFailure('broken-off', `${shown} sent a compressed body that ends early. Nothing of it was used. If it stays so, tell whoever runs the server.`);
}
