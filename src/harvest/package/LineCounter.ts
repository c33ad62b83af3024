const newline = 10;
const carriageReturn = 13;

/** Tells on which line of a file each record begins, while the file comes in piece by piece. Counted from the bytes, because csv-parse counts a CRLF inside quotes twice. */
export class LineCounter {
  /** What has come in since the end of the last record. */
  #bytes: Buffer = Buffer.alloc(0);
  /** How many bytes came before those. */
  #passed = 0;
  #line = 1;
  #lastByte: number | undefined;

  add(piece: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? piece : Buffer.concat([this.#bytes, piece]);
    this.#lastByte = piece.at(-1) ?? this.#lastByte;
  }

  /** The line on which the record begins that ends before the byte `end` of the file. The next record is asked for after it. */
  firstLineOfRecord(end: number): number {
    let offset = this.#skipLineBreaks();
    const first = this.#line;
    const last = end - this.#passed;
    for (; offset < last; offset += 1) if (this.#endsLine(offset)) this.#line += 1;
    this.#pass(offset);
    return first;
  }

  /** The line on which what has not become a record begins. */
  nextLine(): number {
    this.#pass(this.#skipLineBreaks());
    return this.#line;
  }

  endsWithLineBreak(): boolean {
    return this.#lastByte === newline || this.#lastByte === carriageReturn;
  }

  #skipLineBreaks(): number {
    let offset = 0;
    while (this.#bytes[offset] === newline || this.#bytes[offset] === carriageReturn) {
      if (this.#endsLine(offset)) this.#line += 1;
      offset += 1;
    }
    return offset;
  }

  #endsLine(offset: number): boolean {
    const byte = this.#bytes[offset];
    return byte === newline || (byte === carriageReturn && this.#bytes[offset + 1] !== newline);
  }

  #pass(offset: number): void {
    this.#bytes = this.#bytes.subarray(offset);
    this.#passed += offset;
  }
}
