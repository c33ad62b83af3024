import type { ErrorCode } from '../../errors.ts';

/** What HTTP says beside a code of ours. */
const statuses: Partial<Record<ErrorCode, number>> = {
  BAD_KEY: 401,
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TOO_SLOW: 408,
  BODY_TOO_LARGE: 413,
  URL_TOO_LONG: 414,
  UNSUPPORTED_ENCODING: 415,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  HUB_BUSY: 503,
  QUERY_TOO_SLOW: 503,
  DATA_CHANGING: 503,
  SIGN_IN_UNAVAILABLE: 503,
  DATABASE_FULL: 503,
  DATABASE_UNAVAILABLE: 503,
};

/** The HTTP status of a refusal: 400 unless the code has one of its own. */
export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 400;
}

/** A refusal in the shape of GraphQL's errors, whatever was asked for. */
export function errorBody(code: ErrorCode, message: string): object {
  return { errors: [{ message, extensions: { code } }] };
}
