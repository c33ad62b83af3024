import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PassThrough, type Readable, type Transform } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import { HubError } from '../../errors.ts';

/** Brotli is left out: its decoder may take sixteen megabytes for a body of a few bytes. */
const decoders: Record<string, () => Transform> = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate };

/** Reads compressed request bodies, and says of what is sent packed in another way what to do. What comes out is counted as it comes, by the limit on every body, and inflating ends with the answer: a bomb costs its first few pieces. */
export function inflateBody(app: FastifyInstance): void {
  app.addHook('preParsing', (request, reply, payload, done) => {
    const transfer = request.headers['transfer-encoding'];
    // Node.js undoes no other, so that the body would be read as it is packed.
    if (transfer && transfer.trim().toLowerCase() !== 'chunked') return done(new HubError('UNSUPPORTED_ENCODING', `The Transfer-Encoding of the body is "${transfer.slice(0, 40)}". The hub reads chunked alone; say in Content-Encoding how the body is compressed, gzip or deflate.`));
    const encoding = encodingOf(request);
    if (encoding === null) return done(null, payload);
    const makeDecoder = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined;
    if (makeDecoder) return done(null, inflated(payload, makeDecoder(), encoding, reply));
    void reply.header('accept-encoding', 'gzip, deflate');
    done(new HubError('UNSUPPORTED_ENCODING', `The Content-Encoding of the body is "${encoding.slice(0, 40)}". The hub reads gzip or deflate; or send the body as it is.`));
  });
}

/** How the body of a request is compressed; null when it is not. */
export function encodingOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  return !encoding || encoding === 'identity' ? null : encoding;
}

/** The inflated body, which also knows how many bytes it was made of, as Fastify wants to hear. */
function inflated(payload: Readable, decoder: Transform, encoding: string, reply: FastifyReply): Readable {
  const body = Object.assign(new PassThrough(), { receivedEncodedLength: 0 });
  payload.on('data', (chunk: Buffer) => void (body.receivedEncodedLength += chunk.length));
  decoder.on('error', () => body.destroy(new HubError('UNSUPPORTED_ENCODING', `The body is not ${encoding}, as its Content-Encoding says.`)));
  payload.pipe(decoder).pipe(body);
  const end = (): void => {
    payload.unpipe(decoder);
    decoder.destroy();
    body.destroy();
  };
  reply.raw.once('finish', end).once('close', end);
  return body;
}
