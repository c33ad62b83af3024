import type { FastifyInstance } from 'fastify';
import { HubError } from '../../errors.ts';

/** Refuses addresses longer than a query in one should be. Node.js refuses, on its own, what does not fit its room for address and headers. */
export function limitUrl(app: FastifyInstance, maxUrlBytes: number): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const length = request.raw.url?.length ?? 0;
    if (length <= maxUrlBytes) return done();
    done(new HubError('URL_TOO_LONG', `The address of the request is ${length.toLocaleString('en-GB')} bytes long. The most is ${maxUrlBytes.toLocaleString('en-GB')}: send the query in the body of a POST.`));
  });
}
