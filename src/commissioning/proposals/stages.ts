import { checkOneOf, checkText } from './checkValues.ts';

/** The nine stages of the joint planning and commissioning framework for children, young people and maternity services (Every Child Matters, 2006), in our words. */
export const stages = [
  { key: 'outcomes', name: 'Outcomes', description: 'Look at how children and young people fare: their outcomes.' },
  { key: 'groups', name: 'Particular groups', description: 'Look at particular groups of children and young people.' },
  { key: 'needs', name: 'Needs', description: 'Find out what is needed, with what users and staff think.' },
  { key: 'priorities', name: 'Resources and priorities', description: 'Say which resources there are, and set priorities.' },
  { key: 'pattern', name: 'Pattern of services', description: 'Plan the pattern of services, with the weight on prevention.' },
  { key: 'how-to-commission', name: 'How to commission', description: 'Decide how services are best commissioned.' },
  { key: 'commission', name: 'Commissioning', description: 'Commission, with pooled resources where they serve.' },
  { key: 'workforce', name: 'Workforce and market', description: 'Plan for the people who do the work and for the market of providers.' },
  { key: 'review', name: 'Monitoring and review', description: 'Monitor and review the services, and the way they were commissioned.' },
] as const;

export type StageKey = (typeof stages)[number]['key'];

export const progresses = ['not-begun', 'under-way', 'done'] as const;
export type Progress = (typeof progresses)[number];

/** What was said of a stage, and when (ISO 8601, UTC). */
export interface StageEvent {
  stage: StageKey;
  progress: Progress;
  note: string;
  by: string;
  at: string;
}

/** A stage with the latest word on it: not begun, and by nobody, where none was said. */
export interface StageProgress {
  key: StageKey;
  name: string;
  description: string;
  progress: Progress;
  note: string;
  by: string | null;
  at: string | null;
}

export function checkStageEvent({ stage, progress, note }: StageEvent): void {
  checkOneOf('stage', stage, stages.map(({ key }) => key));
  checkOneOf('progress', progress, progresses);
  checkText('note', note);
}

/** All nine in their order. Of two words of one moment, the one that stands later in the list counts. */
export function stagesOf(events: readonly StageEvent[]): StageProgress[] {
  const inOrder = events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return stages.map((stage) => {
    const { progress, note, by, at } = inOrder.findLast((event) => event.stage === stage.key) ?? { progress: 'not-begun' as const, note: '', by: null, at: null };
    return { ...stage, progress, note, by, at };
  });
}
