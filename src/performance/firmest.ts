/** A value as one source gives it for a period. The id of a source begins with its publisher's code. */
interface Given {
  value: number | null;
  status: string | null;
  harvestId: number;
  areaCode: string;
  sourceId: string;
}

/** What holds comes before what may still change; a value without a status is between them. */
const firmness: readonly (string | null)[] = ['final', 'revised', null, 'provisional'];

/** Values that sources give for one and the same period, the one that counts first: one before none, a body's own before one that another only quotes, a firm one before one that may still change, and then the latest read. */
export function firmestFirst<One extends Given>(same: readonly One[]): One[] {
  return same.toSorted((a, b) => Number(a.value === null) - Number(b.value === null) || Number(isQuoted(a)) - Number(isQuoted(b)) || firmnessOf(a) - firmnessOf(b) || b.harvestId - a.harvestId);
}

/** A plan sets its own figures beside those of its region and of England, as they stood when it was written: they are for these to give. */
function isQuoted({ areaCode, sourceId }: Given): boolean {
  const [publisher] = sourceId.split('/');
  return isOfMany.test(areaCode) && isLocal.test(publisher!) && publisher !== areaCode;
}

/** GSS codes of countries and regions, and of the regions and authorities that may speak of themselves. */
const isOfMany = /^(K0|E92|E12)/;
const isLocal = /^E(0[6-9]|1[02])/;

function firmnessOf({ status }: Given): number {
  const at = firmness.indexOf(status);
  return at < 0 ? firmness.length : at;
}
