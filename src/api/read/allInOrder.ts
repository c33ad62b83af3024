/**
 * What several checks of one question find, asked at once. Of those that fail the first as written is told, whichever fails
 * sooner: the same question gets the same answer.
 */
export async function allInOrder<const Found extends readonly unknown[]>(checks: { [Index in keyof Found]: Promise<Found[Index]> }): Promise<Found> {
  await Promise.allSettled(checks);
  const found: unknown[] = [];
  for (const check of checks) found.push(await check);
  return found as unknown as Found;
}
