/** Counts and sums of money grow with the place: that one is more or less than another place's, or than that of all of whom a group is a part, says nothing of either. */
export function growsWithPlace(measure: string): boolean {
  return measure === 'count' || measure === 'money';
}
