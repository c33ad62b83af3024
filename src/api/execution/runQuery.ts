import { execute, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type ExecutionResult, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import './keepNoPaths.ts';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../context.ts';
import type { OperationInfo } from './operationInfo.ts';
import { faultsOfVariables } from './faultsOfVariables.ts';
import { withoutFragments } from './withoutFragments.ts';

/** An operation with its variables, valid against the schema and within its limits. */
export interface Asked {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Record<string, unknown>;
  info: OperationInfo;
}

/** Compiling costs some twenty times what running does, so a stranger's operation is compiled only when it comes back. */
const timesUntilCompiled = 3;
const mostRemembered = 1_000;
const mostCompiled = 100;
/** A stranger's operation with more fields, those of a fragment counted wherever it is spread, is not compiled: each takes a tenth of a millisecond, in which nobody else is answered. */
const mostFields = 500;

/** Runs operations: saved ones, and those seen for the third time, compiled; all others by graphql-js. The answers are the same. */
export function queryRunner(schema: GraphQLSchema, compile = compileQuery): (asked: Asked, context: RequestContext) => Promise<ExecutionResult> {
  const compiledFor = compiledOperations(schema, compile);
  return async (asked, context) => {
    const { document, operation, variables } = asked;
    const byGraphqlJs = async (): Promise<ExecutionResult> =>
      execute({ schema, document, operationName: operation.name?.value, variableValues: variables, contextValue: { ...context, loaders: new Map() } });
    // graphql-jit takes some variables that GraphQL refuses, and graphql-js quotes each of them whole.
    const faults = faultsOfVariables(schema, operation, variables);
    if (faults.length > 0) return { errors: faults };
    const compiled = compiledFor(asked);
    if (!compiled) return byGraphqlJs();
    const result = (await compiled.query(undefined, context, variables)) as ExecutionResult;
    if (!result.errors || isSpent(context)) return result;
    // Its errors come without their cause and in another order, so graphql-js says what is wrong. Such an answer is read twice.
    if (context.valueBudget) context.valueBudget.left = context.valueBudget.most;
    return byGraphqlJs();
  };
}

/** What has too many values is refused as a whole, whatever else is wrong with it. */
function isSpent({ valueBudget }: RequestContext): boolean {
  return valueBudget !== undefined && valueBudget.left < 0;
}

function compiledOperations(schema: GraphQLSchema, compile: typeof compileQuery): (asked: Asked) => CompiledQuery | undefined {
  const timesSeen = new LRUCache<string, number>({ max: mostRemembered });
  const compiled = new LRUCache<string, CompiledQuery>({ max: mostCompiled });
  return ({ document, operation, info: { key, isSaved } }) => {
    const already = compiled.get(key);
    if (already) return already;
    const times = (timesSeen.get(key) ?? 0) + 1;
    timesSeen.set(key, times);
    if ((!isSaved && times < timesUntilCompiled) || !canBeCompiled(schema, document, operation)) return undefined;
    const written = withoutFragments(schema, document, operation, isSaved ? undefined : mostFields);
    const made = written && compile(schema, written, operation.name?.value);
    if (!made || !isCompiledQuery(made)) return undefined;
    compiled.set(key, made);
    return made;
  };
}

/**
 * graphql-jit takes the conditions of one spread of a fragment for those of another, and does without a variable that stands inside the
 * value of a scalar, so what has such is left to graphql-js. So is what asks for the schema: no limit counts how much that is, and compiling
 * a large one takes far longer than answering it. A field called __proto__ it would lose.
 */
function canBeCompiled(schema: GraphQLSchema, document: DocumentNode, { operation }: OperationDefinitionNode): boolean {
  let isForGraphqlJs = operation !== 'query';
  const typeInfo = new TypeInfo(schema);
  visit(document, visitWithTypeInfo(typeInfo, {
    Directive: ({ name }) => void (isForGraphqlJs ||= name.value === 'skip' || name.value === 'include'),
    Field: ({ name, alias }) => void (isForGraphqlJs ||= name.value === '__schema' || name.value === '__type' || alias?.value === '__proto__'),
    // What stands inside the value of a scalar has no type of its own.
    Variable: () => void (isForGraphqlJs ||= !typeInfo.getInputType()),
  }));
  return !isForGraphqlJs;
}
