import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger };

/** The hub's log: one JSON object a line on standard error, so that standard output stays for people and pipes. */
export function createLog(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describeError } }, destination);
}

/** What went wrong and where, and no more: a driver's error also carries the statement and its values, which a caller may have written. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: withoutAddresses(String(error)) };
  const { name, message, stack = '', cause } = error;
  return {
    type: name,
    ...('code' in error && { code: error.code }),
    message: withoutAddresses(message),
    stack: withoutAddresses(stack),
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
}

/** Text with the e-mail addresses in it taken out. */
function withoutAddresses(text: string): string {
  return text.replace(/(?<![\w.+%-])[\w.+%-]+@[\w-]+(\.[\w-]+)+/g, '[address]');
}
