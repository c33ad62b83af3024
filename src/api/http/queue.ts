import { HubError } from '../../errors.ts';

export interface QueueLimits {
  maxConcurrent: number;
  maxWaiting: number;
  maxWaitMs: number;
}

/** Does a piece of work in a turn of its own; where turns are not limited, at once. */
export async function inTurn<Result>(queue: Queue | null, work: () => Promise<Result>): Promise<Result> {
  if (queue === null) return work();
  const leave = await new Promise<() => void>((resolve, reject) => {
    queue.enter((leaveTurn, refusal) => (refusal ? reject(refusal) : resolve(leaveTurn)));
  });
  return work().finally(leave);
}

/** Told when it is one's turn, with what ends the turn, or that there will be none. */
type OnTurn = (leave: () => void, refusal?: HubError) => void;

/** Who is answered now, and who waits. */
export interface Queue {
  /** Tells at once where there is room, or none at all. For one who has to wait it gives back what ends the waiting. */
  enter(onTurn: OnTurn): (() => void) | undefined;
  /** Lets nobody more begin until what it gives back is called, soon: whoever comes meanwhile waits, however many may wait otherwise. */
  hold(): () => void;
  running(): number;
  waiting(): number;
}

/**
 * First come, first served; so many at once, so many waiting, each so long at most.
 * Where room is left, whoever comes waits only while `isLoopKept` says that others must be heard first.
 * Written here because the maintained packages bound how many run, but not how many wait.
 */
export function createQueue({ maxConcurrent, maxWaiting, maxWaitMs }: QueueLimits, isLoopKept: () => boolean = () => false): Queue {
  let running = 0;
  let isHeld = false;
  let willAdmit = false;
  const waiting = new Set<() => void>();

  const start = (onTurn: OnTurn): void => {
    running += 1;
    let isOver = false;
    onTurn(() => {
      if (isOver) return;
      isOver = true;
      running -= 1;
      // Not within the turn that ends: its answer goes out first, and turns that end at once do not pile up.
      if (waiting.size > 0) setImmediate(admit);
    });
  };
  /** One at a time, so that what it costs is known before the next. */
  const admit = (): void => {
    const [next] = waiting;
    if (!next || isHeld || running >= maxConcurrent) return;
    if (!isLoopKept()) next();
    admitSoon();
  };
  const admitSoon = (): void => {
    if (willAdmit) return;
    willAdmit = true;
    setImmediate(() => {
      willAdmit = false;
      admit();
    });
  };
  const wait = (onTurn: OnTurn): (() => void) => {
    const quit = (): void => {
      clearTimeout(deadline);
      waiting.delete(next);
    };
    const next = (): void => {
      quit();
      start(onTurn);
    };
    const deadline = setTimeout(() => {
      quit();
      onTurn(() => {}, new HubError('HUB_BUSY', `The request waited ${maxWaitMs.toLocaleString('en-GB')} milliseconds for its turn, which is the most. Try again in a few seconds.`));
    }, maxWaitMs);
    waiting.add(next);
    admitSoon();
    return quit;
  };

  return {
    hold() {
      isHeld = true;
      return () => {
        isHeld = false;
        admit();
      };
    },
    running: () => running,
    waiting: () => waiting.size,
    enter(onTurn) {
      if (running < maxConcurrent && waiting.size === 0 && !isHeld && !isLoopKept()) start(onTurn);
      else if (isHeld || running + waiting.size < maxConcurrent + maxWaiting) return wait(onTurn);
      else onTurn(() => {}, new HubError('HUB_BUSY', `${running + waiting.size} requests are being answered or wait for their turn, which is the most. Try again in a few seconds.`));
      return undefined;
    },
  };
}
