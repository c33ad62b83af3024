import { parsePartialDate } from '../../catalogue/period.ts';
import { isNotYetAdopted } from '../../catalogue/planStatus.ts';
import { addMonths } from '../addMonths.ts';

export interface ReviewedPlan {
  kind: string;
  status: string | null;
  coverage: string;
  validFrom: string | null;
  inForceFrom: string | null;
  inForceTo: string | null;
  inForceBasis: string;
}

export interface ReviewStep {
  date: string;
  body: string;
  purpose: string;
  planned: boolean | number | null;
}

export type ReviewState = 'in-date' | 'overdue' | 'not-known' | 'not-in-force' | 'not-asked';

export interface Review<Step> {
  state: ReviewState;
  /** The last that is known to have taken place by the day. */
  lastReview: Step | null;
  /** Reviews that a document tells of as still to come, the earliest first: on no day is it known that they took place. */
  planned: Step[];
  /** The day after which the next is overdue; null where none is due. */
  dueBy: string | null;
  explanation: string;
}

export const reviewRule =
  "A Children and Young People's Plan in force is taken to be reviewed within a year of its start, and then within a year of its last review: Leicestershire's paper of 30 May 2008 has its plan “updated and reviewed annually, where a new plan is not being agreed”, and Leicester's action plan of June 2008 names an “Annual Review” of its own. That is practice as these documents have it, and no finding of law. Of a start or review stated as a year or a month the last day counts. Since October 2010 no authority must have such a plan, so from then on, and of plans of other kinds, no review is asked for.";

const [monthsBetween, noneAskedFrom] = [12, '2010-10-01'];

/** How the yearly review of a plan stands on a day. That none is known is never taken for one that did not take place. */
export function planReviewOf<Step extends ReviewStep>(plan: ReviewedPlan, steps: readonly Step[], day: string): Review<Step> {
  const reviews = steps.flatMap((step) => {
    const span = step.purpose === 'review' ? parsePartialDate(step.date) : null;
    return span ? [{ step, span }] : [];
  });
  const last = reviews.filter(({ step, span }) => !step.planned && span.from <= day).reduce<(typeof reviews)[number] | null>((latest, one) => (latest === null || one.span.to > latest.span.to ? one : latest), null);
  const planned = reviews.filter(({ step }) => Boolean(step.planned)).sort((a, b) => (a.span.from < b.span.from ? -1 : a.span.from > b.span.from ? 1 : 0));
  const pending = planned.filter(({ span }) => last === null || span.to > last.span.to);
  const told = [last === null ? 'No review of it is known.' : `The last review that the hub knows of was ${onOrIn(last.step.date)}, by ${last.step.body}.`, ...plannedWords(pending, day)].join(' ');
  const whyNot = notDue(plan, day);
  const judged = whyNot ?? judge(plan, { last: last && { to: last.span.to, date: last.step.date }, isAwaited: pending.some(({ span }) => span.from <= day) }, day);
  return { ...judged, lastReview: last?.step ?? null, planned: planned.map(({ step }) => step), explanation: whyNot ? `${judged.explanation} ${told}` : `${told} ${judged.explanation}` };
}

type Judged = Pick<Review<never>, 'state' | 'dueBy' | 'explanation'>;

/** Why no review can be due on the day, where that is so. */
function notDue(plan: ReviewedPlan, day: string): Judged | null {
  const because = (state: ReviewState, explanation: string): Judged => ({ state, dueBy: null, explanation });
  if (plan.kind !== 'cypp') return because('not-asked', 'No yearly review is asked of a plan of this kind.');
  if (plan.coverage === 'none-required') return because('not-asked', 'The authority was not required to have a plan, and none is there to review.');
  if (isNotYetAdopted(plan.status)) return because('not-in-force', `It is not in force: its status is “${plan.status}”.`);
  if (plan.inForceFrom === null || plan.inForceTo === null) return because('not-known', 'On which days it is in force is not known, so whether a review is due is not known either.');
  if (day < plan.inForceFrom || day > plan.inForceTo) return because('not-in-force', `It is not in force on ${day}, but from ${plan.inForceFrom} to ${plan.inForceTo}${assumed(plan)}.`);
  if (day >= noneAskedFrom) return because('not-asked', "Since October 2010 no authority must have a Children and Young People's Plan, so no yearly review is asked for.");
  return null;
}

function judge(plan: ReviewedPlan, { last, isAwaited }: { last: { to: string; date: string } | null; isAwaited: boolean }, day: string): Judged {
  const startsBy = parsePartialDate(plan.validFrom ?? '')?.to ?? plan.inForceFrom!;
  const isReviewed = last !== null && last.to > startsBy;
  const due = addMonths(isReviewed ? last.to : startsBy, monthsBetween);
  const [which, after] = [last === null ? 'The first' : 'The next', `${due}, ${monthsBetween} months after ${isReviewed ? 'that review' : `it came into force ${onOrIn(plan.validFrom ?? plan.inForceFrom!)}`}`];
  if (due >= day) {
    const none = due > plan.inForceTo! ? `by then it is not in force${assumed(plan)}` : due >= noneAskedFrom ? 'by then none is asked for' : null;
    return { state: 'in-date', dueBy: none === null ? due : null, explanation: none === null ? `${which} is due by ${after}.` : `${which} would be due by ${after}, and ${none}.` };
  }
  // Nobody tells the hub of every review: only where one is known, and none was to follow, is the next called overdue.
  const isOverdue = last !== null && !isAwaited;
  return { state: isOverdue ? 'overdue' : 'not-known', dueBy: due, explanation: `${which} was due by ${after}: ${isOverdue ? 'none is known since' : 'whether there was one is not known'}.` };
}

function plannedWords(planned: readonly { step: ReviewStep; span: { from: string } }[], day: string): string[] {
  const [past, coming] = [planned.filter(({ span }) => span.from <= day), planned.filter(({ span }) => span.from > day)];
  const dates = (some: typeof planned): string => [...new Set(some.map(({ step }) => step.date))].join(', ');
  return [
    past.length === 0 ? '' : past.length === 1 ? `One was planned for ${dates(past)}, and whether it took place is not known.` : `Reviews were planned for ${dates(past)}, and whether they took place is not known.`,
    coming.length === 0 ? '' : coming.length === 1 ? `One is planned for ${dates(coming)}.` : `Reviews are planned for ${dates(coming)}.`,
  ].filter((words) => words !== '');
}

function assumed({ inForceBasis }: ReviewedPlan): string {
  return inForceBasis === 'assumed' ? ' (its end is assumed)' : '';
}

function onOrIn(date: string): string {
  return `${date.length === 10 ? 'on' : 'in'} ${date}`;
}
