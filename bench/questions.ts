import { readFileSync } from 'node:fs';

/** What the bench asks. None of these is a saved operation, so each is answered anew every time. */
export const questions = {
  overlaps: readmeQuery(),
  flat: '{ priorities(first: 60) { nodes { id title kind adopted rank lead } } }',
  nested: '{ authorities(first: 25, filter: { region: "E12000004" }) { nodes { code name plans(first: 20) { nodes { id title kind validFrom inForceTo priorities(first: 15) { nodes { id title kind adopted themes { confidence theme { code label } } } } } } } } }',
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
