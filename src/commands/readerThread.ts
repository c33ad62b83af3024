// What a thread beside the hub runs: it opens the data once, and then answers one costly question after another.
import type { Acts, HubRows } from '../api/context.ts';
import { readerOver, type ReaderQuestion } from '../api/execution/reader.ts';
import type { ReaderThread } from '../api/execution/readerThreads.ts';
import type { SentResult } from '../api/execution/sentResult.ts';
import { buildHubSchema } from '../api/schema.ts';
import { readConfig } from '../config.ts';
import { openToRead } from '../db/openToRead.ts';
import { rowRules } from '../hub.ts';

type Reader = (question: ReaderQuestion) => Promise<SentResult>;

const refuse = async (): Promise<never> => {
  throw new Error('A thread that only reads was asked to change something');
};

/** Whichever act is asked for. */
const noActs = new Proxy({}, { get: () => refuse }) as Acts;

let opened: Promise<Reader> | undefined;

async function readerOf(file: string): Promise<Reader> {
  const { subgraphName, exceptionRules, maxAnswerCharacters, maxAnswerValues } = readConfig();
  return readerOver(await buildHubSchema(subgraphName), { rows: openToRead<HubRows>(file), rules: rowRules, acts: noActs, exceptionRules, now: () => new Date() }, { maxAnswerCharacters, maxAnswerValues });
}

export const open: ReaderThread['open'] = async ({ file }) => void (await (opened ??= readerOf(file)));

const answer: ReaderThread['default'] = async ({ file, ...question }) => (await (opened ??= readerOf(file)))(question);

export default answer;
