import type { HubSummaryQuery, RegionOverlapsQuery } from '../api/generated/operations.ts';
import { html, type Html } from './html.ts';
import { cell, column, numberCell, numberColumn, row, rowHead, table } from './layout.ts';
import { overlapAddress, type Question } from './links.ts';
import { reviewMark } from './reviewViews.ts';
import { statementsTable } from './statementViews.ts';
import { strengthInWords } from './words.ts';
import { counted, listed } from '../words.ts';

type Overlap = RegionOverlapsQuery['overlaps']['nodes'][number];
type Sharing = Overlap['coverage'];

/** What the first page has to show: a question, its answer, and what the hub holds. */
export interface ShownOverlaps {
  summary: HubSummaryQuery;
  overlaps: RegionOverlapsQuery['overlaps'];
  region: { code: string; name: string };
  question: Question & { after?: string | undefined; open?: string | undefined };
}

/** The answer: one row an overlap, strongest first, with everybody asked about in one of three columns. */
export function overlapsTable({ overlaps, region }: ShownOverlaps): Html {
  if (overlaps.nodes.length === 0) return html`<p class="govuk-inset-text">The hub knows of no priority that two ${region.name} authorities shared then. Look at the documents it holds before taking that for an answer.</p>`;
  return html`${table({
      id: 'overlaps-table',
      caption: `${counted(overlaps.totalCount, 'overlap')}, strongest first`,
      head: [column('Overlap', 'name'), numberColumn('Strength'), column('Shared by', 'wide'), column('Has a plan without it', 'short'), column('Cannot tell', 'name'), numberColumn('Statements')],
      rows: overlaps.nodes.map((overlap) =>
        row([
          rowHead(html`<a class="govuk-link" href="#${overlap.id}">${overlap.title}</a>${reviewMark(overlap)}`),
          numberCell(html`${overlap.strength.toFixed(2)}<br /><span class="hub-word">${strengthInWords(overlap.strength)}</span>`),
          cell(html`<strong>${overlap.coverage.sharing.length} of ${overlaps.coverage.length}:</strong> ${namesOfSharing(overlap.coverage)}${alreadyJoint(overlap)}`),
          cell(namesOf(overlap.coverage.notSharing)),
          cell(namesOf(overlap.coverage.unknown)),
          numberCell(overlap.members.totalCount),
        ]),
      ),
    })}
    <p class="govuk-body-s hub-prose">Strength, from 0 to 1, is the share of the authorities with a document in force that have the priority, times how sure the hub is of its readings: from 0.75 very strong, from 0.5 strong, from 0.25 moderate.
      “Has a plan without it”: the hub holds a whole general plan, and no statement in it is about this. “Cannot tell”: no document is held, or none that could show it. “Uncertain”: the hub is not sure of any reading by which the authority shares it.
      Overlaps that a reviewer rejected are left out: <a class="govuk-link" href="/decisions">what reviewers decided</a>.</p>`;
}

/** Those that share it, with a mark on those that do so only through a joint plan, or only by readings that are uncertain. */
export function namesOfSharing({ sharing }: Pick<Sharing, 'sharing'>): string {
  return sharing
    .map(({ authority, through, isUncertain }) => {
      const notes = [through === 'JOINT_PLAN' && 'through a joint plan', isUncertain && 'uncertain'].filter((note) => note !== false);
      return notes.length === 0 ? authority.name : `${authority.name} (${notes.join(', ')})`;
    })
    .join(', ');
}

function namesOf(entries: Sharing['unknown']): string {
  return entries.length === 0 ? 'None' : entries.map(({ authority }) => authority.name).join(', ');
}

function alreadyJoint({ jointPlans }: Pick<Overlap, 'jointPlans'>): Html | false {
  return jointPlans.length > 0 && html`<br /><strong>Already joint:</strong> ${jointPlans.map((plan) => `${plan.title} (${listed(plan.authorities.map(({ name }) => name))})`).join('; ')}`;
}

/** Under each overlap its statements, closed until somebody opens them or prints the page. */
export function statementSections({ overlaps, question, region }: ShownOverlaps): Html[] {
  const asked = { region: region.code, asAt: question.asAt };
  return overlaps.nodes.map(
    (overlap) => html`<section class="hub-overlap" id="${overlap.id}" aria-labelledby="${overlap.id}-title">
      <h3 class="govuk-heading-s" id="${overlap.id}-title">${overlap.title}</h3>
      <p class="govuk-body">${summaryOf(overlap)} <a class="govuk-link hub-no-print" href="${overlapAddress(overlap.id, asked)}">All about it<span class="govuk-visually-hidden">: ${overlap.title}</span></a></p>
      <details class="govuk-details"${question.open === 'all' && html` open`}>
        <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${statementCount(overlap)}</span></summary>
        <div class="govuk-details__text">${statementsTable({ id: `${overlap.id}-statements`, caption: `Statements about ${overlap.title}`, about: overlap.title, statements: overlap.members.nodes })}</div>
      </details>
    </section>`,
  );
}

/** What a meeting would be about, whether its authorities border on one another, and what stands beside it. */
export function summaryOf({ cores, contiguous, context }: Pick<Overlap, 'cores' | 'contiguous' | 'context'>): string {
  return [
    cores.length > 0 && `Closest: ${cores.map((core) => `${core.title} (${core.authorities.length} authorities)`).join('; ')}.`,
    contiguous ? 'Its authorities border on one another without a gap.' : 'There are gaps between its authorities on the map.',
    context.totalCount > 0 && `${counted(context.totalCount, 'statement')} that no authority adopted ${context.totalCount === 1 ? 'stands' : 'stand'} beside it.`,
  ]
    .filter((sentence) => sentence !== false)
    .join(' ');
}

function statementCount({ members, coverage }: Overlap): string {
  const all = `${counted(members.totalCount, 'statement')} of ${counted(coverage.sharing.length, 'authority', 'authorities')}`;
  return members.nodes.length < members.totalCount ? `The first ${members.nodes.length} of ${all}` : all;
}
