import { isNonNullType, isObjectType, type GraphQLSchema } from 'graphql';

/**
 * Gives each field its arguments so that one sent as null is as one left out: with its default, or not there at all. Clients send null for
 * a variable they leave empty. Done at the field, in place, so that every method may take "undefined" for "not given", however its
 * arguments come to it; what stands inside an argument is read likewise by `dropNulls`.
 */
export function readNullAsLeftOut(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    if (type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      const mayBeNull = field.args.filter((argument) => !isNonNullType(argument.type));
      if (!resolve || mayBeNull.length === 0) continue;
      field.resolve = (source, args: Record<string, unknown>, context, info): unknown => {
        if (!mayBeNull.some(({ name }) => args[name] === null)) return resolve(source, args, context, info);
        // A copy: what was asked may be kept with a compiled query.
        const given = { ...args };
        for (const { name, defaultValue } of mayBeNull) {
          if (given[name] !== null) continue;
          if (defaultValue === undefined) delete given[name];
          else given[name] = defaultValue;
        }
        return resolve(source, given, context, info);
      };
    }
  }
  return schema;
}
