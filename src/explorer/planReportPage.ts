import { readAddress } from '../api/address.ts';
import { PlanReportDocument, type PlanReportQuery } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import { dayForm } from './choiceViews.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, documentLink, layout, numberCell, numberColumn, row, rowHead, table } from './layout.ts';
import { graphiqlAddress } from './links.ts';
import { missingEverywhere, missingList } from './missingViews.ts';
import { given, type Page } from './Page.ts';
import { attainmentStates, dayInWords, progressStates } from './words.ts';
import { counted } from '../words.ts';

type Report = PlanReportQuery['planReport'];
type Card = Report['indicatorCards'][number];
type Measure = Card['measures'][number];

/** A plan's report of a quarter, to be read or printed: how much the figures tell first, then theme by theme, indicator by indicator, and what is missing. */
export const planReportPage: Page = {
  address: '/report',
  async read(api, { query }) {
    const { plan, asAt, authority } = readAddress(query, ['plan', 'asAt', 'authority']);
    if (plan === undefined) throw new HubError('BAD_ARGUMENT', 'plan is missing. "What the hub holds" leads to the report of each document that has indicators or actions.');
    const { planReport } = await api.execute(PlanReportDocument, { plan, ...given({ authority }), asAt: asAt ?? null });
    return showReport(planReport, { plan, asAt, authority });
  },
};

function showReport(report: Report, question: { plan: string; asAt?: string | undefined; authority?: string | undefined }): Html {
  const { plan, authority, asAt, quarter, summary, actions } = report;
  return layout({
    title: `Report on ${plan.title}`,
    section: '/holdings',
    body: html`<h1 class="govuk-heading-xl">${plan.title}</h1>
      <p class="govuk-body-l hub-lead">${authority.name}: report of ${quarter}, as at ${dayInWords(asAt)}. ${summary}</p>
      <p class="govuk-body">What nobody has told the hub is missing here, and is not nothing. ${plan.url !== null && html`${documentLink('The plan', plan.url)} `}<a class="govuk-link hub-no-print" href="${graphiqlAddress('PlanReport', question)}">The query behind this page</a></p>
      ${dayForm('/report', { plan: question.plan, authority: question.authority }, asAt)}
      ${themesTable(report.themes)}
      ${indicatorsTable(report.indicatorCards)}
      ${report.correctiveActions.length > 0 && correctiveList(report.correctiveActions)}
      ${actionsTable(actions)}
      ${prioritiesTable(report.priorityCards)}`,
  });
}

function themesTable(themes: Report['themes']): Content {
  if (themes.length === 0) return null;
  return table({
    id: 'themes',
    caption: 'Indicators by theme, and which way they go beyond chance',
    head: [column('Theme'), numberColumn('Indicators'), numberColumn('With values'), numberColumn('Better'), numberColumn('Worse'), numberColumn('No clear change'), numberColumn('Too few values'), column('Targets')],
    rows: themes.map(({ theme, indicators, movements, variances }) => row([rowHead(theme?.label ?? 'No theme given'), ...[indicators, movements.withValues, movements.better, movements.worse, movements.unclear, movements.tooFew].map(numberCell), cell(variances.length === 0 ? 'None known' : variances.map(({ state, count }) => `${attainmentStates[state]}: ${count}`).join(', '))])),
    isCompact: true,
  });
}

function indicatorsTable(cards: readonly Card[]): Content {
  if (cards.length === 0) return null;
  const everywhere = missingEverywhere(cards);
  return html`${everywhere.length > 0 && html`<p class="govuk-body">Of every indicator: ${everywhere.join(' ')}</p>`}${table({
    id: 'indicators',
    caption: `${counted(cards.length, 'indicator')} of the plan`,
    head: [column('Indicator', 'name'), column('Latest value'), column('Where it goes'), column('Against its target'), column('Led by'), column('Reported next'), column('What is missing')],
    rows: cards.flatMap((card) => card.measures.map((measure) => row([rowHead([measure.indicator.title, html`<br /><span class="hub-word">${measure.indicator.code}${measure.planIndicator?.role === 'OBSESSION' && ', an obsession'}</span>`]), cell(latestOf(measure)), cell(movementOf(measure)), cell(varianceOf(measure)), cell(card.lead ?? 'Not stated'), cell(card.nextReport === null ? 'Not stated' : card.nextReport.month ?? card.nextReport.words), cell(missingList(card.missing, everywhere))]))),
    isCompact: true,
  })}`;
}

function latestOf({ series, indicator }: Measure): Content {
  const latest = series?.points.findLast(({ observation }) => observation.value !== null)?.observation;
  return latest === undefined ? 'None known' : html`${latest.value} <span class="hub-word">${indicator.unit}, ${latest.period}</span>`;
}

function movementOf({ series }: Measure): Content {
  if (series === null) return 'Cannot be said';
  const { direction, turning } = series;
  const told = { BETTER: 'Better', WORSE: 'Worse', NEITHER: direction.direction === 'TOO_FEW' ? 'Too few values to say' : 'No clear change' }[direction.verdict];
  const turn = turning.verdict === 'NEITHER' ? null : turning.verdict === 'BETTER' ? 'The curve turns for the better.' : 'The curve turns for the worse.';
  return [html`<strong>${told}</strong>`, html`<br /><span class="hub-word">${direction.explanation}</span>`, turn !== null && html`<br />${turn} <span class="hub-word">${turning.explanation}</span>`];
}

function varianceOf({ variance }: Measure): Content {
  if (variance === null) return 'No target known';
  const { attainment, target } = variance;
  return [html`<strong>${attainmentStates[attainment.state]}</strong>`, target.period !== null && html` <span class="hub-word">(target for ${target.period})</span>`, html`<br /><span class="hub-word">${attainment.explanation}</span>`];
}

function correctiveList(reports: Report['correctiveActions']): Html {
  return html`<h2 class="govuk-heading-m">Corrective action</h2>
    <ul class="govuk-list govuk-list--bullet">${reports.map(({ note, onDay, madeBy }) => html`<li>${note} <span class="hub-word">${madeBy}, ${dayInWords(onDay)}</span></li>`)}</ul>`;
}

function actionsTable({ total, byState }: Report['actions']): Content {
  if (total === 0) return html`<p class="govuk-body">The hub knows no action of the plan.</p>`;
  return table({ id: 'actions', caption: `${counted(total, 'action')} of the plan by state`, head: [column('State'), numberColumn('Actions')], rows: byState.map(({ state, count }) => row([rowHead(progressStates[state]), numberCell(count)])), isCompact: true });
}

function prioritiesTable(cards: Report['priorityCards']): Content {
  if (cards.length === 0) return null;
  const everywhere = missingEverywhere(cards);
  return html`${everywhere.length > 0 && html`<p class="govuk-body">Of every priority: ${everywhere.join(' ')}</p>`}${table({
    id: 'priorities',
    caption: `${counted(cards.length, 'priority', 'priorities')} that the authority adopted`,
    head: [column('Priority', 'wide'), column('Led by'), column('Championed by'), numberColumn('Indicators'), numberColumn('Actions'), column('What is missing')],
    rows: cards.map(({ priority, lead, sponsor, measures, actions, missing }) => row([rowHead(priority?.title ?? ''), cell(lead ?? 'Not stated'), cell(sponsor ?? 'Not stated'), numberCell(measures.length), numberCell(actions.length), cell(missingList(missing, everywhere))])),
    isCompact: true,
  })}`;
}
