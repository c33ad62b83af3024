import type { ReportCard } from '../../types/reportCard.ts';

/** What a card lacks, in sentences that say who can tell it. */
export function lacksOf({ authority, plan, priority, measures, lead, story, partners, whatWorks, actions, nextReport }: Omit<ReportCard, 'missing'>, isOfPriority: boolean): string[] {
  const about = isOfPriority ? 'the priority' : 'the indicator';
  const untold = [story === null && 'the story behind the curve', partners === null && 'its partners', whatWorks === null && 'what works'].filter((part) => part !== false);
  const lacks = [
    !isOfPriority && plan === null && `No plan of ${authority.name} in force on the day names the indicator, so that nobody is known to answer for it.`,
    isOfPriority && measures.length === 0 && 'The plan ties no indicator to the priority (plan_indicators.csv, or indicator_codes of priorities.csv), so that no curve can be drawn.',
    ...measures.flatMap(({ indicator, series, targets }) => [
      series === null && `The hub has no value of ${indicator.code} for ${authority.name} by the day (observations.csv).`,
      targets.length === 0 && `No target or trajectory of ${indicator.code} is known for ${authority.name} (targets.csv).`,
    ]),
    plan !== null && lead === null && `The plan names nobody who leads on ${about}.`,
    plan !== null && untold.length > 0 && `Nobody has told ${listed(untold)}: the publisher or a reviewer can, with recordProgress${isOfPriority || priority === null ? '' : ' of the indicator in its plan'}.`,
    actions.length === 0 && `No action is tied to ${about}.`,
    plan !== null && nextReport === null && measures.length > 0 && 'The plan does not say when it is reported (reporting_cycle of plan_indicators.csv).',
  ];
  return lacks.filter((lack) => lack !== false);
}

function listed(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;
}
