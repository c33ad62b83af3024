import type { Kysely } from 'kysely';
import type { HarvestContext } from '../harvestReport.ts';

/** What runs of sources need of the hub. */
export interface Running {
  harvesting: HarvestContext;
  db: Kysely<unknown>;
  /** Where what was gathered is kept from run to run. */
  gatheredFolder: string;
  /** Private hosts that the operator lets sources have. */
  privateHosts: readonly string[];
  /** What servers ask for, by the name that a registration gives. */
  sourceKeys: ReadonlyMap<string, string>;
  /** Where whoever runs a server finds whoever runs the hub; null where that is not told. */
  contact: string | null;
}
