import type { OperationDefinitionNode } from 'graphql';
import { reachOf, type Viewer } from '../../access/viewer.ts';

/** A text that two requests share exactly when they ask the same operation the same thing and may see the same; null when the variables have no such text. */
export function questionOf(key: string, operation: OperationDefinitionNode, variables: Record<string, unknown>, viewer: Viewer): string | null {
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  // One left out has its default, one that is null has not. Those that the operation does not name play no part.
  const given = names.filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]]);
  const canonical = given.length === 0 ? '' : canonicalJson(given);
  return canonical === null ? null : `${key} ${reachOf(viewer)} ${canonical}`;
}

/** JSON with the fields of objects in order; null for numbers that JSON does not have, such as 1e999. */
function canonicalJson(value: unknown): string | null {
  let isJson = true;
  const text = JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part)) isJson = false;
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  return isJson ? text : null;
}
