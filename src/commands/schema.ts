import { readFileSync, writeFileSync } from 'node:fs';
import { printSchema, type GraphQLSchema } from 'graphql';
import { printSubgraph } from '../api/federation/printSubgraph.ts';
import { buildContract } from '../api/schema.ts';

const schemaFolder = new URL('../../schema/', import.meta.url);
const heading = '# Printed from the code by "npm run hub -- schema". Change the code, not this file.\n\n';

const printed: readonly { name: string; text: (contract: GraphQLSchema) => string }[] = [
  { name: 'hub.graphql', text: printSchema },
  { name: 'subgraph.graphql', text: (contract) => printSubgraph(contract) },
];

/** Writes the contract, plain and as a subgraph, or with `check` says whether the committed files are what the code builds. */
export async function emitSchema({ check }: { check: boolean }, print: (line: string) => void, folder = schemaFolder): Promise<number> {
  const contract = await buildContract();
  const files = printed.map(({ name, text }) => ({ name, address: new URL(name, folder), text: `${heading}${text(contract)}\n` }));
  if (!check) {
    for (const { address, text } of files) writeFileSync(address, text);
    print('Wrote schema/hub.graphql and schema/subgraph.graphql.');
    return 0;
  }
  const stale = files.filter(({ address, text }) => readFileSync(address, 'utf8') !== text);
  for (const { name } of stale) print(`schema/${name} is not what the code builds. Run "npm run hub -- schema", look at the difference, and say what changed in schema/CHANGES.md.`);
  return stale.length > 0 ? 1 : 0;
}
