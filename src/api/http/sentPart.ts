import type { FastifyRequest } from 'fastify';

/** The variables or the extensions of a GraphQL request: in the body of a POST, or as JSON in the address. Undefined where it sends none; whether they are fit to be any, Apollo judges. */
export function sentPart({ method, body, query }: FastifyRequest, name: 'variables' | 'extensions'): unknown {
  if (method === 'POST') return (body as Record<string, unknown> | null | undefined)?.[name];
  const text = (query as Record<string, unknown>)[name];
  return text === undefined ? undefined : readJson(text);
}

/** The query of a GraphQL request, if it sends one; whether it is a text, Apollo judges. */
export function sentQuery({ method, body, query }: FastifyRequest): unknown {
  return ((method === 'POST' ? body : query) as { query?: unknown } | null | undefined)?.query;
}

/** What stands in one parameter of an address; a text where that is given several times or is not JSON, which Apollo refuses. */
function readJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : 'not one text';
  } catch {
    return 'not JSON';
  }
}
