/** How many objects stand in lists of an answer, however deep. What tells of the schema is not counted. */
export function countRows(data: Record<string, unknown> | null | undefined): number {
  let rows = 0;
  for (const key in data) if (!key.startsWith('__')) rows += rowsWithin(data[key]);
  return rows;
}

function rowsWithin(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let rows = 0;
  if (!Array.isArray(value)) {
    for (const key in value) rows += rowsWithin((value as Record<string, unknown>)[key]);
    return rows;
  }
  for (const item of value) {
    if (typeof item !== 'object' || item === null) continue;
    rows += (Array.isArray(item) ? 0 : 1) + rowsWithin(item);
  }
  return rows;
}
