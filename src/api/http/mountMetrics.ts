import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { HubError } from '../../errors.ts';

/** Shows the metrics, in Prometheus's text format, to those who may read them; `refresh` brings up to date what is only read when somebody asks. */
export function mountMetrics(app: FastifyInstance, registry: Registry, { readers, refresh }: { readers: 'local' | 'public'; refresh: () => Promise<void> }): void {
  app.get('/metrics', { config: { isForProbes: true } }, async (request, reply) => {
    if (readers === 'local' && !isFromThisMachine(request)) throw new HubError('FORBIDDEN', 'The metrics are shown on the hub’s own machine only. Its operator can open them to all with METRICS=public.');
    await refresh();
    return reply.type(registry.contentType).header('cache-control', 'no-store').send(await registry.metrics());
  });
}

/** Whether the caller itself is on this machine; a proxy here that says it speaks for another is not. */
function isFromThisMachine({ socket, headers }: FastifyRequest): boolean {
  const isPassedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in headers);
  return !isPassedOn && /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
}
