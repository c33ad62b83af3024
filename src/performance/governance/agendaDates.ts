import { parsePartialDate } from '../../catalogue/period.ts';

/** Why a meeting that is stated for a day, a month or a year may be the one on a day; null when it cannot be. */
export function mayBeOn(stated: string, day: string): string | null {
  const span = parsePartialDate(stated);
  if (!span || span.from > day || span.to < day) return null;
  return stated.length === 10 ? 'stated for this day' : `stated for ${stated}; on which day of the ${stated.length === 7 ? 'month' : 'year'} is not known`;
}

/**
 * Whether what was referred on a day stands on the agenda of another. With a day of its own, on that day. For the next meeting, on every
 * day from then on, until a meeting is known to have passed in between: one on the day of the referral may have been over by then.
 */
export function isReferredTo({ meetingDate, madeAt }: { meetingDate: string | null; madeAt: string }, day: string, meetings: readonly string[]): boolean {
  if (meetingDate !== null) return meetingDate === day;
  const madeOn = madeAt.slice(0, 10);
  const spans = meetings.map(parsePartialDate).filter((span) => span !== null);
  return madeOn <= day && !spans.some((span) => span.from > madeOn && span.to < day);
}
