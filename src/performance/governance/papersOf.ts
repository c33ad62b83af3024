import { parsePartialDate } from '../../catalogue/period.ts';
import { addMonths } from '../addMonths.ts';

export interface Papers {
  kind: string;
  reportsToId: string | null;
  termsAgreedOn: string | null;
  annualPlanAgreedOn: string | null;
}

export interface Paper {
  kind: 'annual-plan' | 'terms-of-reference';
  state: 'overdue' | 'not-known' | 'in-date';
  agreedOn: string | null;
  /** The day after which it is overdue. */
  dueBy: string | null;
  explanation: string;
}

export interface PaperAges {
  annualPlan: { months: number };
  termsOfReference: { months: number };
}

const paperKinds = [
  { kind: 'annual-plan', name: 'annual plan', plural: false, agreedOn: (group: Papers) => group.annualPlanAgreedOn, months: (ages: PaperAges) => ages.annualPlan.months },
  { kind: 'terms-of-reference', name: 'terms of reference', plural: true, agreedOn: (group: Papers) => group.termsAgreedOn, months: (ages: PaperAges) => ages.termsOfReference.months },
] as const;

/** How the papers of a group that reports to another stand on a day. One at the top, and an executive, which agrees the papers of others, are asked for none. When one was agreed is often not stated: that is not known, and never taken for overdue. */
export function papersOf(group: Papers, day: string, ages: PaperAges): Paper[] {
  if (group.reportsToId === null || group.kind === 'executive') return [];
  return paperKinds.map(({ kind, name, plural, agreedOn: read, months: monthsOf }) => {
    const [agreedOn, months] = [read(group), monthsOf(ages)];
    const agreed = agreedOn === null ? null : parsePartialDate(agreedOn);
    if (!agreed || agreed.from > day) {
      const why = agreed ? `What is published has the ${name} agreed only later, in ${agreedOn}` : `Nothing published says when the ${name} ${plural ? 'were' : 'was'} agreed`;
      return { kind, state: 'not-known', agreedOn: null, dueBy: null, explanation: `${why}: whether ${plural ? 'they are' : 'it is'} in date on ${day} is not known.` };
    }
    // Of a year or a month the last day counts: it is overdue only when it must be.
    const dueBy = addMonths(agreed.to, months);
    const isOverdue = dueBy < day;
    return { kind, state: isOverdue ? 'overdue' : 'in-date', agreedOn, dueBy, explanation: `The ${name}, agreed ${agreedOn!.length === 10 ? 'on' : 'in'} ${agreedOn}, ${isOverdue ? `${plural ? 'were' : 'was'} due again by ${dueBy}` : `${plural ? 'hold' : 'holds'} until ${dueBy}`}: ${months} months after.` };
  });
}
