import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { HubError } from '../../errors.ts';

/** Take the places of addresses that the router cannot read and would refuse before any hook, limit or count. */
const unreadable = '/address-that-cannot-be-read';
const ofNoHost = '/address-of-no-host';

/** The address by which a request is led on: its own, where that can be read. */
export function readableAddress({ url = '/' }: { url?: string | undefined }): string {
  // The whole server, which the router would take for the first page.
  if (url === '*') return '/*';
  if (!url.startsWith('/') && !namesHost(url)) return ofNoHost;
  if (!url.includes('%')) return url;
  try {
    decodeURI(url.split(/[?#]/, 1)[0]!);
    return url;
  } catch {
    return unreadable;
  }
}

/** Whether an address that is told with its host can be of any. Whose scheme is another's is not there, like any path that is not. */
function namesHost(url: string): boolean {
  const [, host] = /^https?:\/\/([^/?]*)/i.exec(url) ?? [];
  return host === undefined || (host !== '' && !url.includes('#') && URL.canParse(url));
}

/** Refuses what is HTTP, and still cannot be read as its caller means it. */
export function refuseUnreadable(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.url === unreadable) return done(new HubError('BAD_REQUEST', 'The address of the request has a % without the two digits of a byte after it, or bytes that are no text in UTF-8. Write a % itself as %25.'));
    if (request.url === ofNoHost) return done(new HubError('BAD_REQUEST', 'The address of the request begins with http:// or https://, and what follows names no host, or has a # in it. Leave all before the path out, and name the host in the header Host.'));
    if (isQueryUnreadable(request)) return done(new HubError('BAD_REQUEST', 'The address of the request has behind its "?" bytes that are no text in UTF-8. Write a letter beyond ASCII as the bytes that it has in UTF-8: ä as %C3%A4.'));
    if (request.raw.httpVersion === '1.1' && request.headers.host === undefined) return done(new HubError('BAD_REQUEST', 'The request has no header Host, which HTTP/1.1 asks for.'));
    if (hosts(request.raw.rawHeaders) > 1) return done(new HubError('BAD_REQUEST', 'The request has more than one header Host, so nobody can tell which is meant. Send one.'));
    done();
  });
}

/** Whether there are bytes behind the "?" that are no text. They are read as U+FFFD, which also whoever means it may have written. */
function isQueryUnreadable({ query, url }: FastifyRequest): boolean {
  const texts = Object.entries(query as Record<string, string | string[]>).flat(2);
  if (!texts.some((text) => text.includes('\uFFFD'))) return false;
  // A % alone stands for itself there, as forms that were written by hand send it.
  return (url.slice(url.indexOf('?')).match(/(%[0-9a-f]{2})+/gi) ?? []).some((bytes) => !isUtf8(Buffer.from(bytes.replaceAll('%', ''), 'hex')));
}

/** How many headers name a host. Node.js keeps the first and drops the others, while a proxy before the hub may have gone by another. */
function hosts(namesAndValues: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < namesAndValues.length; index += 2) if (namesAndValues[index]!.length === 4 && namesAndValues[index]!.toLowerCase() === 'host') count += 1;
  return count;
}
