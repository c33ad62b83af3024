import { readFileSync } from 'node:fs';

/**
 * What the bench asks. None of these is a saved operation, so no answer to one is kept: each is executed every time. What it looks up,
 * though, the hub holds for the next while the data stay as they are (docs/decisions/0053); only the server that is called cold in
 * `servers.ts` reads all of it each time.
 */
export const questions = {
  overlaps: readmeQuery(),
  flat: '{ priorities(first: 60) { nodes { id title kind adopted rank lead } } }',
  nested: fourLevels(20),
  /** About as many values, of a hub that holds many plans more. */
  nestedOfMany: fourLevels(11),
  page: '{ plans(first: 25) { totalCount nodes { title kind authorities { name } priorities(first: 5) { nodes { title } } } } }',
  smallest: '{ dataVersion { number } }',
  search: '{ search(text: "mental health", first: 20) { totalCount nodes { kind id score } } }',
};

/** Operations of `schema/operations/`, whose answers the hub keeps, and how often each is asked in a round. */
export const saved = [
  { name: 'already-joint', title: 'a short saved operation', times: 800 },
  { name: 'region-overlaps', title: 'a long saved operation', times: 150 },
];

export function savedOperation(name: string): string {
  return readFileSync(new URL(`../schema/operations/${name}.graphql`, import.meta.url), 'utf8');
}

/** About 5,000 values of a region's authorities, their plans, these plans' priorities and their themes. */
function fourLevels(plans: number): string {
  return `{ authorities(first: 25, filter: { region: "E12000004" }) { nodes { code name plans(first: ${plans}) { nodes { id title kind validFrom inForceTo priorities(first: 25) { nodes { id title kind adopted rank lead themes { confidence theme { code label } } } } } } } } }`;
}

/** The query with which the README begins. */
function readmeQuery(): string {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  return /```graphql\n([\s\S]*?)```/.exec(readme)![1]!;
}

/** How many values an answer holds: texts, numbers, truths and nulls. */
export function valuesIn(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 1;
  return Object.values(part).reduce((sum: number, inner) => sum + valuesIn(inner), 0);
}
