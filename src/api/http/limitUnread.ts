import type { FastifyInstance, FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { HubError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { untakenAnswers } from './untakenAnswers.ts';

/** A shorter answer mostly fits into what the system keeps of a connection, and most are taken at once. A connection has one of them at a time (`limitPipelined.ts`). */
const smallestCounted = 64 * 2 ** 10;
/** What an answer that is made as it is sent counts for: it keeps the page that is made, and two that are not taken. */
const pagesKept = 2 ** 20;
/** How often those that wait are looked at. */
const lookMs = 50;
/** For which part of that time nothing may go out to a caller whose room is needed: less than all, so that one who took a little at first is cut off before the answer that waits is refused. */
const stillPart = 0.8;
/** What a refused caller is told to wait. */
const retryAfterSeconds = 2;
/** What is said of an answer, and not of the refusal in its place. */
const saidOfAnswer = ['etag', 'cache-control', 'content-encoding', 'content-disposition', 'link'];

/** How much of its answers the hub keeps, and how many may wait for room, each of which keeps its turn meanwhile. */
interface Room {
  mostBytes: number;
  mostWaiting: number;
  /** How long an answer waits for room. */
  patienceMs?: number;
}

/** An answer that waits for room. */
interface Waiting {
  since: number;
  fits: () => boolean;
  send: () => void;
  giveUp: () => void;
}

/**
 * Bounds how much of its answers the hub keeps in memory until their callers have taken them: a turn ends when an answer is made, so callers that
 * read slowly could fill the memory with what few requests a second ask. An answer for which there is no room waits for it. To whom nothing
 * goes out meanwhile is cut off, be it that it reads nothing or very slowly; while something does to all others, what has waited long is refused.
 * What a mutation answers never is, since it was done.
 */
export function limitUnread(app: FastifyInstance, { mostBytes, mostWaiting, patienceMs = 5_000 }: Room, log: Logger): void {
  const waiting = new Set<Waiting>();
  let willLook = false;
  const untaken = untakenAnswers(sendNext);
  app.addHook('onSend', (request, reply, payload, done) => {
    const pages = request.asked.goesOn && payload instanceof Readable ? payload : null;
    const length = pages ? pagesKept : typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
    const { raw } = reply;
    const { socket } = request.raw;
    // Of a caller that asks for the headers alone, or has left meanwhile, nothing is kept.
    const isGone = (): boolean => raw.destroyed || socket.destroyed;
    if (length < smallestCounted || request.method === 'HEAD' || isGone()) return done();
    const whole = pages ? null : Buffer.isBuffer(payload) ? payload : Buffer.from(payload as string);
    const bytes = whole?.length ?? length;
    const answer: Waiting = {
      since: performance.now(),
      // What is larger than all the room there is goes alone.
      fits: () => untaken.bytes() === 0 || untaken.bytes() + bytes <= mostBytes || isGone(),
      send() {
        if (isGone()) return done();
        if (pages) return done(null, untaken.sendPages(raw, socket, { pages, length }));
        void reply.header('content-length', bytes);
        done(null, untaken.send(raw, socket, whole!));
      },
      giveUp() {
        if (request.asked.kind === 'mutation') return answer.send();
        [request.asked.codes, request.asked.rows, request.asked.gaveData, request.asked.goesOn] = [[], 0, false, false];
        for (const header of saidOfAnswer) void reply.removeHeader(header);
        done(refusalOf(reply, untaken.bytes(), mostBytes));
      },
    };
    if (waiting.size === 0 && answer.fits()) return answer.send();
    if (waiting.size >= mostWaiting) return answer.giveUp();
    waiting.add(answer);
    raw.once('close', () => {
      end(answer, answer.send);
      sendNext();
    });
    lookSoon();
  });

  /** After the sockets had their turn, should this thread have been kept from them until then. */
  function lookSoon(): void {
    if (willLook) return;
    willLook = true;
    setTimeout(() => setImmediate(look), lookMs);
  }

  function look(): void {
    willLook = false;
    for (const answer of waiting) {
      while (waiting.has(answer) && !answer.fits() && untaken.cutOffStill(patienceMs * stillPart)) log.warn({ mostBytes, stillMs: patienceMs * stillPart }, 'A caller was cut off to whom nothing of its answer went out for a while, because too much waits to be taken: it read nothing, or very slowly');
      if (performance.now() - answer.since >= patienceMs) end(answer, answer.giveUp);
    }
    sendNext();
    if (waiting.size > 0) lookSoon();
  }

  /** In the order in which they came: a long one would else wait in vain while shorter ones fit beside those before it. */
  function sendNext(): void {
    for (const answer of waiting) {
      if (!answer.fits()) return;
      end(answer, answer.send);
    }
  }

  /** Whatever comes of an answer, it comes once. */
  function end(answer: Waiting, how: () => void): void {
    if (waiting.delete(answer)) how();
  }
}

function refusalOf(reply: FastifyReply, bytes: number, mostBytes: number): HubError {
  void reply.header('retry-after', retryAfterSeconds);
  return new HubError('HUB_BUSY', `There is no room for the answer: others of ${bytes.toLocaleString('en-GB')} bytes are on their way to their callers, and the hub keeps ${mostBytes.toLocaleString('en-GB')} at the most. Try again in a few seconds, or ask for less at once.`);
}
