import { getNamedType, Kind, print, separateOperations, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { createHash } from 'node:crypto';
import { changeUnnoticed } from '../heldReadings.ts';
import * as generated from '../generated/operations.ts';

/** What the hub knows of an operation before it runs. */
export interface OperationInfo {
  /** Stands for what it asks: the same however it is spaced, commented or ordered. */
  key: string;
  /** Whether it is one of schema/operations. */
  isSaved: boolean;
  /** Whether its answers may be kept: it is saved, and they depend on nothing but the data, the viewer and the day. */
  isKeepable: boolean;
}

/** Types that say how the hub is run or who asks, and every list of them. Their answers are made anew each time. */
const neverKept = new RegExp(`^(${['Viewer', ...Object.keys(changeUnnoticed)].join('|')})(Connection|Edge)?$`);

/** Looks operations up, each worked out once for a document that the server still holds. */
export function operationInfos(schema: GraphQLSchema): (document: DocumentNode, operation: OperationDefinitionNode) => OperationInfo {
  const saved = savedKeys();
  const known = new WeakMap<OperationDefinitionNode, OperationInfo>();
  return (document, operation) => {
    const already = known.get(operation);
    if (already) return already;
    const alone = separateOperations(document)[operation.name?.value ?? '']!;
    const key = keyOf(alone);
    const isSaved = saved.has(key);
    const info = { key, isSaved, isKeepable: isSaved && operation.operation === 'query' && !asksAbout(neverKept, schema, alone) };
    known.set(operation, info);
    return info;
  };
}

/** Keys of the operations that codegen made of schema/operations. */
function savedKeys(): ReadonlySet<string> {
  const documents = Object.entries(generated).filter(([name]) => name.endsWith('Document'));
  return new Set(documents.map(([, document]) => keyOf(document as DocumentNode)));
}

function keyOf({ definitions }: DocumentNode): string {
  return createHash('sha256').update(definitions.map(print).sort().join('\n')).digest('base64url');
}

/** Whether a field of the document leads to a type of such a name. */
function asksAbout(types: RegExp, schema: GraphQLSchema, document: DocumentNode): boolean {
  let found = false;
  const typeInfo = new TypeInfo(schema);
  const look = (): void => void (found ||= types.test(getNamedType(typeInfo.getType())?.name ?? ''));
  visit(document, visitWithTypeInfo(typeInfo, { enter: (node) => (node.kind === Kind.FIELD ? look() : undefined) }));
  return found;
}
