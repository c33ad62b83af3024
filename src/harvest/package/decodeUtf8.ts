import { HubError } from '../../errors.ts';

/** The text of a file without its byte order mark, or BAD_PACKAGE when it is not UTF-8. */
export function decodeUtf8(bytes: Buffer, path: string): string {
  if (seemsUtf16(bytes)) throw notUtf8(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8(path);
  }
}

/** Looks a file over for what is not UTF-8 while it comes in piece by piece. */
export class Utf8Check {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #path: string;
  #hasBegun = false;

  constructor(path: string) {
    this.#path = path;
  }

  add(piece: Buffer): void {
    if (!this.#hasBegun && seemsUtf16(piece)) throw notUtf8(this.#path);
    this.#hasBegun = true;
    this.#decode(piece, { stream: true });
  }

  /** A character may have broken off with the file. */
  end(): void {
    this.#decode(Buffer.alloc(0), { stream: false });
  }

  #decode(piece: Buffer, options: { stream: boolean }): void {
    try {
      this.#decoder.decode(piece, options);
    } catch {
      throw notUtf8(this.#path);
    }
  }
}

const looksAtBytes = 100;

/** Whether a file begins as UTF-16 does: every other byte of plain letters is NUL then. Without a byte order mark it is UTF-8 to the letter, and its columns have names that look right and are not. */
function seemsUtf16(bytes: Buffer): boolean {
  const start = bytes.subarray(0, looksAtBytes);
  return start.filter((byte) => byte === 0).length * 3 > start.length;
}

function notUtf8(path: string): HubError {
  return new HubError('BAD_PACKAGE', `${path} is not UTF-8 text.${path.endsWith('.csv') ? ' In Excel, save it as "CSV UTF-8".' : ''} Nothing was changed.`);
}
