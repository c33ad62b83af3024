import { getOperationAST, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { publicViewer, type Viewer } from '../../access/viewer.ts';
import { contextOf, type AskAsPublic, type Door } from '../context.ts';
import { operationInfos } from './operationInfo.ts';
import { limitAnswer, type AnswerLimits } from './limitAnswer.ts';
import { queryRunner } from './runQuery.ts';
import { toSent, type SentResult } from './sentResult.ts';

/** An operation that is valid, within its limits and given variables that fit. */
export interface ReaderQuestion {
  source: string;
  operationName: string | undefined;
  variables: Record<string, unknown>;
  viewer: Viewer;
}

const mostDocuments = 100;

/** Answers as the API would, through the same door, for the thread that asks. */
export function readerOver(schema: GraphQLSchema, ways: Omit<Door, 'askAsPublic'>, limits: AnswerLimits): (question: ReaderQuestion) => Promise<SentResult> {
  const infoOf = operationInfos(schema);
  const run = limitAnswer(queryRunner(schema), limits);
  const documents = new LRUCache<string, DocumentNode>({ max: mostDocuments });
  const askAsPublic: AskAsPublic = async (document, variables) => {
    const viewer = publicViewer(ways.now().toISOString().slice(0, 10));
    const operation = getOperationAST(document)!;
    const { answer: { data, errors } } = await run({ document, operation, variables, info: infoOf(document, operation) }, contextOf(door, viewer));
    if (errors?.[0]) throw errors[0].originalError ?? errors[0];
    return data as never;
  };
  const door: Door = { ...ways, askAsPublic };
  return async ({ source, operationName, variables, viewer }) => {
    const document = documents.get(source) ?? parse(source);
    documents.set(source, document);
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new Error(`A thread was asked for an operation "${operationName}" that its document does not have`);
    return toSent(await run({ document, operation, variables, info: infoOf(document, operation) }, contextOf(door, viewer)));
  };
}
