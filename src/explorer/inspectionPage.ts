import { readAddress } from '../api/address.ts';
import { ActionPlanProgressDocument, LeicesterInspectionDocument, type ActionPlanProgressQuery, type LeicesterInspectionQuery } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import { dayForm } from './choiceViews.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, layout, lines, numberCell, numberColumn, originLink, row, rowHead, table } from './layout.ts';
import { addressOf, graphiqlAddress } from './links.ts';
import type { Page } from './Page.ts';
import { dayInWords, progressStates } from './words.ts';
import { counted } from '../words.ts';

type Inspection = NonNullable<LeicesterInspectionQuery['inspection']>;
type Reply = NonNullable<ActionPlanProgressQuery['inspection']>;
type Recommendation = Reply['recommendations']['nodes'][number];
type Action = Reply['actions']['nodes'][number];

/** What inspectors found, what they recommended, and how far what was promised in reply was on a day. */
export const inspectionPage: Page = {
  address: '/inspection',
  async read(api, { query }) {
    const { inspection: id, asAt } = readAddress(query, ['inspection', 'asAt']);
    if (id === undefined) throw new HubError('BAD_ARGUMENT', 'inspection is missing. "What the hub holds" leads to each inspection.');
    const [{ inspection }, { inspection: reply }] = await Promise.all([api.execute(LeicesterInspectionDocument, { id }), api.execute(ActionPlanProgressDocument, { id, asAt: asAt ?? null })]);
    if (inspection === null || reply === null) throw new HubError('NOT_FOUND', `No inspection has the id "${id.slice(0, 80)}". "What the hub holds" leads to each that the hub knows.`);
    return showInspection(inspection, reply, { id, asAt });
  },
};

export function inspectionAddress(inspection: string): string {
  return addressOf('/inspection', { inspection });
}

function showInspection(inspection: Inspection, reply: Reply, { id, asAt }: { id: string; asAt: string | undefined }): Html {
  const { title, kind, publishedOn, note, authority, provenance, judgements } = inspection;
  return layout({
    title,
    section: '/holdings',
    body: html`<h1 class="govuk-heading-xl">${title}</h1>
      <p class="govuk-body-l hub-lead">${authority?.name ?? 'Authority not known'}: ${kind ?? 'kind not stated'}, ${publishedOn === null ? 'day not stated' : `published ${publishedOn}`}. ${counted(reply.recommendations.totalCount, 'recommendation')} and ${counted(reply.actions.totalCount, 'action')} in reply. Source: ${originLink(provenance)}.</p>
      ${note !== null && html`<p class="govuk-body-s hub-word">${note}</p>`}
      <p class="govuk-body">What inspectors recommend is no priority that the authority adopted. <span class="hub-no-print"><a class="govuk-link" href="${graphiqlAddress('LeicesterInspection', { id })}">The query behind the grades</a> · <a class="govuk-link" href="${graphiqlAddress('ActionPlanProgress', { id, asAt: asAt ?? null })}">The query behind the reply</a></span></p>
      ${judgementsTable(judgements)}
      <h2 class="govuk-heading-m" id="reply">What was done about it, as at ${asAt === undefined ? 'today' : dayInWords(asAt)}</h2>
      <p class="govuk-body">“${progressStates.NOT_REPORTED}” is not “not done”: nobody has told the hub.</p>
      ${dayForm('/inspection', { inspection: id }, asAt)}
      ${horizonsTable(reply.progress)}
      ${reply.recommendations.nodes.map((recommendation) => recommendationSection(recommendation, reply.actions.nodes.filter((action) => action.recommendation?.id === recommendation.id)))}
      ${restOf(reply)}`,
  });
}

function judgementsTable(judgements: Inspection['judgements']): Html {
  if (judgements.length === 0) return html`<p class="govuk-body">The hub knows no grade that it gave.</p>`;
  return table({
    id: 'judgements',
    caption: `${counted(judgements.length, 'grade')}. The best grade says which way the scale runs`,
    head: [column('What was judged', 'wide'), numberColumn('Grade'), numberColumn('Best grade'), column('Sort'), column('Found', 'wide')],
    rows: judgements.map(({ area, grade, bestGrade, kind, finding }) => row([rowHead(area), numberCell(grade), numberCell(bestGrade), cell(kind ?? 'Not stated'), cell(finding ?? 'Not stated')])),
    isCompact: true,
  });
}

