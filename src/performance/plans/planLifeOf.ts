import { parsePartialDate } from '../../catalogue/period.ts';

export interface LifeStep {
  date: string;
  body: string;
  purpose: string;
  result: string | null;
  planned: boolean | number | null;
}

export interface LifeConsultation {
  title: string;
  from: string | null;
  to: string | null;
  participants: number | null;
  approximate: boolean | number | null;
  audience: string | null;
  findings: string | null;
  response: string | null;
}

export interface LifeEvent<Step, Consultation> {
  /** As published; null where no date is stated. */
  when: string | null;
  who: string | null;
  what: string;
  cameOfIt: string;
  step: Step | null;
  consultation: Consultation | null;
}

interface Dated<Event> {
  event: Event;
  span: { from: string; to: string } | null;
}

/**
 * Steps of a plan and consultations on it in one order. What is certainly earlier comes first; where dates do not tell, as when only the
 * year of several steps is known, the order in which the publisher lists them, a consultation by its first day. What has no date stands last.
 */
export function planLifeOf<Step extends LifeStep, Consultation extends LifeConsultation>(steps: readonly Step[], consultations: readonly Consultation[]): LifeEvent<Step, Consultation>[] {
  const [ofSteps, ofConsultations] = [steps.map((step) => ({ event: stepEvent(step), span: parsePartialDate(step.date) })), consultations.map((one) => ({ event: consultationEvent(one), span: spanOf(one) }))];
  const all: Dated<LifeEvent<Step, Consultation>>[] = [...ofSteps, ...ofConsultations];
  return [...inOrder(all.flatMap(({ event, span }) => (span ? [{ event, span }] : []))), ...all.filter(({ span }) => span === null).map(({ event }) => event)];
}

/** Takes, again and again, the first of those before which nothing else must stand. */
function inOrder<Event extends LifeEvent<unknown, unknown>>(dated: readonly { event: Event; span: { from: string; to: string } }[]): Event[] {
  const [left, ordered]: [typeof dated[number][], Event[]] = [[...dated], []];
  while (left.length > 0) {
    const firstEnd = left.reduce((earliest, { span }) => (span.to < earliest ? span.to : earliest), left[0]!.span.to);
    const ready = left.filter(({ span }) => span.from <= firstEnd);
    const step = ready.find(({ event }) => event.step !== null);
    const consultation = ready.filter(({ event }) => event.step === null).reduce<(typeof ready)[number] | undefined>((first, one) => (first === undefined || one.span.from < first.span.from ? one : first), undefined);
    const next = step === undefined || (consultation !== undefined && consultation.span.from < step.span.from) ? consultation! : step;
    left.splice(left.indexOf(next), 1);
    ordered.push(next.event);
  }
  return ordered;
}

const purposes: Readonly<Record<string, string>> = {
  draft: 'Draft',
  consultation: 'Consultation',
  scrutiny: 'Scrutiny',
  approval: 'Approval',
  'partner-approval': 'Approval by a partner',
  submission: 'Submission',
  publication: 'Publication',
  review: 'Review',
};

function stepEvent<Step extends LifeStep>(step: Step): LifeEvent<Step, never> {
  const { date, body, purpose, result, planned } = step;
  const told = result === null ? '' : ended(result);
  const cameOfIt = planned ? `Told of as still to come${told === '' ? '.' : `: ${told}`} Whether it took place is not told.` : told || 'What came of it is not told.';
  return { when: date, who: body, what: purposes[purpose] ?? purpose, cameOfIt, step, consultation: null };
}

function consultationEvent<Consultation extends LifeConsultation>(consultation: Consultation): LifeEvent<never, Consultation> {
  const { title, audience, participants, approximate, findings, response } = consultation;
  const cameOfIt = [
    participants === null ? 'How many took part is not told.' : `${approximate ? 'About ' : ''}${participants.toLocaleString('en-GB')} took part.`,
    findings === null ? 'What they said is not told.' : `They said: ${ended(findings)}`,
    response === null ? 'What was done about it is not told.' : `What was done about it: ${ended(response)}`,
  ].join(' ');
  return { when: datesOf(consultation), who: audience, what: title, cameOfIt, step: null, consultation };
}

function datesOf({ from, to }: LifeConsultation): string | null {
  if (from !== null && to !== null) return from === to ? from : `${from} to ${to}`;
  return from !== null ? `from ${from}` : to !== null ? `until ${to}` : null;
}

function spanOf({ from, to }: LifeConsultation): { from: string; to: string } | null {
  const [first, last] = [parsePartialDate(from ?? to ?? ''), parsePartialDate(to ?? from ?? '')];
  return first && last ? { from: first.from, to: last.to < first.from ? first.to : last.to } : null;
}

/** The words of a publisher as a sentence that others may follow. */
function ended(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}
