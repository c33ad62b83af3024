import { getNamedType, getNullableType, GraphQLError, isCompositeType, isListType, isObjectType, type GraphQLSchema } from 'graphql';
import { isPromise } from 'node:util/types';
import type { RequestContext } from '../context.ts';

/**
 * Counts the rows of all lists while an answer is made. A list without pages has a fixed price, by what it has as a rule; lists that lead to
 * and fro (the milestones of an action, the actions of a milestone) multiply what they have more than that at every step, and so could grow
 * past all memory before anybody measures the answer. A page costs what it may give at most, so what is priced rightly never comes to this.
 */
export function countRows(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    if (type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (!resolve || !isListType(getNullableType(field.type)) || !isCompositeType(getNamedType(field.type))) continue;
      field.resolve = (source, args, context: RequestContext, info): unknown => {
        // The answer is refused as a whole: nothing more is read for it, and an error for each list would take longer than the lists.
        if (context.rowBudget !== undefined && context.rowBudget.left < 0) return [];
        const rows: unknown = resolve(source, args, context, info);
        return isPromise(rows) ? rows.then((read) => counted(read, context)) : counted(rows, context);
      };
    }
  }
  return schema;
}

function counted(rows: unknown, { rowBudget }: RequestContext): unknown {
  if (!Array.isArray(rows) || rowBudget === undefined) return rows;
  rowBudget.left -= rows.length;
  return rowBudget.left < 0 ? [] : rows;
}

/** The refusal of an answer, also of what a mutation did, which stays done. */
export function tooManyRows(most: number, isMutation: boolean): GraphQLError {
  return new GraphQLError(`${isMutation ? 'What was to be changed was changed, but its answer is not given. ' : ''}The answer would have more than ${most.toLocaleString('en-GB')} rows in its lists, which is the most. Ask for fewer rows with "first", or for fewer lists within lists.`, { extensions: { code: 'ANSWER_TOO_LARGE', most, http: { status: 400 } } });
}
