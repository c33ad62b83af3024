import type { EvidencePlace, ReasonFragment as Reason, StatementInOverlapFragment, StatementWithSourceFragment } from '../api/generated/operations.ts';
import { html, type Content, type Html } from './html.ts';
import { markedText } from './markedText.ts';
import { cell, column, documentLink, row, rowHead, table } from './layout.ts';
import { flagsOf } from './reviewViews.ts';
import { approaches, datesOf, dayInWords, decisionKinds, statementKinds } from './words.ts';
import { listed } from '../words.ts';

type Statement = StatementInOverlapFragment | StatementWithSourceFragment;

interface StatementsTable {
  id: string;
  caption: string;
  /** What the statements are all about; their reasons need not repeat it. */
  about: string;
  statements: readonly Statement[];
}

/** Statements in their authorities' own words, each with its document and why it belongs. */
export function statementsTable({ id, caption, about, statements }: StatementsTable): Html {
  return table({
    id,
    caption,
    head: [column('Authority', 'short'), column('In its own words', 'words'), column('Document', 'name'), column('Closeness', 'short'), column('Why the hub reads it so')],
    rows: statements.map((statement) =>
      row([rowHead(authoritiesOf(statement)), cell(ownWords(statement)), cell(documentOf(statement)), cell(closenessOf(statement)), cell([reasonsOf(statement, about), runnerUpOf(statement), disputesOf(statement), 'flags' in statement.priority && flagsOf(statement.priority.flags)])]),
    ),
    isCompact: true,
  });
}

export function authoritiesOf({ priority: { plan } }: { readonly priority: { readonly plan: { readonly authorities: readonly { readonly name: string }[] } | null } }): string {
  const names = plan?.authorities.map(({ name }) => name) ?? [];
  return names.length > 1 ? `${listed(names)} (joint plan)` : listed(names);
}

function ownWords({ priority, evidence }: Statement): Content {
  const kind = statementKinds[priority.kind];
  const approach = 'approach' in priority ? priority.approach : null;
  return html`${wordsOf({ ...priority, evidence })}${kind !== '' && html` <span class="hub-word">(${kind})</span>`}${approach !== null && html`<br /><span class="hub-word">Sets out to ${approaches[approach]}</span>`}`;
}

interface Worded {
  readonly title: string;
  readonly description?: string | null;
  readonly outcome?: { readonly title: string } | null;
  readonly evidence: readonly (Reason | object)[];
}

/** A statement as published, with the words marked that speak for how it is read. The heading is shown where words of it do. */
export function wordsOf({ title, description, outcome, evidence }: Worded): Html {
  const speaking = evidence.filter((reason): reason is Reason => 'parts' in reason && (reason as Reason).weight > 0);
  const marked = (place: EvidencePlace, text: string): Content => markedText(text, speaking.flatMap((reason) => (reason.place === place ? reason.parts : [])));
  const isHeadingRead = speaking.some(({ place }) => place === 'HEADING');
  return html`<q>${marked('TITLE', title)}</q>${description != null && html`<br />${marked('DESCRIPTION', description)}`}${outcome != null && isHeadingRead && html`<br /><span class="hub-word">Under “${marked('HEADING', outcome.title)}”</span>`}`;
}

function documentOf({ priority }: Statement): Content {
  if (priority.plan === null) return 'Not public';
  const locator = 'provenance' in priority ? priority.provenance.locator : null;
  const { title } = priority.plan;
  const url = 'url' in priority.plan ? priority.plan.url : null;
  return html`${documentLink(title, url)}<br /><span class="hub-word">${datesOf(priority.plan)}${locator !== null && `; ${locator}`}</span>`;
}

function closenessOf({ ring, coreTitle, confidence, isUncertain }: Statement): Content {
  return html`${ring === 'CORE' ? 'Core' : 'Related'}${coreTitle !== null && `: ${coreTitle}`}<br /><span class="hub-word">${confidence.toFixed(2)} sure</span>${isUncertain && html`<br /><strong>Uncertain</strong>`}`;
}

function reasonsOf({ evidence }: Statement, about: string): Content {
  if (evidence.length === 0) return 'Not recorded';
  return html`<ul class="hub-reasons">${evidence.map(({ explanation, weight }) => html`<li>${withoutRepeating(about, explanation)}${weight < 0 && html` <span class="hub-word">(against)</span>`}</li>`)}</ul>`;
}

/** What it was nearly read as, where there is room for it. */
function runnerUpOf({ priority }: Statement): Content {
  if (!('runnersUp' in priority) || priority.runnersUp.length === 0) return '';
  return html`<p class="hub-next">Next in line, and not read: ${priority.runnersUp.map(({ theme, confidence, threshold, separation }, i) => html`${i > 0 && '; '}<span title="${separation}">${theme.label}</span> <span class="hub-word">(${confidence.toFixed(2)} sure, read from ${threshold.toFixed(2)})</span>`)}.</p>`;
}

/** What the publisher says against the reading, beside the hub's reasons for it; only that it does where there is no room for words. */
function disputesOf(statement: Statement): Content {
  if (!statement.isDisputed) return '';
  if (!('disputes' in statement)) return html`<p class="hub-dispute"><strong>Disputed by its publisher.</strong></p>`;
  return statement.disputes.map(
    ({ body, madeAt, note, suggestedTheme, answers }) => html`<p class="hub-dispute"><strong>Disputed by ${body.name}</strong> <span class="hub-word">(${dayInWords(madeAt)})</span>: <q>${note}</q>${suggestedTheme !== null && ` It suggests ${suggestedTheme.label}.`}${answers.map(answerOf)}</p>`,
  );
}

type Answer = StatementWithSourceFragment['disputes'][number]['answers'][number];

function answerOf({ kind, theme, reviewer, madeAt, note }: Answer): Html {
  return html`<br /><strong>${decisionKinds[kind]}${theme !== null && `: ${theme.label}`}, by ${reviewer}</strong> <span class="hub-word">(${dayInWords(madeAt)})</span>: <q>${note}</q>`;
}

function withoutRepeating(about: string, explanation: string): string {
  return explanation.replace(`, which speaks for ${about}.`, '.').replace(` ${about}.`, ' it.');
}
