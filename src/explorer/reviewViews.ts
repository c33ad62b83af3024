import type { DecisionHistoryQuery, DecisionOfOverlapFragment, OneOverlapQuery, RegionOverlapsQuery } from '../api/generated/operations.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, row, rowHead, table } from './layout.ts';
import { overlapAddress } from './links.ts';
import { dayInWords, decisionKinds, decisionStates, reviewStates } from './words.ts';
import { listed } from '../words.ts';

type Overlap = NonNullable<OneOverlapQuery['overlap']>;
type Decision = DecisionOfOverlapFragment | DecisionHistoryQuery['decisions']['nodes'][number];

/** Under the title of an overlap in a list: what a reviewer found of it, and whether to look again. */
export function reviewMark({ review, flags }: Pick<RegionOverlapsQuery['overlaps']['nodes'][number], 'review' | 'flags'>): Content {
  const state = reviewStates[review.state];
  return [
    state !== '' && html`<br /><span class="hub-word">${state} by a reviewer</span>`,
    flags.length > 0 && html`<br /><span class="hub-word">To look at again</span>`,
  ];
}

/** What reviewers made of an overlap: what was found of it, how it came by its title, and what went into it. */
export function reviewOf({ review, isRenamed, theme, formerIds, flags }: Overlap): Content {
  const state = reviewStates[review.state];
  return [
    state !== '' && html`<p class="govuk-body hub-review"><strong>${state} by ${review.reviewer}</strong>${review.madeAt !== null && html` <span class="hub-word">(${dayInWords(review.madeAt)})</span>`}: <q>${review.note}</q></p>`,
    isRenamed && html`<p class="govuk-body">A reviewer gave it this title. Its theme is ${theme.label}.</p>`,
    formerIds.length > 0 && html`<p class="govuk-body">Reviewers made it one with ${listed(formerIds)}.</p>`,
    flagsOf(flags),
  ];
}

/** Where what is known now contradicts a decision. */
export function flagsOf(flags: readonly { readonly explanation: string }[]): Content {
  return flags.map(({ explanation }) => html`<p class="hub-dispute"><strong>A decision to look at again:</strong> ${explanation}</p>`);
}

/** Decisions with who, when and why, as they are listed. */
export function decisionsTable(decisions: readonly Decision[], { id, caption }: { id: string; caption: string }): Html {
  return table({
    id,
    caption,
    head: [column('When and who', 'short'), column('What', 'name'), column('About'), column('Why', 'words'), column('State', 'short')],
    rows: decisions.map((decision) =>
      row([rowHead(html`${dayInWords(decision.madeAt)}<br /><span class="hub-word">${decision.reviewer}</span>`), cell(whatOf(decision)), cell(aboutOf(decision)), cell(html`<q>${decision.note}</q>`), cell([decisionStates[decision.state], flagsOf(decision.flags)])]),
    ),
    isCompact: true,
  });
}

function whatOf({ kind, undoes, title, theme, isMain }: Decision): Content {
  const what = undoes === null ? decisionKinds[kind] : `${decisionKinds[kind]}: ${decisionKinds[undoes.kind].toLowerCase()}`;
  return html`${what}${theme !== null && html`: ${theme.label}${isMain === false && ' (touched on)'}`}${title !== null && html`: “${title}”`}`;
}

function aboutOf(decision: Decision): Content {
  const about = 'overlap' in decision && overlapOf(decision);
  return [
    about && html`${about}${decision.priorities.length > 0 && html`<br />`}`,
    decision.priorities.map(({ title, authorities }, index) => html`${index > 0 && html`<br />`}<q>${title}</q> <span class="hub-word">${listed(authorities.map(({ name }) => name))}</span>`),
  ];
}

/** What was decided of an overlap is not said of the one that it went into since. */
function overlapOf({ overlapId, overlap }: Pick<DecisionHistoryQuery['decisions']['nodes'][number], 'overlapId' | 'overlap'>): Content {
  if (overlapId === null) return null;
  if (overlap === null) return html`<span class="hub-word">${overlapId}, which no two authorities share now</span>`;
  const link = html`<a class="govuk-link" href="${overlapAddress(overlap.id, {})}">${overlap.title}</a>`;
  return overlap.id === overlapId ? link : html`<span class="hub-word">${overlapId}, now part of</span> ${link}`;
}
