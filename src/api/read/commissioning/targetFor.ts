export interface TargetRow {
  indicatorCode: string;
  areaCode: string;
  period: string;
  periodKind: string;
  periodTo: string;
  value: number;
}

/** The target that a figure works towards: of its own period, else the next one due, else the last one past; never of another kind of period. Null when there is none. */
export function targetFor(figure: { period: string; periodKind: string; periodTo: string }, targets: readonly TargetRow[]): number | null {
  const ofItsKind = targets.filter((target) => target.periodKind === figure.periodKind).sort((a, b) => (a.periodTo < b.periodTo ? -1 : 1));
  const due = ofItsKind.find((target) => target.periodTo >= figure.periodTo);
  return (due ?? ofItsKind.at(-1))?.value ?? null;
}
