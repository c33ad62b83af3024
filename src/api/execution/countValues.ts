import { getNamedType, getNullableType, GraphQLError, isCompositeType, isListType, isObjectType, isUnionType, type FieldNode, type GraphQLCompositeType, type GraphQLResolveInfo, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { isPromise } from 'node:util/types';
import type { RequestContext } from '../context.ts';
import { rememberFor } from '../rememberFor.ts';

/**
 * Counts what all lists give while an answer is made: their rows, times what is asked of each. A list without pages has a fixed price, by
 * what it has as a rule; lists that lead to and fro (the milestones of an action, the actions of a milestone) multiply what they have more
 * than that at every step, and so could grow past all memory before anybody measures the answer. What is priced rightly comes to no more than MAX_COST.
 */
export function countValues(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    if (type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      const row = getNamedType(field.type);
      if (!resolve || !isListType(getNullableType(field.type)) || !isCompositeType(row)) continue;
      field.resolve = (source, args, context: RequestContext, info): unknown => {
        // The answer is refused as a whole: nothing more is read for it, and an error for each list would take longer than the lists.
        if (context.valueBudget !== undefined && context.valueBudget.left < 0) return [];
        const rows: unknown = resolve(source, args, context, info);
        const counted = (read: unknown): unknown => take(read, context, () => valuesOfRow(row, info));
        return isPromise(rows) ? rows.then(counted) : counted(rows);
      };
    }
  }
  return schema;
}

function take(rows: unknown, { valueBudget }: RequestContext, valuesEach: () => number): unknown {
  if (!Array.isArray(rows) || rows.length === 0 || valueBudget === undefined) return rows;
  valueBudget.left -= rows.length * valuesEach();
  return valueBudget.left < 0 ? [] : rows;
}

const known = rememberFor<FieldNode, number>();

/** What is asked of each row of a list, itself included; what lists within it give is counted there. */
function valuesOfRow(row: GraphQLCompositeType, { fieldNodes, fragments, schema }: GraphQLResolveInfo): number {
  const within = (type: GraphQLCompositeType, selections: SelectionSetNode | undefined): number =>
    (selections?.selections ?? []).reduce((sum, selection) => {
      if (selection.kind === 'Field') {
        const asked = isUnionType(type) ? undefined : type.getFields()[selection.name.value]?.type;
        const named = asked && getNamedType(asked);
        return sum + 1 + (named && isCompositeType(named) && !isListType(getNullableType(asked)) ? within(named, selection.selectionSet) : 0);
      }
      const { typeCondition, selectionSet } = selection.kind === 'InlineFragment' ? selection : fragments[selection.name.value]!;
      return sum + within(typeCondition ? (schema.getType(typeCondition.name.value) as GraphQLCompositeType) : type, selectionSet);
    }, 0);
  return fieldNodes.reduce((sum, node) => sum + known(node, '', () => within(row, node.selectionSet)), 1);
}

/** The refusal of an answer, also of what a mutation did, which stays done. */
export function tooManyValues(most: number, isMutation: boolean): GraphQLError {
  return new GraphQLError(`${isMutation ? 'What was to be changed was changed, but its answer is not given. ' : ''}The lists of the answer would have more than ${most.toLocaleString('en-GB')} values, which is the most. Ask for fewer rows with "first", for fewer lists within lists, or for less of each row.`, { extensions: { code: 'ANSWER_TOO_LARGE', most, http: { status: 400 } } });
}
