import { execute as executeByGraphqlJs, type DocumentNode, type ExecutionResult, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../../access/viewer.ts';
import type { DataState } from '../../db/dataState.ts';
import { takeTurn } from '../../db/takeTurns.ts';
import type { RequestContext } from '../context.ts';
import { createHash } from 'node:crypto';
import { answerCache, type KeptAnswer } from './answerCache.ts';
import { heldReadings } from '../heldReadings.ts';
import { fromOneState } from './fromOneState.ts';
import { limitAnswer, type AnswerLimits, type MeasuredAnswer } from './limitAnswer.ts';
import { operationInfos } from './operationInfo.ts';
import { areStorable } from '../storable.ts';
import { questionOf } from './questionOf.ts';
import type { ReaderThreads } from './readerThreads.ts';
import { queryRunner } from './runQuery.ts';
import { fromSent } from './sentResult.ts';
import { writeAnswer } from './writtenData.ts';

/** A request that has passed every limit. */
interface Passed {
  source: string;
  document: DocumentNode;
  /** Missing when the document holds several and none is named. */
  operation: OperationDefinitionNode | undefined;
  operationName: string | undefined;
  variables: Record<string, unknown>;
}

/** A request as its caller words it. */
export interface Worded {
  query: string;
  operationName: string | undefined;
  variables: Record<string, unknown>;
}

export interface Executor {
  /** Answers from one state of the data, or throws DATA_CHANGING; keeps the answer where it may be kept. */
  execute(passed: Passed, context: RequestContext): Promise<ExecutionResult>;
  /** The answer kept to this very question, as the data and the day now are. Only operations that have passed the limits have any: for any other it says at once that there is none. */
  find(worded: Worded, viewer: () => Viewer): Promise<FoundAnswer | undefined> | undefined;
}

export interface FoundAnswer extends KeptAnswer {
  /** SHA-256 of the text that asked for it. */
  documentHash: string;
}

/** A keepable operation, as a text that has passed the limits words it. */
interface Known {
  key: string;
  operation: OperationDefinitionNode;
  documentHash: string;
}

/** Texts of keepable operations, so that one that comes again needs no reading. */
const mostBytesOfTexts = 2 ** 20;

interface Options extends AnswerLimits {
  dataState: DataState;
  /** Answer what costs much, where reading would keep this thread from everything else. */
  readers?: ReaderThreads | undefined;
}

export function createExecutor(schema: GraphQLSchema, { dataState: readState, readers, ...limits }: Options): Executor {
  const infoOf = operationInfos(schema);
  const run = limitAnswer(queryRunner(schema), limits);
  const answers = answerCache();
  const heldIn = heldReadings();
  const heldForAllIn = heldReadings(() => true);
  // By text and then by the operation that is named in it.
  const texts = new LRUCache<string, Map<string | undefined, Known>>({ maxSize: mostBytesOfTexts, sizeCalculation: (_, text) => text.length });

  const besideOthers = oneHere();
  const findKept = async (question: string, viewer: Viewer): Promise<KeptAnswer | undefined> => answers.find(momentOf(await readState(), viewer), question);

  async function execute({ source, document, operation, operationName, variables }: Passed, context: RequestContext): Promise<ExecutionResult> {
    // Which of several operations is meant, GraphQL says in its own words that nobody can tell.
    if (!operation) return executeByGraphqlJs({ schema, document, operationName });
    const tell = ({ answer, rows }: MeasuredAnswer): ExecutionResult => {
      if (context.asked) context.asked.rows = rows;
      return answer;
    };
    const info = infoOf(document, operation);
    if (context.asked) context.asked.isSaved = info.isSaved;
    // What a mutation does must be done once, and the state moves by it.
    if (operation.operation !== 'query') return tell(await run({ document, operation, variables, info }, context));
    const answerOnce = async (state: string): Promise<MeasuredAnswer> => {
      // An answer from what is held asks the database nothing.
      await takeTurn();
      const isHeavy = readers !== undefined && context.cost !== undefined && context.cost > readers.above;
      // What was read for one attempt must not serve the next.
      const runHere = () => run({ document, operation, variables, info }, { ...context, loaders: new Map(), held: heldIn(momentOf(state, context.viewer), context), heldForAll: heldForAllIn(state, context) });
      return isHeavy ? besideOthers(readers, runHere, async () => fromSent(await readers.answer({ source, operationName, variables, viewer: context.viewer }), document)) : runHere();
    };
    const answerAnew = () => fromOneState(readState, answerOnce);
    const question = info.isKeepable ? questionOf(info.key, operation, variables, context.viewer) : null;
    if (question === null) return tell((await answerAnew()).answer);
    const named = texts.get(source) ?? new Map<string | undefined, Known>();
    if (!named.has(operationName)) named.set(operationName, { key: info.key, operation, documentHash: createHash('sha256').update(source).digest('hex') });
    texts.set(source, named);
    const kept = await findKept(question, context.viewer);
    if (kept) return tell({ answer: JSON.parse(String(kept.json)) as ExecutionResult, rows: kept.rows });
    const { answer: measured, state } = await answerAnew();
    const { answer, rows } = measured;
    if (!answer.errors) answers.keep(momentOf(state, context.viewer), question, { text: writeAnswer({ data: answer.data }), operation: operation.name?.value, rows, cost: context.cost ?? 0 });
    return tell(measured);
  }

  function find({ query, operationName, variables }: Worded, viewerOf: () => Viewer): Promise<FoundAnswer | undefined> | undefined {
    const known = texts.get(query)?.get(operationName);
    // What no record can hold is refused, also in a variable that nothing asks for.
    if (!known || !areStorable(variables)) return undefined;
    const viewer = viewerOf();
    const question = questionOf(known.key, known.operation, variables, viewer);
    return question === null ? undefined : findKept(question, viewer).then((kept) => kept && { ...kept, documentHash: known.documentHash });
  }

  return { execute, find };
}

/** Has costly questions answered by a thread. Whoever asks first does not wait for one to start and is answered here; whoever comes meanwhile waits, since a second one here would keep everybody else waiting. */
function oneHere(): <Answer>(readers: ReaderThreads, here: () => Promise<Answer>, inThread: () => Promise<Answer>) => Promise<Answer> {
  let isOneHere = false;
  return async (readers, here, inThread) => {
    if (!readers.isAwake()) {
      const waking = readers.wake();
      if (!isOneHere) {
        isOneHere = true;
        try {
          return await here();
        } finally {
          isOneHere = false;
        }
      }
      await waking;
    }
    // Where none can be started, all are answered here.
    return readers.isAwake() ? inThread() : here();
  };
}

/** What answers hold for: a state of the data and a day, by which embargoes and expiries are judged. */
export function momentOf(state: string, viewer: Viewer): string {
  return `${state} ${viewer.today}`;
}
