import type { ApolloServerPlugin, BaseContext, GraphQLRequestListener } from '@apollo/server';
import { GraphQLError, visit, type DocumentNode } from 'graphql';

/** Whether a database can hold a text, and so could have it: PostgreSQL knows no NUL character and no half of a character pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Refuses a request with a text that no record can hold, before it reaches the database, which would call it a fault. */
export const storableTexts: ApolloServerPlugin = { requestDidStart: async () => listener };

const listener: GraphQLRequestListener<BaseContext> = {
  async didResolveOperation({ source, document, request }) {
    if (areStorable(request.variables) && (!mayHideOne(source) || textsOf(document).every(isStorable))) return;
    throw new GraphQLError('The request has a text with a NUL character or half of a character pair, which no record holds. Take it out.', { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
  },
};

/** Whether a database can hold every text of some variables. */
export function areStorable(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(areStorable);
}

/** Such a character stands in a query as itself or behind a backslash: most queries have neither. */
function mayHideOne(source: string): boolean {
  return source.includes('\\u') || !isStorable(source);
}

function textsOf(document: DocumentNode): string[] {
  const texts: string[] = [];
  visit(document, { StringValue: ({ value }) => void texts.push(value) });
  return texts;
}
