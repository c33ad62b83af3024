import { Agent, request } from 'node:http';

/** A question as it is sent, again and again, over connections that stay open. */
export interface Question {
  query: string;
  variables?: Record<string, unknown>;
  method?: 'GET' | 'POST';
  /** A tag that the asker holds already. */
  ifNoneMatch?: string | undefined;
}

export interface Reply {
  status: number;
  etag: string | undefined;
  text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

export function ask(address: string, { query, variables, method = 'POST', ifNoneMatch }: Question): Promise<Reply> {
  const body = method === 'POST' ? JSON.stringify({ query, variables }) : '';
  const search = method === 'GET' ? `?${new URLSearchParams({ query, ...(variables && { variables: JSON.stringify(variables) }) })}` : '';
  const headers = method === 'POST' ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : { 'apollo-require-preflight': '1' };
  return new Promise((resolve, reject) => {
    const sent = request(address + search, { agent, method, headers: { ...headers, ...(ifNoneMatch !== undefined && { 'if-none-match': ifNoneMatch }) } }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, etag: response.headers.etag, text: Buffer.concat(pieces).toString() }));
      response.on('error', reject);
    });
    sent.on('error', reject).end(body);
  });
}
