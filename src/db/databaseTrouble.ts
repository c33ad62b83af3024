import { HubError } from '../errors.ts';

/** Codes of PostgreSQL for a connection that ended, and a server that stops, starts or takes no more callers. */
const unavailable = /^(08...|57P0[1235]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What the driver says of a connection that is gone, without a code. */
const connectionEnded = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;
/** The database is not there any more, or lets nobody in, or not this user. */
const refusing = /^(28000|28P01|3D000|55000)$/;
/** A standby, or a server set to read only. */
const readOnly = '25006';
const full = /^(SQLITE_FULL|53100)$/;
/** SQLite's file is damaged or cut short, or its disk does not read or write. */
const damaged = /^SQLITE_(CORRUPT|NOTADB|IOERR)/;

/** Work on a database whose trouble is told in a sentence for an operator; other errors pass as they are. */
export async function explainTrouble<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw databaseTrouble(error) ?? error;
  }
}

/** The trouble that an error tells of, when it is the database's and not the hub's: no room, or no answer. */
export function databaseTrouble(error: unknown): HubError | null {
  const code = codeOf(error);
  if (full.test(code)) return new HubError('DATABASE_FULL', `The disk of the database is full (${code}). What was being written was not, and the data are as they were. Make room and try again.`);
  if (damaged.test(code)) return new HubError('DATABASE_UNAVAILABLE', `The file of the database cannot be read or written (${code}): it is damaged, or its disk fails or allows no more. What was being written was not. Its operator must look at the disk and start the hub again; if that does not help, move the file away and restore the last backup.`);
  if (code === readOnly) return new HubError('DATABASE_UNAVAILABLE', `The database can be read at present and not changed (${code}): its server is a standby, or was set to read only, as some are when a disk is full. What was to be written was not. Its operator must point the hub at a server that takes changes.`);
  if (refusing.test(code)) return new HubError('DATABASE_UNAVAILABLE', `The server of the database lets the hub in no more (${code}): the database is gone or closed, or the password was changed. Its operator must look at DATABASE_URL and start the hub again.`);
  if (unavailable.test(code) || (error instanceof Error && connectionEnded.test(error.message))) {
    return new HubError('DATABASE_UNAVAILABLE', 'The database does not answer, or the connection to it was cut. Try again in a moment; if that does not help, its operator must start it.');
  }
  return null;
}

/** The code of an error or of its cause. A connection that was tried at several addresses fails with all their errors at once. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
