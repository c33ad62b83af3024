import type { HarvestIssue } from '../../issue.ts';
import { quoteValue } from '../../package/quoteValue.ts';
import { isEverybody } from './breakdown.ts';
import type { CellOf } from './Form.ts';
import { bare, isAge, isSex, partsEverybody } from './headings.ts';

/** What a column tells: the group that a figure is for, or nothing of whom it is about. */
export type ColumnKind = 'group' | 'remark';

/** Columns beyond those of a form, by what they tell. */
export interface FurtherColumns {
  /** All of them. */
  header: readonly string[];
  /** In one order, whatever that of the file is. */
  groups: readonly string[];
  /** Nobody has said what they tell: a row that says anything there may be a group's. */
  open: readonly string[];
}

const remarks = /^(area(nm|name|type)|geography(name|type|level)?|parent(cd|nm|code|name)|region(name)?|indicator(name|label|title)|title|slug|topic|units?|unitofmeasure|multiplier|decimal(s|places)|polarity|notes?|footnotes?|comments?|remarks?|caveats?|quality|source(url)?|url|link|licence|(last|date)?updated|release(d|date)|year|date|period(name|label)|timeperiod|(lower|upper)((ci|confidence)?(limit|bound|interval)?\d*)?|(lci|uci|ci)\d*|confidence(interval|level|limit)s?\d*|se|standarderror|cv|numerator|denominator|count|n|samplesize|rank)$/;

/** What each column tells that the form itself does not read; the operator's word comes first. */
export function furtherColumns(header: readonly string[], read: readonly string[] | undefined, said: ReadonlyMap<string, ColumnKind>): FurtherColumns {
  const further = read === undefined ? [] : header.filter((column) => column.trim() !== '' && !read.includes(column));
  const kindOf = (column: string): ColumnKind | null => said.get(column) ?? (partsEverybody(column) ? 'group' : remarks.test(bare(column)) ? 'remark' : null);
  const place = (column: string): number => [isSex, isAge].findIndex((is) => is(column)) + 1 || 3;
  return {
    header: further,
    groups: further.filter((column) => kindOf(column) === 'group').toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1)),
    open: further.filter((column) => kindOf(column) === null),
  };
}

/** Of which groups the further columns of a row tell, each as part of a breakdown: "female", "tenure: Owned". A comma parts those from one another. */
export function groupsIn({ groups }: FurtherColumns, cell: CellOf): string[] {
  return groups.filter((column) => !isEverybody(cell(column), column, true)).map((column) => (isSex(column) || isAge(column) ? cell(column) : `${column}: ${cell(column).replaceAll(/\s*,\s*/g, ' / ')}`));
}

/** The first column in which a row says something of which nobody knows whether it is a group; null for a row of whom it is known. */
export function openColumnIn({ open }: FurtherColumns, cell: CellOf): string | null {
  return open.find((column) => !isEverybody(cell(column), column)) ?? null;
}

const mostNamed = 5;

/** Rows that were left out because of one column. */
export class LeftOutRows {
  readonly #column: string;
  readonly #line: number;
  readonly #values = new Set<string>();
  #count = 0;
  #hasMore = false;

  constructor(column: string, line: number) {
    this.#column = column;
    this.#line = line;
  }

  add(value: string): void {
    this.#count += 1;
    if (this.#values.size < mostNamed) this.#values.add(value);
    else this.#hasMore ||= !this.#values.has(value);
  }

  issue(file: string, rows: number): HarvestIssue {
    const values = [...this.#values].map(quoteValue).join(', ') + (this.#hasMore ? ' and others' : '');
    const setting = (kind: ColumnKind): string => JSON.stringify({ [this.#column]: kind });
    const message = `${this.#count.toLocaleString('en-GB')} of ${rows.toLocaleString('en-GB')} rows say ${values} in the column ${quoteValue(this.#column)}, first in line ${this.#line}, so they may be about a part of everybody. They were left out. If the column parts everybody into groups, set "columns": ${setting('group')}; if it says nothing of whom a figure is about, ${setting('remark')}.`;
    return { severity: 'warning', rule: 'GROUPS_LEFT_OUT', file, line: this.#line, column: this.#column, message };
  }
}
