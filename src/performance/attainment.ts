import { fourFigures, toldApart } from './fourFigures.ts';
import { leastToProject, project, type Known, type Projection } from './projection.ts';
import { readBaseline } from './readBaseline.ts';
import { latestRegularRun } from './regularRun.ts';
import { largestOf, withoutNoise } from '../catalogue/withoutNoise.ts';

export type AttainmentState = 'met' | 'exceeded-by-far' | 'missed' | 'on-course' | 'at-risk' | 'unlikely' | 'not-measurable';

/** A target with what is known of what it is about. */
export interface Aim {
  value: number | null;
  basis: string | null;
  /** What a change is measured against, as the document has it. */
  comparator: string | null;
  period: string | null;
  periodKind: string | null;
  periodTo: string | null;
  polarity: string;
}

export interface Attainment {
  state: AttainmentState;
  /** The value to be reached, in the indicator's unit; null where it cannot be worked out. */
  aim: number | null;
  /** The value of the target's own period. */
  actual: number | null;
  /** Where the line through the values so far leads by the target's period, with 80% prediction limits. */
  projected: (Projection & { points: number }) | null;
  /** How it was found, or why it cannot be, in a sentence. */
  explanation: string;
}

/** Better than its target by so large a part of it, and it is reported as exceptionally good. */
const byFar = 0.1;

/** Whether a target was met, or will be: from the value of its own period where that is known, else from where the values before it lead. */
export function attainmentOf(target: Aim, known: readonly Known[]): Attainment {
  if (target.value === null) return cannot('The target is stated in words alone.');
  const { value, basis } = target;
  if (basis === null || basis === 'absolute') return attainmentOfLevel(target, value, known);
  const baseline = readBaseline(target.comparator, target.periodKind, known);
  if (typeof baseline === 'string') return cannot(baseline);
  const found = attainmentOfLevel(target, basis === 'change' ? withoutNoise(baseline.value + value, largestOf([baseline.value, value])) : withoutNoise(baseline.value * (1 + value / 100)), known);
  return { ...found, explanation: `${found.explanation} What is aimed at is a change from ${baseline.told}.` };
}

function cannot(explanation: string, more: Partial<Attainment> = {}): Attainment {
  return { aim: null, actual: null, projected: null, state: 'not-measurable', explanation, ...more };
}

function attainmentOfLevel(target: Aim, aim: number, known: readonly Known[]): Attainment {
  if (target.polarity !== 'high' && target.polarity !== 'low') return cannot('Nobody has said whether more or less of the indicator is better.', { aim });
  if (target.period === null || target.periodTo === null) return cannot('The document does not say by when it is to be reached.', { aim });
  const ofItsKind = known.filter(({ periodKind }) => periodKind === target.periodKind);
  const own = ofItsKind.find(({ period }) => period === target.period);
  if (own) return fromActual(own, aim, target.polarity);
  const before = ofItsKind.filter(({ periodTo }) => periodTo < target.periodTo!);
  const others = known.length > ofItsKind.length ? ` ${known.length - ofItsKind.length} of another kind of period are left aside.` : '';
  const run = latestRegularRun(before);
  if (run === null) return cannot(`The values before ${target.period} are of periods that overlap, and no line holds through them.`, { aim });
  if (run.length < leastToProject) return cannot(`Of ${target.period} no value is known, and ${run.length === 0 ? 'none' : run.length} that follow one another before it: a line needs ${leastToProject}.${others}`, { aim });
  return fromProjection(project(run, target.periodTo), { aim, polarity: target.polarity, period: target.period, run });
}

function fromActual({ period, value }: Known, aim: number, polarity: string): Attainment {
  const ahead = withoutNoise(polarity === 'high' ? value - aim : aim - value, largestOf([value, aim]));
  const state: AttainmentState = ahead < 0 ? 'missed' : ahead >= withoutNoise(Math.abs(aim) * byFar) && ahead > 0 ? 'exceeded-by-far' : 'met';
  const [shown, aimed] = ahead === 0 ? [fourFigures(value), fourFigures(aim)] : toldApart(value, aim);
  const told = ahead < 0 ? `short of ${aimed} by ${fourFigures(-ahead)}` : ahead === 0 ? `just the ${aimed} aimed at` : `better than ${aimed} by ${fourFigures(ahead)}`;
  return { state, aim, actual: value, projected: null, explanation: `In ${period} the value was ${shown}, ${told}.` };
}

function fromProjection({ value, lower, upper }: Projection, { aim, polarity, period, run }: { aim: number; polarity: string; period: string; run: readonly Known[] }): Attainment {
  const isReached = (at: number): boolean => withoutNoise(polarity === 'high' ? at - aim : aim - at, largestOf([at, aim])) >= 0;
  const best = polarity === 'high' ? upper : lower;
  const state: AttainmentState = isReached(value) ? 'on-course' : isReached(best) ? 'at-risk' : 'unlikely';
  const told = { 'on-course': 'which reaches', 'at-risk': 'which misses, but may yet reach,', unlikely: 'which misses' }[state];
  return { state, aim, actual: null, projected: { value, lower, upper, points: run.length }, explanation: `A line through the ${run.length} values from ${run[0]!.period} to ${run.at(-1)!.period} leads to ${fourFigures(value)} in ${period} (80% limits ${fourFigures(lower)} to ${fourFigures(upper)}), ${told} ${fourFigures(aim)}. It says what would be if nothing changed.` };
}
