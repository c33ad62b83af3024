import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** Where the text of one record stands in a file. */
export interface Place {
  offset: number;
  length: number;
}

/** TypeScript does not know of it yet. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };

/** A record as JSON. A number that no program holds is written as one again, which JSON.stringify would leave out in silence: whoever reads the record tells of it. */
export function recordText(record: object): string {
  return JSON.stringify(record, (_, value: unknown) => (value === Infinity || value === -Infinity ? rawJSON(value > 0 ? '1e999' : '-1e999') : value));
}

/** Texts of records one after another on disk, so that a directory of any size takes little memory. */
export class RecordFile {
  readonly #descriptor: number;
  #end = 0;
  #isClosed = false;

  private constructor(path: string, flags: 'wx' | 'r') {
    this.#descriptor = openSync(path, flags === 'wx' ? 'wx+' : 'r');
  }

  static create(path: string): RecordFile {
    return new RecordFile(path, 'wx');
  }

  static open(path: string): RecordFile {
    return new RecordFile(path, 'r');
  }

  append(text: string): Place {
    this.#refuseClosed();
    const bytes = Buffer.from(text);
    const place = { offset: this.#end, length: bytes.length };
    for (let written = 0; written < bytes.length; ) written += writeSync(this.#descriptor, bytes, written, bytes.length - written, this.#end + written);
    this.#end += bytes.length;
    return place;
  }

  read({ offset, length }: Place): string {
    this.#refuseClosed();
    const bytes = Buffer.alloc(length);
    for (let read = 0; read < length; ) {
      const got = readSync(this.#descriptor, bytes, read, length - read, offset + read);
      if (got === 0) throw new Error(`A file of records ends before ${offset + length} bytes`);
      read += got;
    }
    return String(bytes);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeSync(this.#descriptor);
  }

  /** The system gives the number of a closed file to the next one that is opened, the hub's database among them. */
  #refuseClosed(): void {
    if (this.#isClosed) throw new Error('A file of records is closed already');
  }
}
