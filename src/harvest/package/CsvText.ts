import type { PackageRow } from './packageTable.ts';

export interface CsvRow extends PackageRow {
  cells: string[];
}

/** Why a text cannot be read as CSV, in words. */
export class NotCsv extends Error {}

const [quote, comma, newline, carriageReturn] = [34, 44, 10, 13];
/** Longest row accepted, so that one unclosed quote cannot swallow a file unnoticed. */
const longestRowBytes = 1_000_000;

/**
 * Takes CSV (RFC 4180) apart while it comes in, and tells on which line of the file each row begins. Lines end in LF, CRLF or CR, and empty
 * ones are passed over. Written by hand because it is three times as fast as csv-parse, which counts a CRLF inside quotes as two lines
 * besides; a test holds the two against each other.
 */
export class CsvText {
  /** What has come in and is not yet part of a row. */
  #text = '';
  #start = 0;
  #line = 1;
  #isWhole = false;

  /** The rows that are whole with this much more of the text. */
  add(piece: string): CsvRow[] {
    this.#text = this.#text.slice(this.#start) + piece;
    this.#start = 0;
    return this.#readRows();
  }

  /** The row that no line break ends, if there is one. */
  end(): CsvRow[] {
    this.#isWhole = true;
    return this.#readRows();
  }

  /** The line on which what has not become a row begins. */
  get line(): number {
    return this.#line;
  }

  #readRows(): CsvRow[] {
    const rows: CsvRow[] = [];
    for (let row = this.#readRow(); row !== null; row = this.#readRow()) rows.push(row);
    return rows;
  }

  #readRow(): CsvRow | null {
    this.#skipLineBreaks();
    const [text, line] = [this.#text, this.#line];
    if (this.#start === text.length) return null;
    const cells: string[] = [];
    let [at, breaks] = [this.#start, 0];
    for (;;) {
      const isQuoted = text.charCodeAt(at) === quote;
      const end = isQuoted ? this.#endOfQuoted(at) : endOfPlain(text, at);
      if (end < 0 || (end === text.length && !this.#isWhole)) return this.#notYet(cells, at);
      const cell = isQuoted ? unquoted(text, at, end) : text.slice(at, end);
      if (isQuoted) breaks += lineBreaksIn(cell);
      cells.push(cell);
      at = end + 1;
      if (text.charCodeAt(end) === comma) continue;
      const next = this.#afterLineBreak(end);
      if (next < 0) return this.#notYet(cells, at);
      if (at - this.#start > longestRowBytes / 3) refuseTooLong(cells, at - this.#start);
      this.#start = next;
      this.#line = line + breaks + (end < text.length ? 1 : 0);
      return { line, cells };
    }
  }

  /** Where the quoted cell ends that begins here; below 0 while that is not known. */
  #endOfQuoted(start: number): number {
    const text = this.#text;
    let closing = text.indexOf('"', start + 1);
    while (closing >= 0 && text.charCodeAt(closing + 1) === quote) closing = text.indexOf('"', closing + 2);
    if (closing >= 0 && (closing + 1 < text.length || this.#isWhole)) {
      const next = text.charCodeAt(closing + 1);
      if (closing + 1 < text.length && next !== comma && next !== newline && next !== carriageReturn) throw quoteInside();
      return closing + 1;
    }
    return -1;
  }

  /** Where the text goes on after the line break here, or after its end; below 0 while half a CRLF may be missing. */
  #afterLineBreak(at: number): number {
    if (at === this.#text.length) return at;
    if (this.#text.charCodeAt(at) === newline) return at + 1;
    if (at + 1 === this.#text.length && !this.#isWhole) return -1;
    return this.#text.charCodeAt(at + 1) === newline ? at + 2 : at + 1;
  }

  #skipLineBreaks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#start);
      const next = code === newline || code === carriageReturn ? this.#afterLineBreak(this.#start) : -1;
      if (next < 0) return;
      this.#start = next;
      this.#line += 1;
    }
  }

  /** No row as yet: a row of which this much is there may still become one, unless nothing more comes. */
  #notYet(cells: readonly string[], open: number): null {
    const length = this.#text.length - this.#start;
    if (length > longestRowBytes / 3) refuseTooLong([...cells, unquoted(this.#text, open, this.#text.length)], length);
    if (this.#isWhole && this.#start < this.#text.length) throw new NotCsv('a quotation mark is opened and never closed, or the file breaks off');
    return null;
  }
}

function endOfPlain(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === comma || code === newline || code === carriageReturn) return at;
    if (code === quote) throw quoteInside();
  }
  return text.length;
}

function unquoted(text: string, start: number, end: number): string {
  const cell = text.slice(start + 1, end - 1);
  return cell.includes('"') ? cell.replaceAll('""', '"') : cell;
}

function lineBreaksIn(cell: string): number {
  return cell.includes('\n') || cell.includes('\r') ? (cell.match(/\r\n|\n|\r/g) ?? []).length : 0;
}

/** By its values; and by its length as it stands, which commas and quotation marks alone can make endless. */
function refuseTooLong(cells: readonly string[], length: number): void {
  if (length > 2 * longestRowBytes || cells.reduce((sum, cell) => sum + Buffer.byteLength(cell), 0) > longestRowBytes) throw new NotCsv(`the row is longer than ${longestRowBytes} bytes, perhaps because a quotation mark is not closed`);
}

function quoteInside(): NotCsv {
  return new NotCsv('a quotation mark stands inside a value; write the whole value in quotation marks and double those inside it');
}
