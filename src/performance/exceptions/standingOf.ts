import { TargetStatus } from '../../catalogue/target.ts';
import { parsePartialDate } from '../../catalogue/period.ts';
import { addMonths } from '../addMonths.ts';

/** A target, with the days of the plans it serves; none where it names none. */
export interface Standing {
  status: string | null;
  agreedOn: string | null;
  periodTo: string | null;
  plans: readonly { inForceFrom: string | null; inForceTo: string | null }[];
}

export type TargetStanding = 'running' | 'lately-over' | 'not-in-use' | 'not-yet' | 'over' | 'undated';

/**
 * How a target stands on a day. It runs until its period is over, and is reported for so many months more. One that names no period runs
 * as long as a plan that it serves; with no such plan the days on which it holds are not known. What is only proposed, or was superseded, is not in use.
 */
export function standingOf({ status, agreedOn, periodTo, plans }: Standing, day: string, monthsAfterPeriod: number): TargetStanding {
  if (status === TargetStatus.PROPOSED || status === TargetStatus.SUPERSEDED) return 'not-in-use';
  const agreed = agreedOn === null ? null : parsePartialDate(agreedOn);
  if (agreed && agreed.from > day) return 'not-yet';
  const dated = plans.filter((plan) => plan.inForceFrom !== null && plan.inForceTo !== null);
  if (dated.length > 0 && dated.every((plan) => plan.inForceFrom! > day)) return 'not-yet';
  if (periodTo === null) return dated.length === 0 ? 'undated' : dated.every((plan) => plan.inForceTo! < day) ? 'over' : 'running';
  if (periodTo >= day) return 'running';
  return addMonths(periodTo, monthsAfterPeriod) >= day ? 'lately-over' : 'over';
}
