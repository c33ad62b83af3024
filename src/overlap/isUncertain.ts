/** Below this a person disagreed with more than one such reading in three: worth a look by whoever knows the plan. */
export const sureFrom = 0.6;

/** Whether a reading of this confidence, from 0 to 1, should be looked at by a person first. */
export function isUncertain(confidence: number): boolean {
  return confidence < sureFrom;
}

/** Whether there are readings, and none of which the hub is sure. */
export function isOnlyUncertain(readings: readonly { confidence: number }[]): boolean {
  return readings.length > 0 && readings.every(({ confidence }) => isUncertain(confidence));
}
