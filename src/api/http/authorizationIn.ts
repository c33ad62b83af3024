import type { IncomingMessage } from 'node:http';

/** All Authorization headers of a request as one text. Of several Node.js tells the first, while what stands in between may have judged another. */
export function authorizationIn({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): string | undefined {
  const sent = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === 'authorization');
  return sent.length === 0 ? undefined : sent.join(', ');
}
