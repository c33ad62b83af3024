import type { FastifyInstance } from 'fastify';
import { isUtf8 } from 'node:buffer';

/** Reads bodies as Fastify does, but for bytes that are no text in UTF-8: read as signs that stand for them, they would be kept as what nobody wrote. */
export function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (isUtf8(body)) return parse(request, body.toString(), done);
    done(Object.assign(new Error('not UTF-8'), { statusCode: 400, code: 'FST_ERR_CTP_INVALID_JSON_BODY' }));
  });
}
