import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { GraphQLError, print, type DocumentNode, type GraphQLSchema, type TypedQueryDocumentNode } from 'graphql';
import type { Kysely } from 'kysely';
import type { RowRule } from '../access/rowRule.ts';
import { readViewer, type FindHolder } from '../access/readViewer.ts';
import { publicViewer, reachOf, type Viewer } from '../access/viewer.ts';
import type { DataState } from '../db/dataState.ts';
import { HubError, type ErrorCode } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { ExceptionRules } from '../performance/exceptions/rules.ts';
import { acceptedStatus } from './acceptedStatus.ts';
import { contextOf, type Acts, type Door, type HubRows, type RequestContext } from './context.ts';
import { costLimit } from './costLimit.ts';
import { dayBy } from './dayBy.ts';
import { depthLimit } from './depth.ts';
import { answerKept } from './execution/answerKept.ts';
import { asGateway } from './execution/asGateway.ts';
import { createExecutor, momentOf, type FoundAnswer, type Worded } from './execution/createExecutor.ts';
import type { ReaderThreads } from './execution/readerThreads.ts';
import { readData, writeAnswer } from './execution/writtenData.ts';
import { formatErrors } from './formatError.ts';
import { answerByApollo } from './http/answerByApollo.ts';
import { addToAsked, type Asked } from './http/asked.ts';
import { checkPersistedQuery } from './http/checkPersistedQuery.ts';
import { describeAnswer, describeRefusal } from './http/describeAnswer.ts';
import { identification, type Identification } from './http/identification.ts';
import { limitNesting, refuseDeepQuery } from './http/limitNesting.ts';
import { refuseBatch } from './http/refuseBatch.ts';
import { statusOf } from './http/refusal.ts';
import { introspectionLimit } from './introspection.ts';
import { onlyKnownOperations } from './knownOperations.ts';
import { repetitionLimit } from './repetition.ts';
import { storableTexts } from './storable.ts';

/** How often one document may ask for the schema: once is what editors do. */
const mostIntrospections = 4;

export interface ApiOptions {
  schema: GraphQLSchema;
  rows: Kysely<HubRows>;
  rules: readonly RowRule[];
  acts: Acts;
  /** Whoever a key or a token stands for; nobody, where nobody signs in. */
  findHolder?: FindHolder;
  /** Those that come with the hub, unless its operator has others. */
  exceptionRules?: ExceptionRules;
  /** Tells whether the data are what they were: see db/dataState.ts. */
  dataState: DataState;
  /** Answer what costs much, where reading would keep this thread from everything else. */
  readers?: ReaderThreads;
  log: Logger;
  now: () => Date;
  limits: DocumentLimits;
}

/** What one document may ask. */
export interface DocumentLimits {
  maxDepth: number;
  /** Where there is none, nothing is priced. */
  maxCost?: number;
  maxTokens: number;
  maxAliases: number;
  maxDirectives: number;
  maxAnswerCharacters: number;
  maxAnswerValues: number;
  allowsIntrospection: boolean;
  givesSuggestions: boolean;
}

/** The GraphQL API over the hub's data: `execute` for pages and feeds, `mount` for HTTP. Both pass the same limits and the same door. */
export interface Api {
  /** Runs a saved operation as a public caller would over HTTP, or another viewer; its first error is thrown. */
  execute<Result, Variables extends Record<string, unknown>>(operation: TypedQueryDocumentNode<Result, Variables>, variables: Variables, viewer?: Viewer): Promise<Result>;
  /** As whom a request is answered, by its Authorization header; or BAD_KEY, which is never answered as the public. */
  identify(request: FastifyRequest, reply: FastifyReply): Promise<Viewer>;
  /** To be done first on every route that identifies who asks. */
  checkToken: Identification['checkToken'];
  /** What a request of this viewer carries; without one, of the public. */
  newContext(viewer?: Viewer): RequestContext;
  /** Is the same as long as this viewer would be answered the same. */
  momentOf(viewer: Viewer): Promise<string>;
  server: ApolloServer<RequestContext>;
  mount(app: FastifyInstance): Promise<void>;
}

