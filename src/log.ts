import { pino, type Logger } from 'pino';

export type { Logger };

/** The hub's log: one JSON object a line on standard error, so that standard output stays for people and pipes. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
