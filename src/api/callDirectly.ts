import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { getMetadataStorage, type ClassType } from 'type-graphql';
import { isNest } from './nesting.ts';

type FieldResolver = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number];
type Param = NonNullable<FieldResolver['params']>[number];
type Given = Record<string, unknown>;
type Resolve = GraphQLFieldResolver<unknown, unknown, Given>;
type Method = (this: unknown, ...values: unknown[]) => unknown;
/** What a parameter of a method is given. */
type Value = (root: unknown, args: Given, context: unknown) => unknown;

/**
 * Lets a field call the method that answers it. type-graphql, whose decorators say which method that is, sorts its parameters and converts
 * what it is given anew for each call, which took a third of a long answer: every object of a list has a call for each of its fields that
 * is more than a column. What needs more than the object, the request and single values stays type-graphql's.
 */
export function callDirectly(schema: GraphQLSchema): GraphQLSchema {
  const { fieldResolvers, objectTypes } = getMetadataStorage();
  const nameOf = new Map<unknown, string>(objectTypes.map(({ target, name }) => [target, name]));
  const instances = new Map<unknown, Given>();
  const instanceOf = (target: FieldResolver['target']): Given => {
    if (!instances.has(target)) instances.set(target, new (target as ClassType)() as Given);
    return instances.get(target)!;
  };
  for (const { kind, target, methodName, schemaName, getObjectType, params = [], middlewares = [], roles } of fieldResolvers) {
    const type = schema.getType(nameOf.get(getObjectType?.()) ?? '');
    const field = isObjectType(type) ? type.getFields()[schemaName] : undefined;
    const values = params.toSorted((a, b) => a.index - b.index).map((param) => valueOf(param, params));
    if (!field?.resolve || middlewares.length > 0 || roles || !values.every((value) => value !== undefined)) continue;
    const owner = kind === 'external' ? instanceOf(target) : undefined;
    field.resolve = callerOf((owner ?? (target.prototype as Given))[methodName] as Method, owner, values, field.resolve as Resolve);
  }
  return schema;
}

function valueOf(param: Param, params: readonly Param[]): Value | undefined {
  switch (param.kind) {
    case 'root':
      return param.propertyName === undefined ? (root) => root : undefined;
    case 'context':
      return param.propertyName === undefined ? (_root, _args, context) => context : undefined;
    case 'arg':
      return (_root, args) => args[param.name];
    case 'args':
      return params.some(({ kind }) => kind === 'arg') ? undefined : argsOf(param.getType() as ClassType);
    default:
      return undefined;
  }
}

/** Arguments as an object of their class, whose fields may come with values of their own. None is null: see `readNullAsLeftOut`. */
function argsOf(type: ClassType): Value {
  const own = JSON.parse(JSON.stringify(new type())) as Given;
  return (_root, args) => Object.assign(Object.create(type.prototype as object) as Given, own, args);
}

/** Lists and objects among the arguments are for type-graphql to convert. */
function callerOf(method: Method, owner: unknown, values: readonly Value[], converting: Resolve): Resolve {
  const [first, second, third, ...more] = values;
  const call: Value =
    more.length > 0 ? (root, args, context) => method.apply(owner ?? root, values.map((value) => value(root, args, context)))
    : third ? (root, args, context) => method.call(owner ?? root, first!(root, args, context), second!(root, args, context), third(root, args, context))
    : second ? (root, args, context) => method.call(owner ?? root, first!(root, args, context), second(root, args, context))
    : (root, args, context) => method.call(owner ?? root, first?.(root, args, context));
  return (root, args, context, info) => {
    for (const name in args) if (isNest(args[name])) return converting(root, args, context, info);
    return call(root, args, context);
  };
}
