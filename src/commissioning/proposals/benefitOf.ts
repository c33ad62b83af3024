import { figure } from './inWords.ts';
import type { Figure, Objective } from './ProposalContent.ts';

export const benefitReadings = ['untold', 'not-known', 'met', 'towards', 'as-before', 'away'] as const;
export type BenefitReading = (typeof benefitReadings)[number];

/** The latest value of an objective's indicator. */
export interface Latest extends Figure {
  /** First and last day of its period (ISO dates). */
  from: string;
  to: string;
}

export interface Benefit {
  reading: BenefitReading;
  explanation: string;
}

interface Measured {
  objective: Pick<Objective, 'indicatorCode' | 'baseline' | 'target'>;
  /** Whom the value is of. */
  name: string;
  latest: Latest | null;
  /** First day after the baseline's period; null where there is no baseline. A value of before says nothing of what the proposal brought. */
  since: string | null;
}

/** Whether what was promised came about, by the latest value: between baseline and target, and no claim that the proposal caused it. */
export function benefitOf({ objective: { indicatorCode, baseline, target }, name, latest, since }: Measured): Benefit {
  if (indicatorCode === null) return { reading: 'untold', explanation: 'It is tied to no indicator, so that no figure tells whether it came about.' };
  if (target === null) return { reading: 'untold', explanation: `No target is stated for ${indicatorCode}.` };
  const aim = `the target is ${figure(target.value)} by ${target.period}`;
  if (latest === null) return { reading: 'not-known', explanation: `${name}: no value of ${indicatorCode} is known; ${aim}.` };
  const now = `${figure(latest.value)} in ${latest.period}`;
  if (baseline === null) return { reading: 'not-known', explanation: `${name}: ${now}, and ${aim}; without a baseline it is not known from which side.` };
  if (since !== null && latest.from < since) return { reading: 'not-known', explanation: `${name}: the latest value, ${now}, is not of a time after the baseline (${figure(baseline.value)} in ${baseline.period}); ${aim}.` };
  const [whole, gone] = [target.value - baseline.value, latest.value - baseline.value];
  const reading = whole === 0 ? (gone === 0 ? 'met' : 'away') : gone / whole >= 1 ? 'met' : gone === 0 ? 'as-before' : gone / whole > 0 ? 'towards' : 'away';
  const words: Record<typeof reading, string> = { met: 'the target is met', towards: 'it moves towards the target', 'as-before': 'it stands as before', away: 'it moves away from the target' };
  return { reading, explanation: `${name}: ${figure(baseline.value)} in ${baseline.period}, ${now}; ${aim}: ${words[reading]}.` };
}
