import { readFileSync, writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { buildHubSchema } from '../api/schema.ts';

const file = new URL('../../schema/hub.graphql', import.meta.url);
const heading = '# Printed from the code by "npm run hub -- schema". Change the code, not this file.\n\n';

/** Writes the contract, or with `check` says whether the committed one is what the code builds. */
export async function emitSchema({ check }: { check: boolean }, print: (line: string) => void): Promise<number> {
  const built = `${heading}${printSchema(await buildHubSchema())}\n`;
  if (!check) {
    writeFileSync(file, built);
    print('Wrote schema/hub.graphql.');
    return 0;
  }
  if (readFileSync(file, 'utf8') === built) return 0;
  print('schema/hub.graphql is not what the code builds. Run "npm run hub -- schema", look at the difference, and say what changed in schema/CHANGES.md.');
  return 1;
}
