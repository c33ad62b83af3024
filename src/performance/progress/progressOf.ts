import { parsePartialDate } from '../../catalogue/period.ts';
import { fourFigures } from '../fourFigures.ts';
import { counted } from '../../words.ts';

/** What somebody may say of something that is to be done. */
export const saidStates = ['done', 'stopped', 'under-way', 'not-begun'] as const;
export type SaidState = (typeof saidStates)[number];

export type ProgressState = SaidState | 'missed' | 'off-course' | 'overdue' | 'not-reported' | 'not-due' | 'no-date';
/** What a state rests on: a report made to the hub, the publisher's own words, a published value, milestones, or dates alone. */
export type ProgressBasis = 'report' | 'publisher' | 'value' | 'milestones' | 'dates';

export interface Progress {
  state: ProgressState;
  basis: ProgressBasis;
  /** The last day on which it is due, ISO. */
  dueOn: string | null;
  /** Days by which that is past; null where it is done, stopped, not due or has no date. */
  daysOver: number | null;
  explanation: string;
}

/** Something to be done, with what is known of it. */
export interface Task {
  /** As published: a year, a month or a day. */
  due: string | null;
  /** As its publisher put it, in words of its own. */
  status: string | null;
  report: { state: SaidState; onDay: string; madeBy: string } | null;
  /** The published value by which a milestone is measured, and what it was to be. */
  value?: { actual: number; aim: number; period: string; isReached: boolean } | null;
  milestones?: readonly Pick<Progress, 'state' | 'dueOn'>[];
}

/** How far something to be done is on a day: as was last reported, else as its publisher words it, else by the value it is measured by, its milestones and its date. That nothing was reported is never taken for not done. */
export function progressOf(task: Task, asAt: string): Progress {
  const dueOn = task.due === null ? null : (parsePartialDate(task.due)?.to ?? null);
  const days = dueOn === null ? 0 : Math.round((Date.parse(asAt) - Date.parse(dueOn)) / 86_400_000);
  const found = (state: ProgressState, basis: ProgressBasis, explanation: string): Progress => ({ state, basis, dueOn, daysOver: days > 0 && state !== 'done' && state !== 'stopped' ? days : null, explanation });
  const due = dueOn === null ? '' : days > 0 ? ` It was due on ${dueOn}, ${counted(days, 'day')} before ${asAt}.` : ` It is due on ${dueOn}.`;
  const said = saidOf(task);
  if (said && (said.state === 'done' || said.state === 'stopped')) return found(said.state, said.basis, `${said.words}.`);
  if (said && days > 0) return found('overdue', said.basis, `${said.words}.${due}`);
  const { value } = task;
  if (!said && value) return found(value.isReached ? 'done' : 'missed', 'value', `In ${value.period} the value was ${fourFigures(value.actual)}, which ${value.isReached ? 'reaches' : 'falls short of'} the ${fourFigures(value.aim)} aimed at.`);
  const missed = (task.milestones ?? []).filter(({ state }) => state === 'missed' || state === 'overdue');
  if (missed.length > 0 && days <= 0) return found('off-course', 'milestones', `${ofMilestones(missed.length, task.milestones!.length)} ${missed.length === 1 ? 'was' : 'were'} not reached in time.${due}`);
  if (said) return found(said.state, said.basis, `${said.words}.${due}`);
  const inWords = task.status === null ? 'Nothing was reported of it' : `Its publisher says “${task.status}”, which the hub cannot read as done or not done`;
  if (days > 0) return found('not-reported', 'dates', `${inWords}.${due} Whether it was done is not known.`);
  const reached = (task.milestones ?? []).filter(({ state }) => state === 'done').length;
  if (reached > 0) return found('under-way', 'milestones', `${ofMilestones(reached, task.milestones!.length)} ${reached === 1 ? 'is' : 'are'} reached.${due}`);
  return dueOn === null ? found('no-date', 'dates', `${inWords}, and it has no date that the hub can read.`) : found('not-due', 'dates', `${inWords}.${due}`);
}

function saidOf({ report, status }: Task): { state: SaidState; basis: ProgressBasis; words: string } | null {
  if (report) return { state: report.state, basis: 'report', words: `Reported as ${inWords[report.state]} on ${report.onDay} by ${report.madeBy}` };
  const state = status === null ? null : readStatus(status);
  return state && { state, basis: 'publisher', words: `Its publisher says “${status}”` };
}

const inWords: Record<SaidState, string> = { done: 'done', stopped: 'stopped', 'under-way': 'under way', 'not-begun': 'not begun' };

/** Words that publishers use, the plainest forms only: what is said at greater length is not guessed at. */
const words: readonly [RegExp, SaidState][] = [
  [/^(not (yet )?(begun|started|commenced)|no progress)$/, 'not-begun'],
  [/^(done|complete|completed|achieved|met|delivered|implemented|finished|closed|green[ -]+complete)$/, 'done'],
  [/^(stopped|abandoned|cancelled|withdrawn|superseded|no longer (relevant|required|applicable))$/, 'stopped'],
  [/^(in progress|under ?way|on ?going|started|begun|commenced|on (track|target|course)|part(ly|ially)? (complete|completed|met|achieved)|slipp(ed|ing)|behind schedule|not (yet )?(complete|completed|done|achieved|met))$/, 'under-way'],
];

/** What a publisher's own words say, where they are plain. */
export function readStatus(status: string): SaidState | null {
  const plain = status.toLowerCase().replace(/(?<![.!])[.!]+$/, '').trim();
  return words.find(([form]) => form.test(plain))?.[1] ?? null;
}

function ofMilestones(some: number, all: number): string {
  return all === 1 ? 'Its milestone' : `${some} of its ${all} milestones`;
}
