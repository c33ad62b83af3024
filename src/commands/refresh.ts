import type { Config } from '../config.ts';
import { refreshDuplicates, refreshOverlaps } from '../hub.ts';
import { openExistingHub } from './openExistingHub.ts';

/** Reads and compares what an import landed and did not live to read, and prints what came of it: no line where nothing was left. */
export async function refresh(config: Config, print: (line: string) => void): Promise<number> {
  const hub = await openExistingHub(config);
  try {
    for (const line of [...(await refreshOverlaps(hub)), ...(await refreshDuplicates(hub))]) print(line);
    return 0;
  } finally {
    await hub.close();
  }
}
