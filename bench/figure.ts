/** One line of what the bench prints: what was measured, what it was measured beside, and the goal, where there is one. */
export interface Figure {
  what: string;
  value: string;
  /** What the same took without the hub, in the same minute. */
  beside?: string;
  /** How the two stand to one another. */
  ratio?: string;
  goal?: string;
  isMet?: boolean;
}

/** A part of the bench, which can be run alone. It measures and never judges: a goal that is missed is printed, and nothing fails. */
export interface Part {
  name: string;
  title: string;
  measure: (bench: Bench) => Promise<Figure[]>;
}

/** What every part is given. */
export interface Bench {
  /** A folder of the part's own, removed at the end. */
  newFolder: () => string;
  /** A folder whose `hub.sqlite` holds the seeds. Copied before anything is written. */
  seededFolder: () => Promise<string>;
  /** How many times the seeds' rows are imported where many are: twenty, or one to see only that everything runs. */
  manyfold: number;
  /** A folder whose `hub.sqlite` holds so many times the seeds on top of them. */
  manyfoldFolder: () => Promise<string>;
  /** How much is measured: 1, or less to see only that everything runs. */
  scale: number;
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, beside = '', ratio = '', goal = '', isMet }) => [what, value, beside, ratio, goal, isMet === undefined ? '' : isMet ? 'met' : 'MISSED']);
  const all = [['what', 'figure', 'beside', 'ratio', 'goal', ''], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const lines = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd());
  return [lines[0], widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1)].join('\n');
}

/** A goal of at most so many times the control. */
export function atMost(ratio: number, most: number): Pick<Figure, 'ratio' | 'goal' | 'isMet'> {
  return { ratio: times(ratio), goal: `≤ ${most} ×`, isMet: ratio <= most };
}

/** A goal of at least such a share of the control. */
export function atLeast(ratio: number, least: number): Pick<Figure, 'ratio' | 'goal' | 'isMet'> {
  return { ratio: times(ratio), goal: `≥ ${least} ×`, isMet: ratio >= least };
}

export function times(ratio: number): string {
  return `${ratio.toPrecision(ratio >= 100 ? 3 : 2)} ×`;
}

/** A share on top, or less. */
export function inPercent(share: number): string {
  return `${share >= 0 ? '+' : ''}${(share * 100).toFixed(1)} %`;
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}
