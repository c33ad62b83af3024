import type { TargetStanding } from '../../../performance/exceptions/standingOf.ts';
import type { ExceptionBasis } from '../../types/exception.ts';
import type { Exceptions } from './readExceptions.ts';

const why = (months: number): Partial<Record<TargetStanding, string>> => ({
  over: `whose period ended more than ${months} months before, or whose plan is over`,
  'not-yet': 'whose plan had not begun, or agreed only later',
  'not-in-use': 'proposed or superseded',
  undated: 'without a period and without a plan, so that nobody can say on which days they hold',
});

/** Of how many targets an answer about exceptions tells, in numbers and in sentences. */
export function describeBasis({ asAt, held, leftOut }: Pick<Exceptions, 'asAt' | 'held' | 'leftOut'>, monthsAfterPeriod: number): ExceptionBasis {
  const notMeasurable = held.filter(({ attainment }) => attainment.state === 'not-measurable').length;
  const judged = held.length - notMeasurable;
  const reasons = Object.entries(why(monthsAfterPeriod)).flatMap(([standing, words]) => {
    const count = leftOut.filter((one) => one.standing === standing).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  const of = held.length === 0 ? `The hub knows no target that holds on ${asAt}` : `${held.length} ${held.length === 1 ? 'target holds' : 'targets hold'} on ${asAt}: ${judged} can be judged, ${notMeasurable} cannot`;
  const left = reasons.length === 0 ? '' : ` Left out: ${reasons.join('; ')}.`;
  return { asAt, targets: held.length, judged, notMeasurable, leftOut: leftOut.length, explanation: `${of}.${left}` };
}
