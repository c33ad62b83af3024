import type { OneOverlapQuery } from '../api/generated/operations.ts';
import { html, type Html } from './html.ts';
import { cell, column, documentLink, numberCell, numberColumn, row, rowHead, table } from './layout.ts';
import { authoritiesOf, wordsOf } from './statementViews.ts';
import { datesOf } from './words.ts';
import { counted, listed } from '../words.ts';

type Overlap = NonNullable<OneOverlapQuery['overlap']>;

/** How many children an overlap concerns: the number with how many authorities it covers, or why there is none, and what indicators count. */
export function childrenSection({ childrenConcerned }: Overlap): Html {
  const { explanation, counted: known, notCounted, byIndicator } = childrenConcerned;
  return html`<h2 class="govuk-heading-m" id="children">How many children it concerns</h2>
    <p class="govuk-body">${explanation}</p>
    ${known.length > 0 &&
    table({
      id: 'children-table',
      caption: 'Children of the ages that the statements are for: whom it may concern, not how many are in need',
      head: [column('Authority', 'name'), numberColumn('Children'), column('Ages', 'short'), column('Counted', 'short'), column('Source')],
      rows: [
        ...known.map(({ authority, children, ages, period, source }) => row([rowHead(authority.name), numberCell(children.toLocaleString('en-GB')), cell(ages), cell(period), cell(source)])),
        ...notCounted.map(({ authority, reason }) => row([rowHead(authority.name), numberCell('Not known'), cell(''), cell(''), cell(reason)])),
      ],
      isCompact: true,
    })}
    ${byIndicator.length > 0 &&
    html`<p class="govuk-body">What indicators count in children. Two of them may count the same children, so they are never added up.</p>
      <ul class="govuk-list govuk-list--bullet hub-prose">${byIndicator.map(({ explanation: told, tiedBy, notKnown }) => html`<li>${told}${tiedBy === 'THEME' && ' It is an indicator of the theme; no statement here names it.'}${notKnown.length > 0 && ` Not known: ${listed(notKnown.map(({ name }) => name))}.`}</li>`)}</ul>`}`;
}

/** Statements that just failed to be in an overlap, each with what threshold would let it in; nothing where there is none. */
export function nearestMissesSection({ nearestMisses, title }: Overlap): Html | false {
  if (nearestMisses.length === 0) return false;
  return html`<h2 class="govuk-heading-m" id="misses">Nearly in it</h2>
    <p class="govuk-body hub-prose">Statements that the hub did not read to be about ${title}, and nearly did: first those that would bring in an authority that does not share it. A person who knows the plan may know better.</p>
    ${table({
      id: 'misses-table',
      caption: `The ${counted(nearestMisses.length, 'nearest miss', 'nearest misses')}`,
      head: [column('Authority', 'short'), column('In its own words', 'words'), column('Document', 'name'), column('What would let it in', 'name'), column('What sets it apart')],
      rows: nearestMisses.map((miss) =>
        row([
          rowHead(html`${authoritiesOf(miss)}${miss.wouldAdd.length > 0 && html`<br /><span class="hub-word">would join those that share it</span>`}`),
          cell(wordsOf({ ...miss.priority, evidence: miss.evidence })),
          cell(miss.priority.plan === null ? 'Not public' : html`${documentLink(miss.priority.plan.title, miss.priority.plan.url)}<br /><span class="hub-word">${datesOf(miss.priority.plan)}</span>`),
          cell(miss.explanation),
          cell(miss.separation.replaceAll(title, 'this')),
        ]),
      ),
      isCompact: true,
    })}`;
}
