import type { StatementInOverlapFragment, StatementWithSourceFragment } from '../api/generated/operations.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, documentLink, row, rowHead, table } from './layout.ts';
import { datesOf, dayInWords, listed, statementKinds } from './words.ts';

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
      row([rowHead(authoritiesOf(statement)), cell(ownWords(statement)), cell(documentOf(statement)), cell(closenessOf(statement)), cell([reasonsOf(statement, about), disputesOf(statement)])]),
    ),
    isCompact: true,
  });
}

function authoritiesOf({ priority: { plan } }: Statement): string {
  const names = plan?.authorities.map(({ name }) => name) ?? [];
  return names.length > 1 ? `${listed(names)} (joint plan)` : listed(names);
}

function ownWords({ priority }: Statement): Content {
  const kind = statementKinds[priority.kind];
  const description = 'description' in priority ? priority.description : null;
  return html`<q>${priority.title}</q>${kind !== '' && html` <span class="hub-word">(${kind})</span>`}${description !== null && html`<br />${description}`}`;
}

function documentOf({ priority }: Statement): Content {
  if (priority.plan === null) return 'Not public';
  const locator = 'provenance' in priority ? priority.provenance.locator : null;
  const { title } = priority.plan;
  const url = 'url' in priority.plan ? priority.plan.url : null;
  return html`${documentLink(title, url)}<br /><span class="hub-word">${datesOf(priority.plan)}${locator !== null && `; ${locator}`}</span>`;
}

function closenessOf({ ring, coreTitle, confidence }: Statement): Content {
  return html`${ring === 'CORE' ? 'Core' : 'Related'}${coreTitle !== null && `: ${coreTitle}`}<br /><span class="hub-word">${confidence.toFixed(2)} sure</span>`;
}

function reasonsOf({ evidence }: Statement, about: string): Content {
  if (evidence.length === 0) return 'Not recorded';
  return html`<ul class="hub-reasons">${evidence.map(({ explanation, weight }) => html`<li>${withoutRepeating(about, explanation)}${weight < 0 && html` <span class="hub-word">(against)</span>`}</li>`)}</ul>`;
}

/** What the publisher says against the reading, beside the hub's reasons for it; only that it does where there is no room for words. */
function disputesOf(statement: Statement): Content {
  if (!statement.isDisputed) return '';
  if (!('disputes' in statement)) return html`<p class="hub-dispute"><strong>Disputed by its publisher.</strong></p>`;
  return statement.disputes.map(
    ({ body, madeAt, note, suggestedTheme }) => html`<p class="hub-dispute"><strong>Disputed by ${body.name}</strong> <span class="hub-word">(${dayInWords(madeAt)})</span>: <q>${note}</q>${suggestedTheme !== null && ` It suggests ${suggestedTheme.label}.`}</p>`,
  );
}

function withoutRepeating(about: string, explanation: string): string {
  return explanation.replace(`, which speaks for ${about}.`, '.').replace(` ${about}.`, ' it.');
}
