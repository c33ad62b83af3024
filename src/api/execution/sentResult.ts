import { GraphQLError, type DocumentNode, type ExecutionResult } from 'graphql';
import { HubError, type ErrorCode } from '../../errors.ts';
import type { MeasuredAnswer } from './limitAnswer.ts';
import { gaveData, WrittenData } from './writtenData.ts';

/** A result as it goes from one thread to another, which keeps no classes. */
export interface SentResult {
  /** As JSON. */
  data: string | null | undefined;
  gaveData: boolean;
  rows: number;
  errors: readonly SentError[] | undefined;
}

interface SentError {
  message: string;
  positions: readonly number[] | undefined;
  path: readonly (string | number)[] | undefined;
  extensions: GraphQLError['extensions'];
  /** Set where it is the caller's mistake; anything else is a fault, of which the log wants the stack. */
  hubCode: ErrorCode | undefined;
  stack: string | undefined;
}

export function toSent({ answer: { data, errors }, rows }: MeasuredAnswer): SentResult {
  return {
    data: data && JSON.stringify(data),
    gaveData: gaveData(data),
    rows,
    errors: errors?.map(({ message, positions, path, extensions, originalError, stack }) => {
      const hubCode = originalError instanceof HubError ? originalError.code : undefined;
      return { message, positions, path, extensions, hubCode, stack: originalError?.stack ?? stack };
    }),
  };
}

export function fromSent({ data: json, gaveData: hasAny, rows, errors }: SentResult, document: DocumentNode): MeasuredAnswer {
  const data = (typeof json === 'string' ? new WrittenData(json, hasAny) : json) as ExecutionResult['data'];
  return { rows, answer: errors ? { data, errors: errors.map((error) => errorFrom(error, document)) } : { data } };
}

function errorFrom({ message, positions, path, extensions, hubCode, stack }: SentError, document: DocumentNode): GraphQLError {
  const cause = hubCode ? new HubError(hubCode, message) : Object.assign(new Error(message), { stack });
  return new GraphQLError(message, { source: document.loc?.source, positions, path, extensions, originalError: cause });
}
