import { Kind, type DocumentNode } from 'graphql';
import * as generated from './generated/operations.ts';

/** Names of the operations in schema/operations. */
export const savedOperationNames: ReadonlySet<string> = new Set(
  Object.values(generated as Record<string, unknown>)
    .flatMap((made) => (made as Partial<DocumentNode>).definitions ?? [])
    .flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION && definition.name ? [definition.name.value] : [])),
);

/** A saved operation's name, or "other": a name that a caller made up is not repeated anywhere. */
export function knownName(operationName: string | null | undefined): string {
  return operationName != null && savedOperationNames.has(operationName) ? operationName : 'other';
}
