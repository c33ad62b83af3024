import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry, type CounterConfiguration, type LabelValues } from 'prom-client';
import { errorCodes } from '../../errors.ts';

const bucketsInSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Counts what is answered over HTTP: every request, how long it took, and why it was refused; and what the process takes for it.
 * Every label comes from a list of the hub's own, so that no caller can make a series.
 */
export function countRequests(app: FastifyInstance): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const countRequest = countedAtLast({ name: 'hub_requests_total', help: 'Requests answered, by route, method and HTTP status.', labelNames: ['route', 'method', 'status'], registers });
  const durations = new Histogram({ name: 'hub_request_duration_seconds', help: 'How long requests took, by route and, at /graphql, by the name of the saved operation; all others are "other".', labelNames: ['route', 'operation'], buckets: bucketsInSeconds, registers });
  const errors = new Counter({ name: 'hub_errors_total', help: 'Requests that got an error, by its code. Each limit of the hub refuses with a code of its own: docs/limits.md.', labelNames: ['code'], registers });
  // A code that never came up is 0, not absent, so that a rise can be seen.
  for (const code of Object.keys(errorCodes)) errors.inc({ code }, 0);
  new Gauge({ name: 'hub_requests_running', help: 'Requests being answered now.', registers, collect() { this.set(app.queue?.running() ?? 0); } });
  new Gauge({ name: 'hub_requests_waiting', help: 'Requests waiting for their turn now.', registers, collect() { this.set(app.queue?.waiting() ?? 0); } });
  app.addHook('onResponse', ({ method, routeOptions, asked: { operation = '', codes } }, reply, done) => {
    const route = routeOptions.url ?? 'none';
    countRequest(route, method, reply.statusCode);
    durations.observe({ route, operation }, reply.elapsedTime / 1_000);
    if (codes.length > 0) for (const code of new Set(codes)) errors.inc({ code });
    done();
  });
  app.brokenRequests.on('answered', (status, code) => {
    countRequest('none', 'none', status);
    errors.inc({ code });
  });
  return registry;
}

/** Counts in a map of its own, and puts the sums into the metric when it is asked for: looking a series up by its labels takes ten times as long as all else that is counted of a request. */
function countedAtLast<Label extends string>(configuration: CounterConfiguration<Label> & { labelNames: readonly Label[] }): (...values: (string | number)[]) => void {
  const { labelNames } = configuration;
  const counted = new Map<string, { labels: LabelValues<Label>; times: number }>();
  new Counter({
    ...configuration,
    collect() {
      for (const series of counted.values()) {
        this.inc(series.labels, series.times);
        series.times = 0;
      }
    },
  });
  return (...values) => {
    const key = values.join(' ');
    const series = counted.get(key);
    if (series) series.times += 1;
    else counted.set(key, { labels: Object.fromEntries(labelNames.map((name, index) => [name, values[index]])) as LabelValues<Label>, times: 1 });
  };
}
