/** What a server said of a file, to ask it the next time whether there is a newer one. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

export interface AskOptions {
  /** Sent besides what is always sent. */
  headers?: Record<string, string>;
  /** Sent as JSON by POST; without it the request is a GET. */
  body?: unknown;
  /** The server answers that nothing is newer when these still hold. */
  validators?: Validators | null;
  /** Statuses that say something of what was asked rather than that asking failed, such as 404 for one record of many: the answer comes back with them. */
  answers?: readonly number[];
}

export interface Answer {
  /** Where it came from in the end, after redirects. */
  url: string;
  status: number;
  headers: Headers;
  validators: Validators;
}

/**
 * Asks other people's servers, within what a run may take: only http(s) to allowed hosts, never a private address, one deadline, a cap
 * on inflated bytes and on requests, few at once, retries with waits. Each failure is a `SourceFailure` that says in a sentence what was
 * asked, what came, and what to do; ours are thrown as they are.
 */
export interface PoliteFetch {
  /** JSON as parsed; null as value when the server says that it has nothing newer than the validators, and when what came with a status among `answers` is no JSON. */
  json: (url: string, options?: AskOptions) => Promise<Answer & { value: unknown; isNotModified: boolean }>;
  /** Writes a body to a file as it arrives; nothing is left of it when it breaks off. Writes nothing when the server says that it has nothing newer. */
  download: (url: string, file: string, options?: AskOptions) => Promise<Answer & { bytes: number; isNotModified: boolean }>;
  /** What all requests of this run have cost so far. */
  spent: () => Spent;
}

export interface Spent {
  requests: number;
  /** As inflated. */
  bytes: number;
  /** Half of the requests were answered, to the first byte, within so many milliseconds; null before the first. */
  medianResponseMs: number | null;
}
