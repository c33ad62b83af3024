import { createApi, type Api, type ApiOptions } from '../api/createApi.ts';
import { createApp } from '../api/createApp.ts';
import { buildHubSchema } from '../api/schema.ts';
import type { Config } from '../config.ts';
import { rowRules, type Hub } from '../hub.ts';
import { createLog } from '../log.ts';

/** What a command may have otherwise than the hub that serves. */
type Otherwise = Partial<Pick<ApiOptions, 'rows' | 'dataState' | 'limits'>>;

/** The API over a hub's data, for a command that asks saved operations and serves nobody. */
export async function withApi<Result>({ hub, config, ...otherwise }: { hub: Hub; config: Config } & Otherwise, work: (api: Api) => Promise<Result>): Promise<Result> {
  const log = createLog(config.logLevel);
  const app = createApp({ log, maxBodyBytes: config.maxBodyBytes });
  try {
    return await work(createApi({ schema: await buildHubSchema(), rows: hub.rows, rules: rowRules, dataState: hub.dataState, acts: hub.acts, log, now: hub.harvesting.now, limits: config, ...otherwise }, app));
  } finally {
    await app.close();
  }
}
