/**
 * What several checks of one question find, asked at once, those with nothing to check being undefined. Of those that fail the first as
 * written is told, whichever fails sooner: the same question gets the same answer.
 */
export async function allInOrder<const Checks extends readonly unknown[]>(checks: Checks): Promise<{ [Index in keyof Checks]: Awaited<Checks[Index]> }> {
  type Found = { [Index in keyof Checks]: Awaited<Checks[Index]> };
  // Most questions carry no filter, and one of a hundred parents is asked a hundred times.
  if (!checks.some((check) => check instanceof Promise)) return checks as unknown as Found;
  await Promise.allSettled(checks);
  const found: unknown[] = [];
  for (const check of checks) found.push(await check);
  return found as unknown as Found;
}
