import { largestHidden, type DisclosurePolicy } from './DisclosurePolicy.ts';
import type { FigureKind, FigureRow, Surroundings } from './FigureKind.ts';
import { hideBeside } from './hideBeside.ts';
import { roundingBy } from './rounding.ts';

export interface ProtectedRows {
  /** In the order given; a row that needed no protection is the one given. */
  rows: readonly FigureRow[];
  /** How many were hidden for their own sake, and how many to protect those. */
  hidden: number;
  hiddenBeside: number;
}

/**
 * Rows of one table, all of a partition, as a policy lets them be seen. `mindsWithheld`: what is withheld already, by its publisher or by a policy
 * that hid nothing beside it, must not follow from the rest either. What this policy hid before was looked after then, with numbers that are here no more.
 */
export function protect(rows: readonly FigureRow[], policy: DisclosurePolicy, kind: FigureKind, around: Surroundings, { mindsWithheld = false } = {}): ProtectedRows {
  const counts = rows.map((row) => kind.countsOf(row, around));
  const most = largestHidden(policy);
  const isSmall = counts.map((own, index) => own.some((count) => count !== null && count > 0 && count <= most) || isSaidToBeWithheld(rows[index]!, kind));
  const isWithheld = rows.map((row) => mindsWithheld && row.status === 'suppressed' && kind.figures.every((column) => row[column] === null));
  const first = isSmall.map((small, index) => small || isWithheld[index]!);
  const isHidden = policy.secondary && first.includes(true) ? withOthers(first, { rows, counts, kind, around }) : first;
  const { rounding } = policy;
  const roundCount = rounding === null ? null : roundingBy({ ...policy, rounding });
  const seen = rows.map((row, index) => (isWithheld[index] ? row : isHidden[index] ? kind.hide(row) : roundCount ? ifChanged(row, kind.round(row, roundCount, around)) : row));
  const hidden = isSmall.filter(Boolean).length;
  return { rows: seen, hidden, hiddenBeside: isHidden.filter(Boolean).length - first.filter(Boolean).length };
}

/** What stands beside its publisher's own word that it is withheld was left there by mistake. */
function isSaidToBeWithheld(row: FigureRow, { figures }: FigureKind): boolean {
  return row.status === 'suppressed' && figures.some((column) => row[column] !== null);
}

interface Counted {
  rows: readonly FigureRow[];
  counts: readonly (readonly (number | null)[])[];
  kind: FigureKind;
  around: Surroundings;
}

function withOthers(isHidden: readonly boolean[], { rows, counts, kind, around }: Counted): boolean[] {
  const quantities = counts[0]!.map((_, quantity) => counts.map((own) => own[quantity]!));
  return hideBeside({ quantities, isHidden, sums: kind.sumsOf(rows, around.places), least: kind.leastHidden(rows, around) });
}

function ifChanged(row: FigureRow, rounded: FigureRow): FigureRow {
  return Object.keys(rounded).some((column) => rounded[column] !== row[column]) ? rounded : row;
}
