/** Whether a name was probably meant to be another, whatever its capitals, spaces and signs: how many letters may be missing, too many or others. Two that changed places are two. */
export function isNearTo(name: string, meant: string, mostSlips = 2): boolean {
  const [one, other] = [lettersOf(name), lettersOf(meant)];
  return Math.abs(one.length - other.length) <= mostSlips && slipsBetween(one, other) <= mostSlips;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** The least number of letters to take out, put in or change that make one text the other (Levenshtein). */
function slipsBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (const [column, wanted] of [...other].entries()) line.push(Math.min(line[column]! + 1, above[column + 1]! + 1, above[column]! + (letter === wanted ? 0 : 1)));
    above = line;
  }
  return above.at(-1)!;
}
