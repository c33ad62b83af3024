/** Whose overlaps a page shows, and on which day; the hub chooses what is left out. */
export interface Question {
  region?: string | undefined;
  asAt?: string | undefined;
}

/** An address on this hub; parameters without a value are left out. */
export function addressOf(path: string, parameters: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

export function overlapAddress(id: string, question: Question): string {
  return addressOf(`/overlaps/${encodeURIComponent(id)}`, { ...question });
}

/** The page on which a saved query can be changed and run, with the variables it was run with. */
export function graphiqlAddress(operation: string, variables: object = {}): string {
  const given = JSON.stringify(variables);
  return addressOf('/graphiql', { operation, variables: given === '{}' ? undefined : given });
}
