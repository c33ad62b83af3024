/** A value as one source gives it for a period. */
interface Given {
  value: number | null;
  status: string | null;
  harvestId: number;
}

/** What holds comes before what may still change; a value without a status is between them. */
const firmness: readonly (string | null)[] = ['final', 'revised', null, 'provisional'];

/** Values that sources give for one and the same period, the one that counts first: one before none, a firm one before one that may still change, and then the latest read. */
export function firmestFirst<One extends Given>(same: readonly One[]): One[] {
  return same.toSorted((a, b) => Number(a.value === null) - Number(b.value === null) || firmnessOf(a) - firmnessOf(b) || b.harvestId - a.harvestId);
}

function firmnessOf({ status }: Given): number {
  const at = firmness.indexOf(status);
  return at < 0 ? firmness.length : at;
}
