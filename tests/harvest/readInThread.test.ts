import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readInThread, type ThreadReading } from '../../src/harvest/package/readInThread.ts';
import { readRecords, type RecordBatch } from '../../src/harvest/package/readRecords.ts';
import { readRows } from '../../src/harvest/package/readRows.ts';
import { makePackage, publishers } from '../support/harvest.ts';

const columns = ['id', 'source_id', 'file', 'line', 'content_hash', 'ref', 'title', 'kind', 'coverage', 'valid_from', 'embargo_until'];
const header = 'plan_ref,authority_codes,title,kind,coverage,valid_from,embargo_until,colour\n';
/** Rows of all kinds: good ones, refused ones, of a body of its own, of another, under embargo, over several lines. */
const rows = ['a,E06000016,"Plan ""A"",\nin two lines",cypp,whole,2006,,red', 'b,E06000018,Of another,cypp,whole,,,', 'c,E06000016,Bad kind,nothing,whole,,,', 'd,E06000016;E06000018,Emoji 🙂,laa,whole,2008-04,2030-01-01,', 'e,E06000016,No date,laa,whole,soon,,'];

/** Leicester's plans in a file of these contents. */
function readingOf(content: string): ThreadReading {
  const place = path.join(makePackage({}).path, 'plans.csv');
  writeFileSync(place, content);
  const scope = { publisher: publishers.leicester, own: new Set([publishers.leicester.code]), holders: new Set(['E06000016', 'E06000018']), themeCodes: [], names: [], parents: new Map([['E01000001', 'E06000018']]) };
  return { name: 'plans', path: 'plans.csv', place, sourceId: 'E06000016/plans', scope, today: '2026-11-29', columns };
}

async function all(batches: AsyncIterable<RecordBatch>): Promise<RecordBatch[]> {
  const read: RecordBatch[] = [];
  for await (const batch of batches) read.push(batch);
  return read;
}

describe('a file read in a thread', () => {
  test('says what it says read without one: records, links, refusals, embargoes and issues, batch by batch', async () => {
    const reading = readingOf(header + Array.from({ length: 20_000 }, (_, index) => rows[index % rows.length]!.replace(/^./, (ref) => `${ref}${index}`)).join('\n'));
    const here = await all(readRecords(reading, await readRows(reading.place, reading.path)));
    expect(await all(readInThread(reading))).toEqual(here);
    const sum = (count: (batch: RecordBatch) => number) => here.reduce((total, batch) => total + count(batch), 0);
    expect({ batches: here.length > 10, rowsRead: sum((batch) => batch.rowsRead), records: sum((batch) => batch.records.length), links: sum((batch) => batch.links.length), refused: sum((batch) => batch.refused.length), underEmbargo: sum((batch) => batch.underEmbargo.length), issues: sum((batch) => batch.issues.length) })
      .toEqual({ batches: true, rowsRead: 20_000, records: 8_000, links: 12_000, refused: 12_000, underEmbargo: 4_000, issues: 12_001 });
  });

  test('is read a thousand rows at a time at most, however short they are: what is wrong with all of them is in memory at once', async () => {
    const reading = readingOf(`${header}${'x\n'.repeat(2_500)}`);
    const batches = await all(readRecords(reading, await readRows(reading.place, reading.path)));
    expect(batches.map(({ rowsRead, refused, issues }) => [rowsRead, refused.length, issues.length])).toEqual([[0, 0, 1], [1_000, 1_000, 1_000], [1_000, 1_000, 1_000], [500, 500, 500]]);
  });

  test('that cannot be read to its end is refused in the same words', async () => {
    await expect(all(readInThread(readingOf(`${header}${rows[0]}\nb,E06000016,"never closed,cypp,whole,,,\n`)))).rejects.toMatchObject({ code: 'BAD_PACKAGE', message: 'plans.csv cannot be read from line 4 on: a quotation mark is opened and never closed, or the file breaks off. Nothing was changed.' });
    await expect(all(readInThread(readingOf('plan_ref,title\n')))).rejects.toMatchObject({ code: 'BAD_PACKAGE' });
  });

  test('does not hide what is a fault of ours, and ends with whoever stops reading', async () => {
    await expect(all(readInThread({ ...readingOf(header), place: '/nowhere/plans.csv' }))).rejects.toThrow('ENOENT');
    const batches = readInThread(readingOf(header + Array.from({ length: 50_000 }, (_, index) => `p${index},E06000016,Plan,cypp,whole,,,`).join('\n')));
    await batches.next();
    await batches.return(undefined);
    expect(await batches.next()).toEqual({ value: undefined, done: true });
  });
});
