import { Gauge, type Registry } from 'prom-client';
import type { Api } from '../createApi.ts';
import { readDataVersion } from '../read/readDataVersion.ts';
import { withinPatience } from './health.ts';

/** The most sources that have a series of their own; those harvested longest ago come first, as it is they that somebody must hear of. */
const mostSources = 1_000;

/** What the hub holds, as metrics. What it gives back reads them again; where the database does not answer, they say so, and the other metrics stand. */
export function measureData(registry: Registry, api: Pick<Api, 'newContext'>): () => Promise<void> {
  const registers = [registry];
  const isUp = new Gauge({ name: 'hub_database_up', help: '1 when the database answered this question, otherwise 0.', registers });
  const version = new Gauge({ name: 'hub_data_version', help: 'Version of the data: moves once with each harvest that changed anything.', registers });
  const harvested = new Gauge({ name: 'hub_source_last_success_timestamp_seconds', help: 'When a source was last read to its end, as seconds since 1970; 0 for never.', labelNames: ['source'], registers });
  return async () => {
    const held = await withinPatience(readHeld(api));
    harvested.reset();
    isUp.set(held ? 1 : 0);
    if (!held) return;
    version.set(held.dataVersion);
    for (const { id, lastReadAt } of held.sources) harvested.set({ source: id }, lastReadAt === null ? 0 : Date.parse(lastReadAt) / 1_000);
  };
}

interface Held {
  dataVersion: number;
  sources: { id: string; lastReadAt: string | null }[];
}

/** Of a source that was removed, or of a package that somebody tried to import once, nobody must hear. */
async function readHeld(api: Pick<Api, 'newContext'>): Promise<Held> {
  const context = api.newContext();
  const sources = context.db
    .selectFrom('source')
    .select((eb) => ['id', eb.fn.coalesce('lastReadAt', 'lastSuccessAt').as('lastReadAt')])
    .where('removedAt', 'is', null)
    .where((where) => where.or([where('registration', 'is not', null), where('lastSuccessId', 'is not', null)]))
    .orderBy((eb) => eb.fn.coalesce('lastReadAt', 'lastSuccessAt', eb.val('')))
    .orderBy('id')
    .limit(mostSources);
  return { dataVersion: await readDataVersion(context), sources: await sources.execute() };
}