/** A person who opens the API's address in a browser is led to the page where queries are written. */
function sendPeopleToTheEditor(request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void {
  const isPerson = request.method === 'GET' && (request.query as { query?: string }).query === undefined && request.headers.accept?.includes('text/html');
  if (isPerson) void reply.redirect('/graphiql');
  else done();
}

const knowsNobody: FindHolder = async () => {
  throw new HubError('BAD_KEY', 'Nobody signs in to this hub. Leave the Authorization header out to be answered as the public.');
};

/** A caller whose key or token is wrong, or cannot be checked now, must hear so rather than be answered as the public. */
function refuseKey(error: unknown): never {
  if (!(error instanceof HubError)) throw error;
  throw new GraphQLError(error.message, { extensions: { code: error.code, http: { status: statusOf(error.code) } } });
}

export function createApi({ schema, rows, rules, dataState, readers, acts, findHolder = knowsNobody, exceptionRules, log, now, limits }: ApiOptions, app: FastifyInstance): Api {
  const executor = createExecutor(schema, { dataState, readers, maxAnswerCharacters: limits.maxAnswerCharacters, maxAnswerValues: limits.maxAnswerValues });
  const server = new ApolloServer<RequestContext>({
    gateway: asGateway(schema, executor),
    introspection: true,
    // Whoever starts the server stops it; Apollo would end the process under its feet.
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    // Apollo's own adds a line break, which copies a long answer once more.
    stringifyResult: writeAnswer,
    parseOptions: { maxTokens: limits.maxTokens },
    validationRules: [depthLimit(limits.maxDepth), repetitionLimit(limits), introspectionLimit(limits.allowsIntrospection ? mostIntrospections : 0), onlyKnownOperations],
    // Apollo would trace every field for a gateway that asks, which costs more than the answer.
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      acceptedStatus,
      describeAnswer,
      ...(limits.maxCost === undefined ? [] : [costLimit(schema, limits.maxCost)]),
      storableTexts,
      fastifyApolloDrainPlugin(app),
    ],
    formatError: formatErrors(log, limits.givesSuggestions),
    logger: log,
  });
  const door: Door = { rows, rules, acts, ...(exceptionRules && { exceptionRules }), now, askAsPublic: (operation, variables) => api.execute(operation, variables) };
  const today = dayBy(now);
  const newContext = (viewer: Viewer = publicViewer(today())): RequestContext => contextOf(door, viewer);
  const { checkToken, identify: viewerOf } = identification((authorization) => readViewer(authorization, findHolder, today()));
  const identify = async ({ headers, asked, raw }: FastifyRequest, reply: FastifyReply): Promise<Viewer> => {
    // What a key opens is nobody else's to keep, and what everybody sees is no answer to whoever has a key.
    void reply.headers({ 'cache-control': headers.authorization === undefined ? 'private, no-cache' : 'no-store', vary: 'authorization' });
    try {
      return (asked.viewer = await viewerOf(raw));
    } catch (error) {
      if (error instanceof HubError && error.code === 'BAD_KEY') void reply.header('www-authenticate', 'Bearer');
      throw error;
    }
  };
  const api: Api = {
    identify,
    checkToken,
    server,
    newContext,
    momentOf: async (viewer) => `${momentOf(await dataState(), viewer)} ${reachOf(viewer)}`,
    async execute(operation, variables, viewer = publicViewer(today())) {
      const query = textOf(operation);
      const kept = await executor.find({ query, operationName: undefined, variables }, () => viewer);
      if (kept) addToAsked(kept);
      if (kept) return (JSON.parse(String(kept.json)) as { data: never }).data;
      const asked: Asked = { codes: [], rows: 0 };
      const { body } = await server.executeOperation({ query, variables }, { contextValue: { ...newContext(viewer), asked } });
      if (body.kind !== 'single') throw new Error('A saved operation answered in parts');
      addToAsked(asked);
      const [error] = body.singleResult.errors ?? [];
      if (error) throw new HubError((error.extensions?.code ?? 'INTERNAL_SERVER_ERROR') as ErrorCode, error.message);
      return readData(body.singleResult.data) as never;
    },
    async mount(instance) {
      await server.start();
      const answerByServer = answerByApollo(server, async (request, reply) => Object.assign(newContext(await identify(request, reply).catch(refuseKey)), { asked: request.asked }));
      const answerAnew = async (request: FastifyRequest, reply: FastifyReply): Promise<string | Buffer> => {
        refuseDeepQuery(request);
        return answerByServer(request, reply);
      };
      const publicNow = (): Viewer => publicViewer(today());
      const findForPublic = (worded: Worded): Promise<FoundAnswer | undefined> | undefined => executor.find(worded, publicNow);
      instance.route({ url: '/graphql', method: ['GET', 'POST'], exposeHeadRoute: false, onRequest: checkToken, preHandler: [sendPeopleToTheEditor, refuseBatch, limitNesting, checkPersistedQuery], onSend: describeRefusal, handler: answerKept(findForPublic, answerAnew) });
      instance.options('/graphql', async (_request, reply) => reply.code(204).header('allow', 'GET, POST, OPTIONS').send());
    },
  };
  return api;
}

const texts = new WeakMap<DocumentNode, string>();

/** An operation's text, printed once. */
function textOf(operation: DocumentNode): string {
  const known = texts.get(operation) ?? print(operation);
  texts.set(operation, known);
  return known;
}
