import { GraphQLScalarType } from 'graphql';
import { GraphQLLocalDate } from 'graphql-scalars';

/** A day as the text YYYY-MM-DD, in and out; the library's scalar under the contract's name. */
export const GraphQLISODate = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: 'A day, as YYYY-MM-DD, for example 2008-05-30.',
});
