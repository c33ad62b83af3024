import type { CommissioningCaseQuery, CommissioningComponentName } from '../api/generated/operations.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, numberCell, numberColumn, row, rowHead, table } from './layout.ts';

export type Case = CommissioningCaseQuery['overlaps']['nodes'][number]['commissioningCase'];

/** What each component asks, in few words. */
export const componentWords: Record<CommissioningComponentName, { name: string; question: string }> = {
  NEED: { name: 'Need', question: 'Are their figures worse than the region, England or their targets?' },
  COVERAGE: { name: 'Sharing', question: 'How many of those with a document share it?' },
  MATCH: { name: 'Match', question: 'How sure is the hub, and do they mean the same thing?' },
  SPECIALISM: { name: 'Small numbers', question: 'Has each few children, and all of them together enough?' },
  CONTIGUITY: { name: 'Borders', question: 'Do they border on one another?' },
  FRAGMENTATION: { name: 'Supply in pieces', question: 'Has each of those that list services its own providers?' },
  AGREEMENTS: { name: 'Still to agree', question: 'How many are not tied by an agreement yet?' },
};

export function percentOf(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** A score from 0 to 1 to two places, or that it is not known: never a nought in its place. */
export function scoreInWords(value: number | null): Content {
  return value === null ? html`<span class="hub-word">Not known</span>` : value.toFixed(2);
}

/** Each component with its value, what it counts and the sentence it rests on. */
export function componentsTable(id: string, caption: Content, { components }: Case): Html {
  return table({
    id,
    caption,
    head: [column('What speaks for it', 'name'), numberColumn('0 to 1'), numberColumn('Weight'), column('What it rests on')],
    rows: components.map(({ name, value, weight, explanation }) =>
      row([rowHead(html`${componentWords[name].name}<br /><span class="hub-word">${componentWords[name].question}</span>`), numberCell(scoreInWords(value)), numberCell(weight), cell(explanation)]),
    ),
    isCompact: true,
  });
}

export function scoreSentence({ score, knownWeight }: Case): Html {
  return score === null
    ? html`<strong>Not known.</strong> The hub knows nothing of what has a weight here.`
    : html`<strong>${score.toFixed(2)} of 1, from ${percentOf(knownWeight)} of the weight.</strong> The rest is not known, and is left out.`;
}
