import { countedIssue, type HarvestIssue } from './issue.ts';
import { Places } from './Places.ts';

/** Told of each kind in each file: more than anybody mends before importing again, and two pages of the API. */
const mostOfKind = 1_000;
/** Beyond so many in all, only the first few of each kind are told: every kind is, whatever there is of another. */
const mostInAll = 10_000;
const leastOfKind = 20;
/** Far more than the columns of all files have. Where a publisher makes up more, such as columns, the rest are of one kind for each rule. */
const mostKinds = 1_000;

/** What all of a kind have in common: of what was expected the words, where numbers and quotations differ. */
type Common = Omit<HarvestIssue, 'message' | 'found' | 'line'>;

interface Kind {
  common: Common;
  told: number;
  counted: number;
}

/**
 * What is wrong with a package, as it is found: the first of each kind in each file, and of the others how many there are, so that a file in
 * which every row is wrong takes no more memory than one in which a thousand are. Rows that were refused are counted exactly.
 */
export class Findings {
  readonly #told: HarvestIssue[] = [];
  readonly #kinds = new Map<string, Kind>();
  readonly #refused = new Places();

  add(issues: Iterable<HarvestIssue>): void {
    for (const issue of issues) {
      if (issue.severity === 'error' && issue.count === undefined) this.#refused.add(issue.file, issue.line ?? 0);
      this.#tell(issue);
    }
  }

  /** Adds all that was found elsewhere, such as in one file. */
  addAll(others: Findings): void {
    this.#refused.addAll(others.#refused);
    for (const issue of others.issues) this.#tell(issue);
  }

  get rowsRefused(): number {
    return this.#refused.size;
  }

  /** Those that are told in the order in which they were found, then one for each kind of which there are more. */
  get issues(): HarvestIssue[] {
    const more = [...this.#kinds.values()].filter(({ counted }) => counted > 0);
    return [...this.#told, ...more.map(({ common, counted }) => countedIssue({ ...common, count: counted }))];
  }

  #tell(issue: HarvestIssue): void {
    const kind = this.#kindOf(issue);
    const most = this.#told.length < mostInAll ? mostOfKind : leastOfKind;
    if (issue.count === undefined && kind.told < most) {
      kind.told += 1;
      this.#told.push(byItself(issue));
    } else kind.counted += issue.count ?? 1;
  }

  #kindOf(issue: HarvestIssue): Kind {
    const { severity, rule, file, column, follows } = issue;
    const expected = issue.expected && withoutGuess(issue.expected);
    const ofRule = [severity, rule, follows].join('\0');
    const whole = [ofRule, file, column, expected && inGeneral(expected)].join('\0');
    const known = this.#kinds.get(whole);
    // Each may name another number, such as that of a line.
    if (known?.common.expected !== expected && known?.common.expected) known.common.expected = inGeneral(known.common.expected);
    if (known) return known;
    if (this.#kinds.size < mostKinds) return this.#begin(whole, commonOf(byItself(issue)));
    return this.#kinds.get(ofRule) ?? this.#begin(ofRule, { severity, rule, file: '', ...(follows && { follows }) });
  }

  #begin(key: string, common: Common): Kind {
    const kind = { common, told: 0, counted: 0 };
    this.#kinds.set(key, kind);
    return kind;
  }
}

function commonOf({ severity, rule, file, column, expected, follows }: HarvestIssue): Common {
  // What contradicts a value is quoted in what was expected of it, and is that row's own.
  const wanted = expected === undefined ? undefined : rule === 'CONTRADICTION' ? inGeneral(expected) : withoutGuess(expected);
  return { severity, rule, file, ...(column !== undefined && { column }), ...(wanted !== undefined && { expected: wanted }), ...(follows && { follows }) };
}

/** What was expected without what is the row's own: numbers, and what is quoted or in brackets. */
function inGeneral(expected: string): string {
  return expected.replace(/"[^"]*"|\([^()]*\)|\d+/g, '…');
}

/** What was expected without what one row probably meant, which says nothing of the others. */
function withoutGuess(expected: string): string {
  return expected.replace(/; perhaps [^;]+ was meant$/, '');
}

/** The same issue in texts of its own: a part of a text keeps the whole of it in memory, which may be a long piece of a file. */
function byItself(issue: HarvestIssue): HarvestIssue {
  return JSON.parse(JSON.stringify(issue)) as HarvestIssue;
}
