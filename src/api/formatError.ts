import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { databaseTrouble } from '../db/databaseTrouble.ts';
import { wasTooSlow } from '../db/tooSlow.ts';
import { errorCodes, HubError } from '../errors.ts';
import type { Logger } from '../log.ts';

/** How GraphQL says that it read no further. */
const tooManyTokens = /^Syntax Error: Document contains more tha[nt] (\d+) tokens\. Parsing aborted\.$/;
/** All that GraphQL says when it gives up on comparing fields of the same name. */
const gaveUp = 'Validation aborted.';
const whyItGaveUp = 'Fields of the same name meet so often in the query that checking it would take more work than the hub spends on one. Ask for each field once.';

/** All that GraphQL says to a question about the schema that asks for lists within lists within lists. */
const schemaTooDeep = 'Maximum introspection depth exceeded';
const whySchemaTooDeep = 'The query asks for lists of the schema ("fields", "inputFields", "interfaces", "possibleTypes") three or more levels within one another. The most is 2: ask for one type by its name, as in __type(name: "Plan"), and for the types it leads to in further queries; or read the whole schema at /schema.graphql.';

const tooSlow = 'The query was not answered in the time the hub allows. Ask for fewer rows with "first", fewer nested lists, or page by page.';

/** What Apollo says of a request that is none, by how it begins, in our words. */
const apollosWords: readonly (readonly [begins: string, ours: string])[] = [
  ['POST body missing', 'The body asks nothing. Send {"query": "…"} as application/json.'],
  ['GraphQL queries must be strings', 'The member "query" of the body is no text. Send {"query": "…"}.'],
  ['This operation has been blocked as a potential Cross-Site Request Forgery', 'A page that somebody opens elsewhere could send such a request without their knowing, so it is refused. Send it as application/json, or with the header "apollo-require-preflight: true".'],
  ["An 'accept' header was provided", 'The header Accept takes neither application/json nor application/graphql-response+json, which are all that the hub answers in. Name one of them, or leave the header out.'],
];

/** The one place where errors leave the hub: a code from the list and a message for the caller, or a masked fault with an id that is also in the log. */
export function formatErrors(log: Logger, givesSuggestions = true): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    // What a resolver threw, or what failed before any was asked.
    const thrown = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    const trouble = databaseTrouble(thrown);
    if (trouble) log.error({ err: thrown, field: fieldOf(error) }, 'The database could not be asked');
    const cause = trouble ?? thrown;
    const place = { ...(formatted.locations && { locations: formatted.locations }), ...(formatted.path && { path: formatted.path }) };
    if (cause instanceof HubError) return { message: cause.message, ...place, extensions: { code: cause.code } };
    if (wasTooSlow(cause)) return { message: tooSlow, ...place, extensions: { code: 'QUERY_TOO_SLOW' } };
    const hubCode = formatted.extensions?.hubCode;
    if (hubCode !== undefined) return { message: formatted.message, ...place, extensions: { code: hubCode } };
    const tooMany = tooManyTokens.exec(formatted.message);
    if (tooMany) return { message: `The query has more than ${Number(tooMany[1]).toLocaleString('en-GB')} words and signs, which is the most. Give values in variables, and ask for the rest in a second query.`, extensions: { code: 'QUERY_TOO_LONG' } };
    if (formatted.message === schemaTooDeep) return { message: whySchemaTooDeep, ...place, extensions: { code: 'QUERY_TOO_DEEP' } };
    if (formatted.message === gaveUp) return { message: whyItGaveUp, ...place, extensions: { code: 'QUERY_TOO_COSTLY' } };
    const code = formatted.extensions?.code;
    if (typeof code === 'string' && code in errorCodes && code !== 'INTERNAL_SERVER_ERROR') {
      const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
      const message = apollosWords.find(([begins]) => formatted.message.startsWith(begins))?.[1] ?? formatted.message;
      return { message: givesSuggestions ? message : withoutSuggestion(message), ...place, extensions };
    }
    const errorId = randomUUID();
    // Not the path, which is made of the names that the caller gave.
    log.error({ errorId, err: cause, field: fieldOf(error) }, 'A request failed through a fault of the hub');
    return { message: `Something went wrong in the hub. Quote error ${errorId} to its operator.`, ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', errorId } };
  };
}

function withoutSuggestion(message: string): string {
  return message.replace(/ Did you mean .*\?$/s, '');
}

/** The field that failed, by the schema's name for it. */
function fieldOf(error: unknown): string | undefined {
  const [node] = (error instanceof GraphQLError && error.nodes) || [];
  return node?.kind === 'Field' ? node.name.value : undefined;
}
