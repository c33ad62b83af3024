import { createHash } from 'node:crypto';
import { linkSync } from 'node:fs';
import { join } from 'node:path';
import { AnswerTooLarge, SourceFailure } from '../../gather/SourceFailure.ts';
import { walkPages } from '../../gather/walkPages.ts';
import { rowsAnswer } from './answers.ts';
import { noHub, type AskHub } from './askHub.ts';
import { HubRowsDocument, type HubRowsQuery } from './generated/operations.ts';
import { compareIds, readRows, withChanges, writeRows, type HubRow, type RowSummary } from './rowFile.ts';

/** Records of one noun of one source as they lie in a mirror. */
export interface KeptRows extends RowSummary {
  noun: string;
  columns: readonly string[];
}

interface Wanted {
  source: string;
  noun: string;
  /** As the other hub states it of the rows that it has now. */
  fingerprint: string;
}

/** Where rows lie, and what they are. */
interface Mirrored {
  folder: string;
  rows: KeptRows | undefined;
}

const mostRowsAtOnce = 500;
const mostPages = 100_000;

/** The name of a file of rows, by a hash: another hub must not choose where files are written. */
export function rowFileName(source: string, noun: string): string {
  return `${createHash('sha256').update(`${source} ${noun}`).digest('hex').slice(0, 24)}.jsonl`;
}

/** Brings the rows of one noun into the folder: linked when they are as they were, else by what changed since, and where that does not make them what the other hub has (something left it, or moved), whole. */
export async function gatherRows(ask: AskHub, wanted: Wanted, { folder, before }: { folder: string; before: Mirrored }): Promise<KeptRows> {
  const name = rowFileName(wanted.source, wanted.noun);
  const [place, known] = [join(folder, name), before.rows];
  if (known?.fingerprint === wanted.fingerprint) {
    if (before.folder !== folder) linkSync(join(before.folder, name), place);
    return known;
  }
  const changed = known && (await gatherChanges(ask, wanted, { known, from: join(before.folder, name), place }));
  if (changed) return changed;
  const whole = new RowsOf(ask, wanted, null);
  const summary = await writeRows(place, whole.all());
  return { ...summary, noun: wanted.noun, columns: whole.columns };
}

/** The rows as they were with what changed since; null where that is not what the other hub has, or it does not tell what changed. */
async function gatherChanges(ask: AskHub, { source, noun, fingerprint }: Wanted, { known, from, place }: { known: KeptRows; from: string; place: string }): Promise<KeptRows | null> {
  const changed = new RowsOf(ask, { source, noun, fingerprint }, known.harvest);
  try {
    const summary = await writeRows(place, withChanges(readRows(from), changed.all()));
    const hasSameColumns = changed.columns.length === 0 || changed.columns.join() === known.columns.join();
    return hasSameColumns && summary.fingerprint === fingerprint ? { ...summary, noun, columns: known.columns } : null;
  } catch (error) {
    // The number of a harvest that it once told and now refuses, say, would be asked about for ever.
    if (error instanceof SourceFailure && ['refused', 'wrong-format'].includes(error.kind)) return null;
    throw error;
  }
}

/** Rows of another hub, page by page. */
class RowsOf {
  /** Known once a page with rows was read. */
  columns: readonly string[] = [];
  readonly #ask: AskHub;
  readonly #wanted: Wanted;
  readonly #changedAfter: number | null;
  #rowsAtOnce = mostRowsAtOnce;

  constructor(ask: AskHub, wanted: Wanted, changedAfter: number | null) {
    this.#ask = ask;
    this.#wanted = wanted;
    this.#changedAfter = changedAfter;
  }

  async *all(): AsyncGenerator<HubRow> {
    const { source, noun } = this.#wanted;
    let last: string | null = null;
    const pages = walkPages({ start: '', shown: `${this.#ask.shown} (${noun} of ${source})`, mostPages }, (after) => this.#page(after || null));
    for await (const rows of pages) {
      for (const row of rows) {
        if (last !== null && compareIds(last, row.id) >= 0) throw this.#wrong('rows that are not in the order of their ids');
        last = row.id;
        yield row;
      }
    }
  }

  async #page(after: string | null): Promise<{ items: readonly HubRow[]; next: string | null }> {
    const { source: found } = await this.#askWhatFits(after);
    // It may have gone since the sources were listed; the next round will see.
    if (found === null) return { items: [], next: null };
    const { columns, nodes, pageInfo } = found.rows;
    if (nodes.some(({ cells }) => cells.length !== columns.length)) throw this.#wrong('rows whose cells are not as many as their columns');
    if (nodes.length > 0) this.columns = columns;
    return { items: nodes, next: pageInfo.hasNextPage ? String(pageInfo.endCursor) : null };
  }

  /** Rows may be long texts, so that fewer of them make an answer: then fewer are asked for, from here on. */
  async #askWhatFits(after: string | null): Promise<HubRowsQuery> {
    const { source, noun } = this.#wanted;
    for (;;) {
      try {
        return await this.#ask(HubRowsDocument, { source, noun, changedAfter: this.#changedAfter, first: this.#rowsAtOnce, after }, rowsAnswer);
      } catch (error) {
        if (!(error instanceof AnswerTooLarge) || this.#rowsAtOnce === 1) throw error;
        this.#rowsAtOnce = Math.ceil(this.#rowsAtOnce / 2);
      }
    }
  }

  #wrong(found: string) {
    return noHub(this.#ask.shown, `${found} (${this.#wanted.noun} of ${this.#wanted.source})`);
  }
}
