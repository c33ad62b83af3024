import type { PreviewOfMyPlanQuery } from '../api/generated/operations.ts';
import { isNotYetAdopted } from '../catalogue/planStatus.ts';
import { withoutControlCharacters } from '../harvest/printReport.ts';
import type { FileChanges } from '../harvest/readChanges.ts';
import { makesNoOverlap } from '../overlap/match/matchReasons.ts';

type Plan = NonNullable<PreviewOfMyPlanQuery['plan']>;
type Priority = Plan['priorities']['nodes'][number];
type Theme = Priority['themes'][number];

export interface PreviewedPlan {
  plan: Plan;
  /** All of them, however many pages they took. */
  priorities: readonly Priority[];
}

const mostRecordsNamed = 10;
const mostReasons = 3;
const mostNamesListed = 6;
/** A theme less likely than this was hardly next in line. */
const leastLikely = 0.1;

/** Which records would be new, changed or withdrawn, file by file. */
export function changeLines(changes: readonly FileChanges[]): string[] {
  return changes
    .flatMap(({ file, added, changed, withdrawn }) => [named(`${file}, new`, added), named(`${file}, changed`, changed), named(`${file}, withdrawn`, withdrawn)].flat())
    .map((line) => withoutControlCharacters(`  ${line}`));
}

function named(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length > mostRecordsNamed ? `, and ${ids.length - mostRecordsNamed} more` : '';
  return [`${what}: ${ids.slice(0, mostRecordsNamed).join(', ')}${more}`];
}

/** What stands behind a last day, where the plan does not state it. */
const howEndIsKnown: Record<Plan['inForceBasis'], string> = {
  STATED: '',
  SUPERSEDED: ' (the day before the plan that replaces it)',
  AUTHORITY_ENDED: ' (the day on which the last of its authorities ended)',
  ASSUMED: ' (this end is assumed, three years from the start, because the plan states none)',
  UNKNOWN: '',
};

/** How the hub reads one plan, priority by priority, the uncertain readings marked. */
export function planLines({ plan, priorities }: PreviewedPlan): string[] {
  const uncertain = priorities.filter(({ themes }) => themes.some((theme) => theme.isUncertain)).length;
  const unread = priorities.filter(({ themes }) => themes.length === 0).length;
  return [
    '',
    `${plan.title} (${plan.id})`,
    `  ${plan.inForceFrom === null ? `${plan.validFrom === null ? 'No start is stated' : 'None of its authorities was there on the days that it states'}, so it is in force on no day the hub can name` : `In force from ${plan.inForceFrom} to ${plan.inForceTo}${howEndIsKnown[plan.inForceBasis]}`}. ${plan.isPublic ? 'Everybody would see it.' : `Under embargo: only you would see it before ${plan.publicFrom}.`}`,
    ...dayLines(plan),
    ...(isNotYetAdopted(plan.status) ? [`  Its status is ${plan.status}: until it is adopted, what it states stands beside overlaps as context and makes none.`] : []),
    `  ${priorities.length} ${priorities.length === 1 ? 'priority' : 'priorities'}: ${uncertain} with an uncertain reading, ${unread} with none.`,
    ...priorities.flatMap((priority) => ['', ...priorityLines(plan, priority).map((line) => `  ${line}`)]),
  ].map(withoutControlCharacters);
}

/** Pages and questions without a day take the one on which most plans were in force, which may be before this plan's. */
function dayLines({ inForceFrom }: Plan): string[] {
  return inForceFrom === null ? [] : [`  To see it on the pages and in answers, name a day on which it is in force, for example asAt=${inForceFrom}: without one they show the day on which most plans were.`];
}

function priorityLines(plan: Plan, priority: Priority): string[] {
  const [next] = priority.runnersUp.filter(({ confidence }) => confidence >= leastLikely);
  return [
    `${priority.ref}: ${priority.title}`,
    ...(priority.themes.length === 0 ? ['  UNCERTAIN: the hub reads no theme in it, so it stands in no overlap.'] : priority.themes.flatMap((theme) => themeLines(theme))),
    ...(next === undefined ? [] : [`  Next in line, and not read: ${next.theme.label} (${next.confidence.toFixed(2)} sure).`]),
    ...priority.flags.map(({ explanation }) => `  A reviewer decided about it when things stood otherwise: ${explanation}`),
    ...priority.disputes.map((dispute) => `  You dispute ${dispute.theme?.label ?? `that ${dispute.suggestedTheme?.label} is missing`}: ${dispute.note}`),
    ...overlapLines(plan, priority),
  ];
}

