import type { FastifyInstance } from 'fastify';
import { setTimeout } from 'node:timers/promises';
import type { Opened } from '../../db/Database.ts';
import type { Api } from '../createApi.ts';
import { readDataVersion } from '../read/readDataVersion.ts';

/** Whether the server takes new work. */
export interface Lifecycle {
  isStopping: boolean;
}

/** How long the database may take to answer a probe, or what reads the metrics, which gives up after ten seconds. */
const patienceMs = 2_000;

/**
 * For what starts, stops and balances hubs: `/health/live` says that the process answers, `/health/ready` that it can be sent requests.
 * A hub that reads its seeds does not listen yet, so a refused connection means "starting".
 */
export function mountHealth(app: FastifyInstance, api: Pick<Api, 'newContext'>, lifecycle: Lifecycle, { isInPlace }: Pick<Opened, 'isInPlace'>): void {
  const options = { config: { isForProbes: true } };
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (lifecycle.isStopping) void reply.header('connection', 'close');
    done();
  });
  app.get('/health/live', options, async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'live' }));
  app.get('/health/ready', options, async (_request, reply) => {
    const status = lifecycle.isStopping ? 'stopping' : !isInPlace() ? 'file of the database was moved, replaced or made unreadable' : (await databaseAnswers(api)) ? 'ready' : 'database does not answer';
    return reply.code(status === 'ready' ? 200 : 503).header('cache-control', 'no-store').send({ status });
  });
}

async function databaseAnswers(api: Pick<Api, 'newContext'>): Promise<boolean> {
  return (await withinPatience(readDataVersion(api.newContext()))) !== undefined;
}

/** What the database answers, or nothing where that takes too long or fails: why is for the requests that fail to say. */
export async function withinPatience<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  const cancel = new AbortController();
  const tooLong = setTimeout(patienceMs, undefined, { signal: cancel.signal }).catch(() => undefined);
  return Promise.race([answer.catch(() => undefined), tooLong]).finally(() => cancel.abort());
}
