import { CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvText, NotCsv, type CsvRow } from '../../src/harvest/package/CsvText.ts';

type Read = CsvRow[] | 'a quotation mark inside' | 'never closed';

/** As the hub reads it, coming in as so many pieces. */
function read(pieces: readonly string[]): Read {
  const text = new CsvText();
  try {
    return [...pieces.flatMap((piece) => text.add(piece)), ...text.end()];
  } catch (error) {
    if (!(error instanceof NotCsv)) throw error;
    return error.message.includes('inside') ? 'a quotation mark inside' : 'never closed';
  }
}

/** As csv-parse reads it, with the lines counted in what lies before each row. */
function readByLibrary(text: string): Read {
  const ends: number[] = [];
  try {
    const rows = parse(text, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: true, onRecord: (cells: string[], { bytes }) => (ends.push(bytes), cells) }) as unknown as string[][];
    return rows.map((cells, index) => ({ line: lineAfter(text, index === 0 ? 0 : ends[index - 1]!), cells }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'never closed' : 'a quotation mark inside';
  }
}

/** The line of the first sign after a byte that ends no line. */
function lineAfter(text: string, byte: number): number {
  const before = Buffer.from(text).subarray(0, byte).toString();
  const emptyLines = /^[\r\n]*/.exec(text.slice(before.length))![0];
  return 1 + [...(before + emptyLines).matchAll(/\r\n|\r|\n/g)].length;
}

/** A text cut at some places, inside a CRLF or a pair of quotation marks as likely as anywhere. */
const pieces = (text: string, cuts: readonly number[]) => [0, ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b)].map((from, index, all) => text.slice(from, all[index + 1]));

describe('reading CSV', () => {
  const cell = fc.oneof(fc.constantFrom('', 'a', 'é', ' ', '"a"', '"a,b"', '"say ""no"""', '"\n"', '"\r\n"', '"\r"', '""', '"', 'a"', '"a"b'));
  const line = fc.tuple(fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(',')), fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\r\r\n', ''));
  const texts = fc.array(line, { maxLength: 6 }).map((lines) => lines.flat().join(''));

  test('any text is read as csv-parse reads it, wherever it is cut into pieces, and each row has its line', () => {
    fc.assert(fc.property(texts, fc.array(fc.nat(), { maxLength: 4 }), (text, cuts) => {
      expect(read(pieces(text, cuts))).toEqual(readByLibrary(text));
    }), { numRuns: 5_000 });
  });

  test('a row of a million bytes is read, and none that is longer, whether it ends or not', () => {
    const row = (bytes: number) => `${'é'.repeat(bytes / 2 - 1)},"bb"`;
    expect(read([row(1_000_000), '\n'])).toHaveLength(1);
    for (const text of [`${row(1_000_002)}\n`, row(1_000_002), `a,"${'b'.repeat(1_000_001)}`]) expect(() => new CsvText().add(text)).toThrow('the row is longer than 1000000 bytes');
  });

  test.each([',', '"",'])('a row of nothing but %s is refused as well, before it costs much', (nothing) => {
    const text = new CsvText();
    const piece = nothing.repeat(64_000 / nothing.length);
    let pieces = 0;
    expect(() => {
      for (; pieces < 100; pieces += 1) text.add(piece);
    }).toThrow('the row is longer than 1000000 bytes');
    expect(pieces).toBeLessThan(35);
  });

  test('rows before one that cannot be read keep their count of lines', () => {
    const text = new CsvText();
    expect(text.add('a,b\n\n1,2\n')).toEqual([{ line: 1, cells: ['a', 'b'] }, { line: 3, cells: ['1', '2'] }]);
    expect(() => text.add('\n3,4"\n')).toThrow('a quotation mark stands inside a value');
    expect(text.line).toBe(5);
  });
});
