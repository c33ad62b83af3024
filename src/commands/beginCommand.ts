import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** As much as a line of the log should hold of what a command said. */
const mostSaid = 4_000;

export interface Begun {
  /** Its exit code, null where a signal ended it, whether it was told to end, and how what it said begins. */
  ended: Promise<{ code: number | null; isTold: boolean; said: string }>;
  /** Ends it at once, whatever it is at. False when it has ended by itself. */
  kill: () => boolean;
}

/** Begins a command in a process of its own, which is told to end when this one stops. */
export function beginCommand(command: readonly string[], stopping: AbortSignal): Begun {
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = listenTo(child.stdout, child.stderr);
  const tell = (): void => void child.kill();
  stopping.addEventListener('abort', tell);
  // One that cannot be started at all never closes.
  const closed = once(child, 'close').finally(() => stopping.removeEventListener('abort', tell)) as Promise<[number | null, NodeJS.Signals | null]>;
  return { ended: closed.then(([code, signal]) => ({ code, isTold: signal === 'SIGTERM' || signal === 'SIGINT', said: said() })), kill: () => child.kill('SIGKILL') };
}

/** How what streams bring begins; the rest is let go. */
function listenTo(...streams: readonly Readable[]): () => string {
  let said = '';
  for (const stream of streams) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      if (said.length < mostSaid) said += piece.slice(0, mostSaid - said.length);
    });
  }
  return () => said;
}
