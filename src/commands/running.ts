import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Running } from '../harvest/runs/Running.ts';
import type { Hub } from '../hub.ts';

/** What runs of sources need, by the hub's settings. */
export function runningBy(hub: Pick<Hub, 'harvesting' | 'stored'>, { dataFolder, privateHosts, sourceKeys, contact }: Pick<Config, 'dataFolder' | 'privateHosts' | 'sourceKeys' | 'contact'>): Running {
  return { harvesting: hub.harvesting, db: hub.stored, gatheredFolder: join(dataFolder, 'gathered'), privateHosts, sourceKeys, contact };
}
