import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { errorCodes, HubError } from '../errors.ts';
import type { Logger } from '../log.ts';

/** The one place where errors leave the hub: a code from the list and a message for the caller, or a masked fault with an id that is also in the log. */
export function formatErrors(log: Logger): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    const place = { ...(formatted.locations && { locations: formatted.locations }), ...(formatted.path && { path: formatted.path }) };
    if (cause instanceof HubError) return { message: cause.message, ...place, extensions: { code: cause.code } };
    const hubCode = formatted.extensions?.hubCode;
    if (hubCode !== undefined) return { message: formatted.message, ...place, extensions: { code: hubCode } };
    const code = formatted.extensions?.code;
    if (typeof code === 'string' && code in errorCodes && code !== 'INTERNAL_SERVER_ERROR') {
      const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
      return { message: formatted.message, ...place, extensions };
    }
    const errorId = randomUUID();
    log.error({ errorId, err: cause, path: formatted.path }, 'A request failed through a fault of the hub');
    return { message: `Something went wrong in the hub. Quote error ${errorId} to its operator.`, ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', errorId } };
  };
}