function horizonsTable(horizons: Reply['progress']): Content {
  if (horizons.length === 0) return null;
  return table({
    id: 'horizons',
    caption: 'How far the reply is, by the time that was given for it',
    head: [column('By when'), numberColumn('Recommendations'), numberColumn('Said to be done'), numberColumn('Without an action'), numberColumn('Actions'), column('State of the actions', 'wide')],
    rows: horizons.map(({ horizon, recommendations, done, withoutActions, actions }) => row([rowHead(horizon ?? 'Not stated'), ...[recommendations, done, withoutActions, actions.total].map(numberCell), cell(statesOf(actions))])),
    isCompact: true,
  });
}

function statesOf({ byState }: Reply['progress'][number]['actions']): string {
  return byState.map(({ state, count }) => `${progressStates[state]}: ${count}`).join('; ');
}

function recommendationSection({ id, ref, title, horizon, addressedTo, progress: { report } }: Recommendation, actions: readonly Action[]): Html {
  const told = [horizon !== null && `By when: ${horizon}.`, addressedTo !== null && `To: ${addressedTo}.`, report?.state != null && `${progressStates[report.state]}, says ${report.madeBy} on ${dayInWords(report.onDay)}: ${report.note}`].filter((part) => part !== false);
  return html`<h3 class="govuk-heading-s" id="${id}">${ref}: ${title}</h3>
    <p class="govuk-body">${told.join(' ')}${actions.length === 0 && ' The hub knows no action in reply.'}</p>
    ${actions.length > 0 && actionsTable(`actions-${ref}`, `${counted(actions.length, 'action')} in reply to ${ref}`, actions)}`;
}

function actionsTable(id: string, caption: string, actions: readonly Action[]): Html {
  return table({
    id,
    caption,
    head: [column('Action', 'wide'), column('Led by'), column('Due'), column('How far it is', 'wide'), column('Succeeds when', 'wide')],
    rows: actions.map((action) => row([rowHead(actionName(action)), cell(action.lead ?? 'Not stated'), cell(action.dueText ?? action.dueTo ?? 'Not stated'), cell(progressOf(action)), cell(action.successCriteria ?? 'Not stated')])),
    isCompact: true,
  });
}

function actionName({ id, ref, title, seeAlso, referredToBy }: Action): Content {
  const others = [...new Set([...seeAlso, ...referredToBy].map((other) => other.ref))];
  return [html`<span id="${id}">${ref} ${title}</span>`, others.length > 0 && html`<br /><span class="hub-word">See also ${others.join(', ')}</span>`];
}

function progressOf({ progress: { state, explanation }, milestones }: Action): Content {
  return lines([html`<strong>${progressStates[state]}</strong>`, html`<span class="hub-word">${explanation}</span>`, ...milestones.map((milestone) => html`<span class="hub-word">${milestone.due ?? 'No day stated'}: ${milestone.title} (${progressStates[milestone.progress.state]})</span>`)]);
}

/** Actions that answer no recommendation, and how many of either the page does not show. */
function restOf({ recommendations, actions }: Reply): Content {
  const loose = actions.nodes.filter(({ recommendation }) => recommendation === null);
  const unshown = [recommendations.totalCount > recommendations.nodes.length && `${recommendations.totalCount - recommendations.nodes.length} more recommendations`, actions.totalCount > actions.nodes.length && `${actions.totalCount - actions.nodes.length} more actions`].filter((part) => part !== false);
  return [
    loose.length > 0 && html`<h3 class="govuk-heading-s">In reply to no one recommendation</h3>${actionsTable('actions-other', counted(loose.length, 'action'), loose)}`,
    unshown.length > 0 && html`<p class="govuk-body">Not shown: ${unshown.join(' and ')}. The queries behind this page lead to all.</p>`,
  ];
}
