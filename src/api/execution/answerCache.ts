import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';

/** An answer as it goes out, whole. */
export interface KeptAnswer {
  /** JSON: as text where it is short, which leaves with its headers in one piece; as bytes where it is long, which are encoded once. */
  json: string | Buffer;
  bytes: number;
  etag: string;
  /** Name of the saved operation it answers. */
  operation: string | undefined;
  /** How many objects stand in its lists, and how many values it could have had: what is told of each request it answers. */
  rows: number;
  cost: number;
}

/** What is to be kept. */
type Made = Pick<KeptAnswer, 'operation' | 'rows' | 'cost'> & { text: string };

/** Keeps answers for as long as they hold. */
export interface AnswerCache {
  find(moment: string, question: string): KeptAnswer | undefined;
  keep(moment: string, question: string, made: Made): void;
}

const mostBytes = 64 * 2 ** 20;
const longBytes = 4 * 2 ** 10;

/**
 * Answers by their questions, all of one moment: a state of the data and a day. With the next moment all of them end,
 * those that only an embargo or an expiry would have changed included. Those asked least recently make room.
 */
export function answerCache(): AnswerCache {
  const answers = new LRUCache<string, KeptAnswer>({ maxSize: mostBytes, maxEntrySize: mostBytes / 8, sizeCalculation: ({ bytes }, question) => bytes + question.length });
  let current = '';
  return {
    find: (moment, question) => (moment === current ? answers.get(question) : undefined),
    keep(moment, question, { text, ...made }) {
      if (moment !== current) answers.clear();
      current = moment;
      const encoded = Buffer.from(text);
      const hash = createHash('sha256').update(encoded).digest('base64url').slice(0, 27);
      // The tag is weak, because the same answer goes out under more than one content type.
      answers.set(question, { json: encoded.length < longBytes ? text : encoded, bytes: encoded.length, etag: `W/"${hash}"`, ...made });
    },
  };
}
