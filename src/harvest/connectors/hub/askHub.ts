import { print, type TypedQueryDocumentNode } from 'graphql';
import type { PoliteFetch } from '../../gather/PoliteFetch.ts';
import { shownAddress } from '../../gather/shownAddress.ts';
import { AnswerTooLarge, SourceFailure } from '../../gather/SourceFailure.ts';
import type { Check } from './answers.ts';

/** Asks another hub a saved question, whose answer `check` looks over. A `SourceFailure` says in a sentence why there is no answer. */
export interface AskHub {
  <Data, Variables>(document: TypedQueryDocumentNode<Data, Variables>, variables: Variables, check: Check): Promise<Data>;
  /** Its address as messages show it. */
  shown: string;
}

/** The longest that is told of what another hub says. */
const mostWords = 300;

export function askingHub(fetch: PoliteFetch, address: string): AskHub {
  const shown = shownAddress(new URL(address));
  const ask = async <Data, Variables>(document: TypedQueryDocumentNode<Data, Variables>, variables: Variables, check: Check): Promise<Data> => {
    // A hub that refuses a question says why in the body of a 400.
    const { value } = await fetch.json(address, { body: { query: textOf(document), variables }, answers: [400] });
    const { data, errors } = (typeof value === 'object' && value !== null ? value : {}) as { data?: unknown; errors?: unknown };
    if (errors !== undefined) throw refused(shown, Array.isArray(errors) ? (errors[0] as unknown) : null);
    if (typeof data !== 'object' || data === null) throw noHub(shown, 'JSON that is no answer of GraphQL');
    // Whatever answers there may answer anything, whatever it was asked.
    const place = check(data);
    if (place !== null) throw noHub(shown, `JSON in which data${place} is not what a Common Ground has there`);
    return data as Data;
  };
  return Object.assign(ask, { shown });
}

const texts = new Map<unknown, string>();

function textOf(document: TypedQueryDocumentNode<unknown, never>): string {
  return texts.get(document) ?? texts.set(document, print(document)).get(document)!;
}

function refused(shown: string, error: unknown): SourceFailure {
  const { message, extensions } = (error ?? {}) as { message?: unknown; extensions?: { code?: unknown } };
  const words = typeof message === 'string' && message.trim() !== '' ? message.trim().slice(0, mostWords) : 'it gives no reason';
  const said = /[.!?]$/.test(words) ? words : `${words}.`;
  const code = typeof extensions?.code === 'string' ? extensions.code : '';
  // Other servers leave the code out.
  if (code === 'GRAPHQL_VALIDATION_FAILED' || /^(Cannot query field|Unknown (argument|type)|Field .* is not defined|Variable )/.test(words)) {
    return new SourceFailure('wrong-format', `${shown} does not know what one hub asks another: ${said} It is an older Common Ground, or something else. Expected: a Common Ground whose contract has Source.rows, Source.link and RecordCount.fingerprint. Ask whoever runs it to update it, or check the address. Nothing was changed.`);
  }
  const limited = `${shown} set its limits lower than the questions of another hub need: ${said} Ask whoever runs it to raise that limit. Nothing was changed.`;
  if (code === 'ANSWER_TOO_LARGE') return new AnswerTooLarge(limited);
  if (/^(QUERY_|TOO_MANY_|BODY_)/.test(code)) return new SourceFailure('refused', limited);
  return new SourceFailure('refused', `${shown} refused what one hub asks another: ${said} Ask whoever runs it. Nothing was changed.`);
}

/** What answers at the address is not what one hub tells another. */
export function noHub(shown: string, found: string): SourceFailure {
  return new SourceFailure('wrong-format', `${shown} answered with ${found}. Expected: the GraphQL address of a Common Ground, which ends in /graphql. Check the address. Nothing was changed.`);
}