const whoAssigned: Record<Theme['assignedBy'], string> = { PUBLISHER: ', as you coded it', REVIEWER: ', as a reviewer decided', HUB: '' };

function themeLines({ theme, isMain, confidence, isUncertain, assignedBy, evidence }: Theme): string[] {
  const rank = isMain ? 'main theme' : 'touched on';
  return [
    `  ${isUncertain ? 'UNCERTAIN: ' : ''}${theme.label} (${theme.code}), ${rank}, ${confidence.toFixed(2)} sure${whoAssigned[assignedBy]}.`,
    ...evidence.slice(0, mostReasons).map(({ explanation, weight }) => `    ${explanation}${weight < 0 ? ' (against)' : ''}`),
  ];
}

function overlapLines(plan: Plan, { adopted, overlaps, themes }: Priority): string[] {
  const shared = overlaps.map((overlap) => {
    const others = othersIn(plan, overlap.authorities);
    const names = others.slice(0, mostNamesListed).join(', ');
    return `  ${adopted === true && !isNotYetAdopted(plan.status) ? 'Joins' : 'Stands beside, as context,'} the overlap ${overlap.title}${others.length === 0 ? '' : ` with ${names}${others.length > mostNamesListed ? ` and ${others.length - mostNamesListed} more` : ''}`}${overlap.review.state === 'REJECTED' ? ', which a reviewer rejected' : ''}.`;
  });
  // What reviewers renamed, or merged into another, is about its theme all the same.
  const shares = (code: string): boolean => overlaps.some(({ theme, formerIds }) => theme.code === code || formerIds.includes(`overlap-${code}`));
  const alone = themes.filter(({ theme }) => !shares(theme.code)).map(({ theme }) => `  ${whyNone(plan, theme, adopted === true)}`);
  const unadopted = adopted === true || themes.length === 0 ? [] : [adopted === false ? '  Its column adopted says "no", so it makes no overlap by itself.' : '  Its column adopted does not say whether the authority itself set it: without "yes" it makes no overlap by itself.'];
  return [...shared, ...alone, ...unadopted];
}

/** Why a priority stands in no overlap about a theme that is read in it. That nobody shares it is said last: what the plan itself lacks hides whether anybody does. */
function whyNone(plan: Plan, { code, label, overlaps }: Theme['theme'], isAdopted: boolean): string {
  const none = `No overlap about ${label}`;
  if (makesNoOverlap(code)) return `${none}: the hub makes none about what every plan says.`;
  if (plan.inForceFrom === null) return `${none}: it joins none, because ${plan.validFrom === null ? 'its plan states no start. State it in valid_from' : 'none of its authorities was there on the days that its plan states'}.`;
  if (plan.authorities.every(({ kind }) => kind === 'DISTRICT')) return `${none}: it joins none, because a district has no duties for children’s services, so the hub compares no plan of one.`;
  if (overlaps.length > 0) return `${none}: it is not in ${overlaps.map(({ title }) => `“${title}”`).join(' or ')}, because of what reviewers decided about who belongs there.`;
  if (!isAdopted || isNotYetAdopted(plan.status)) return `${none} beside which it could stand: no two parties that the hub knows have adopted it.`;
  return `${none}: no two parties that the hub knows share it.`;
}

/** Names of the authorities in an overlap beside the plan's own, those of its region first. */
function othersIn(plan: Plan, authorities: Priority['overlaps'][number]['authorities']): string[] {
  const own = new Set(plan.authorities.map(({ code }) => code));
  const regions = new Set(plan.authorities.map(({ region }) => region?.code));
  const others = authorities.filter(({ code }) => !own.has(code));
  return [...others.filter(({ region }) => regions.has(region?.code)), ...others.filter(({ region }) => !regions.has(region?.code))].map(({ name }) => name);
}
