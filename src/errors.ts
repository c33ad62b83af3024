/** Every code an answer's `extensions.code` or a command can carry, with what it means and what the caller can do. `docs/errors.md` is checked against this list. */
export const errorCodes = {
  BAD_ARGUMENT: 'An argument has a value the hub cannot use. The message says what was found and what is allowed.',
  BAD_CURSOR: 'The `after` cursor was not made by the hub for this list, or the record that it names is there for you no more and those behind it may have moved. Start again without `after`.',
  PAGE_TOO_LARGE: '`first` asks for more rows than one page may hold, or a list without pages has more. Ask for fewer and page with `after`, or through the list that the message names.',
  UNKNOWN_REGION: 'No region has this code. The message lists the codes the hub knows.',
  UNKNOWN_AUTHORITY: 'No authority has this code. Authorities are named by their GSS code, for example E06000016 for Leicester.',
  UNKNOWN_THEME: 'No theme has this code. `themes` lists the codes.',
  UNKNOWN_PRIORITY: 'No priority has this id, or none that you may see. `/feeds/overlaps.csv` has the ids in its column statement_id, and `priorities` in GraphQL has all.',
  UNKNOWN_OVERLAP: 'No overlap has this id, or none that you may see. `overlaps` lists the ids. An overlap that was merged into another is decided on under the id of that one.',
  UNKNOWN_DECISION: 'No decision has this id, or none that you may see. `decisions` lists the ids, `duplicateDecisions` those about services.',
  CONTRADICTS_DECISION: 'A decision in force says otherwise, or the same already. The message says which, and names it: undo it first, or, where the input has it, send `overrule: true`.',
  UNKNOWN_SERVICE: 'No service has this id, or none that is still published. `services` lists the ids.',
  UNKNOWN_DISPUTE: 'No dispute has this id, or none that you may see. `disputes` of a priority lists the ids.',
  UNKNOWN_SOURCE: 'No source has this id, or none that is registered. `sources` and `npm run hub -- sources` list the ids.',
  UNKNOWN_PROPOSAL: 'No proposal has this id, or none that you may see. `proposals` lists the ids.',
  UNKNOWN_RECORD: 'No record of a kind that has no code of its own here, such as an indicator, a plan, a group or a referral, has this id or code, or none that you may see. The message names the kind and where the ids are listed.',
  ALREADY_RUNNING: 'The source is being read at this moment. Wait for that run to end, or cancel it.',
  BAD_KEY: 'The `Authorization` header carries no key or token that opens this hub: one that it does not know, that was ended or that has expired. The message says which. Send `Authorization: Bearer KEY`, or no such header to be answered as the public.',
  SIGN_IN_UNAVAILABLE: 'The token cannot be checked, because the keys of its issuer cannot be read. Nothing is wrong with the request: try again in a moment.',
  NOT_SIGNED_IN: 'Only some may do this, and the request carries no key. The message says who. Send the key as `Authorization: Bearer KEY`.',
  NOT_ALLOWED: 'Whoever the key stands for may not do this. The message says who may.',
  QUERY_TOO_DEEP: 'The query nests more levels than the hub allows, of data, of the schema or of a value written in it. Ask for the inner part in a second query.',
  VARIABLES_TOO_DEEP: 'A variable has lists or objects within one another to more levels than the hub reads. The message says how many. Send it as its argument asks.',
  QUERY_TOO_COSTLY: 'The query could return more values than the hub allows, worked out before any data is read. Ask for fewer rows (`first`) or fewer nested lists.',
  QUERY_TOO_LONG: 'The query has more words and signs than the hub reads, or gives a field a name that is too long. Give values in variables, and ask for the rest in a second query.',
  ANSWER_TOO_LARGE: 'The answer would be larger than the hub sends: in its lists, in long texts, or in long names that the query gives to fields. Ask for fewer rows (`first`), fewer lists within lists, fewer long texts or shorter names.',
  TOO_MANY_ALIASES: 'The document gives more fields another name than the hub allows. Ask for the rest in a second query.',
  TOO_MANY_DIRECTIVES: 'The document has more directives than the hub allows.',
  INTROSPECTION_OFF: 'This hub does not answer questions about its schema over GraphQL. It can be read at `/schema.graphql`.',
  BATCH_NOT_SUPPORTED: 'The body is a list of requests. The hub takes one at a time; one query may ask several things.',
  BODY_TOO_LARGE: 'The request body is larger than the hub accepts, as it arrives or once it is inflated. The message says which, and its size where that is known.',
  URL_TOO_LONG: 'The address of the request is longer than the hub accepts. Send the query in the body of a POST.',
  UNSUPPORTED_ENCODING: 'The request body is compressed in a way the hub does not read, or is not what its Content-Encoding says.',
  REQUEST_TOO_SLOW: 'The request did not arrive whole in the time a caller has to send one.',
  RATE_LIMITED: 'The caller has sent more requests in a minute than the hub answers. `Retry-After` says how many seconds to wait.',
  HUB_BUSY: 'The hub has more to answer than it can, or one connection asks for more at a time than it may. `Retry-After` says how many seconds to wait.',
  QUERY_TOO_SLOW: 'The query was not answered in the time the hub allows. Ask for fewer rows (`first`) or fewer nested lists, or page by page.',
  DATA_CHANGING: 'The data changed each time the hub tried to answer, and it gives no answer of two versions. Ask again in a moment, or ask for less at once.',
  GRAPHQL_PARSE_FAILED: 'The query is not GraphQL: the message says what was found, and `locations` in which line and column.',
  GRAPHQL_VALIDATION_FAILED: 'The query asks for something the schema does not have. The message names it.',
  BAD_USER_INPUT: 'A variable does not fit its type.',
  OPERATION_RESOLUTION_FAILURE: 'The document holds several operations and `operationName` does not pick one.',
  BAD_REQUEST: 'The HTTP request is not a GraphQL request: for example no `query`, a hash that is not the query’s, or a content type other than application/json.',
  PERSISTED_QUERY_NOT_FOUND: 'The hub does not know the hash sent instead of a query. Send the query itself.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'The hub does not take hashes in place of queries. Send the query itself.',
  NOT_FOUND: 'No page or feed has this address.',
  METHOD_NOT_ALLOWED: 'The address does not take this method of HTTP. `Allow` says which it takes.',
  FORBIDDEN: 'The caller may not read this. The message says who may.',
  BAD_CONFIGURATION: 'A setting has a value the hub cannot use. The hub does not start.',
  BAD_REGISTRATION: 'What a file says of a source cannot be registered. The message has every problem with it. Nothing was changed.',
  BAD_PACKAGE: 'A data package cannot be read as a whole, so nothing was changed. The message says why.',
  BAD_DECISIONS: 'A file of decisions cannot be read, or has a row that does not fit. Nothing was changed. The message says file, line and what was expected.',
  BAD_TERMS: 'The file of the mapping of terms cannot be written or taken. The message says everything that is wrong with it; nothing was changed.',
  BAD_BACKUP: 'A backup cannot be written, or cannot be restored: it is not whole, was made by a newer hub, or the database holds data already. Nothing was changed.',
  NO_DATABASE: 'A command that needs a hub, and makes none, found none where `HUB_DATA` or `DATABASE_URL` point. The message names the place it looked in; nothing was made there.',
  MIGRATION_FAILED: 'The tables of the database could not be changed as this version of the hub needs. They are as they were, and the message says where a copy of all data is. The hub does not start.',
  DATABASE_FULL: 'The disk of the database has no room left. What was being written was not, and the data are as they were; make room and try again.',
  DATABASE_UNAVAILABLE: 'The database does not answer, the connection to it was cut, its file is damaged, or it lets the hub in no more or change nothing. Nothing is wrong with the request: try again in a moment. Where the file of a SQLite database was moved away or replaced, the message says so, and its operator must start the hub again.',
  INTERNAL_SERVER_ERROR: 'A fault of the hub, not of the request. Quote the `errorId` to its operator, who finds the cause under that id in the log.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** A failure that the caller can do something about; its message is shown as it is. */
export class HubError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = 'HubError';
    this.code = code;
  }
}
