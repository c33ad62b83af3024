import type { AgeRange } from './engine/CodedStatement.ts';
import { readAges } from './engine/readAges.ts';
import { loadRules } from './engine/Rules.ts';

let known: ReadonlyMap<string, AgeRange> | undefined;

/**
 * The ages that a theme is about anyway, by its stages of childhood in rules.json; null for one that is about children of all ages, though
 * it may not set a stage apart, as attendance does not that of secondary school.
 */
export function inherentAges(themeCode: string): AgeRange | null {
  return inherentAgesByTheme().get(themeCode) ?? null;
}

/** The same of every theme that has any. */
export function inherentAgesByTheme(): ReadonlyMap<string, AgeRange> {
  return (known ??= agesByTheme());
}

function agesByTheme(): ReadonlyMap<string, AgeRange> {
  const { themesOfAges, inherentStages } = loadRules();
  return new Map(themesOfAges.map((code) => [code, fromFirstToLast(inherentStages[code]!.map(agesOfStage))]));
}

/** The ages of a stage are those that the engine reads where a title names it. */
function agesOfStage(stage: string): AgeRange {
  const reading = readAges({ id: stage, title: `${stage} age` });
  if (reading === null) throw new Error(`No ages are known of the stage "${stage}", which rules.json names.`);
  return reading.ages;
}

/** Stages of one theme touch one another. */
function fromFirstToLast(stages: readonly AgeRange[]): AgeRange {
  return { from: Math.min(...stages.map(({ from }) => from)), to: Math.max(...stages.map(({ to }) => to)) };
}
