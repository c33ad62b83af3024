import type { FoundInPlanFragment, SearchQuery } from '../api/generated/operations.ts';
import { html, type Content, type Html } from './html.ts';
import { inspectionAddress } from './inspectionPage.ts';
import { documentLink } from './layout.ts';
import { addressOf } from './links.ts';
import { planAddress } from './planPage.ts';
import { serviceAddress } from './servicesPage.ts';
import { agesInWords, datesOf, foundFields, foundKinds, statementKinds } from './words.ts';
import { listed } from '../words.ts';

type Hit = SearchQuery['search']['nodes'][number];
type Match = Hit['matches'][number];

/** Found records in order: what each is called, what and whose it is, and the other texts in which words were found. The hits are marked. */
export function foundList(hits: readonly Hit[]): Html {
  return html`<ol class="hub-found">${hits.map((hit) => html`<li>
    <h3 class="govuk-heading-s">${titleOf(hit)}</h3>
    <p class="govuk-body-s hub-word">${joined(factsOf(hit))}</p>
    ${hit.matches.filter(({ field }) => field !== 'TITLE' && field !== 'CODE').map((match) => html`<p class="govuk-body-s"><strong>${foundFields[match.field]}:</strong> ${marked(match)}</p>`)}
  </li>`)}</ol>`;
}

function titleOf({ matches, record }: Hit): Content {
  const title = markedOr(matches, 'TITLE', 'name' in record ? record.name : record.title);
  const address = placeOf(record);
  return address === null ? title : html`<a class="govuk-link" href="${address}">${title}</a>`;
}

/** The page of the hub that says more of a record; of a part of a plan or an inspection, that of the whole. Null where none does. */
function placeOf(record: Hit['record']): string | null {
  switch (record.__typename) {
    case 'Indicator':
      return addressOf('/figures', { indicator: record.code });
    case 'Service':
      return serviceAddress(record);
    case 'Priority':
      return record.plan && planAddress(record.plan.id);
    default:
      return record.inspection ? `${inspectionAddress(record.inspection.id)}#${encodeURIComponent(record.id)}` : record.plan && planAddress(record.plan.id);
  }
}

/** A text with its hits, or as it is when the words stand elsewhere. */
function markedOr(matches: readonly Match[], field: Match['field'], text: string): Content {
  const match = matches.find((each) => each.field === field);
  return match ? marked(match) : text;
}

function marked({ segments }: Match): Content {
  return segments.map(({ text, isHit }) => (isHit ? html`<mark>${text}</mark>` : text));
}

function factsOf({ kind, matches, record }: Hit): Content[] {
  const name = foundKinds[kind].one;
  const { locator } = record.provenance;
  switch (record.__typename) {
    case 'Priority':
      return [statementKinds[record.statementKind] || name, namesOf(record.authorities), planOf(record.plan), locator];
    case 'Service':
      return [name, namesOf(record.authorities), record.provider, agesInWords(record)];
    case 'Indicator':
      return [html`${name} ${markedOr(matches, 'CODE', record.code)}`, record.unit];
    case 'Action':
      return [name, ...ofPlanOrInspection(record), locator, dueOf(record)];
    case 'Recommendation':
      return [name, ...ofPlanOrInspection(record), locator, record.horizon];
  }
}

interface PartOfPlanOrInspection {
  readonly plan: (FoundInPlanFragment & { readonly authorities: readonly { readonly name: string }[] }) | null;
  readonly inspection: { readonly title: string; readonly authority: { readonly name: string } | null } | null;
}

function ofPlanOrInspection({ plan, inspection }: PartOfPlanOrInspection): Content[] {
  return plan ? [namesOf(plan.authorities), planOf(plan)] : [inspection?.authority?.name, inspection?.title];
}

function planOf(plan: FoundInPlanFragment | null): Content {
  return plan && html`${documentLink(plan.title, plan.url)} (${datesOf(plan)})`;
}

function namesOf(authorities: readonly { readonly name: string }[]): string {
  return listed(authorities.map(({ name }) => name));
}

function dueOf({ dueText, dueTo }: { readonly dueText: string | null; readonly dueTo: string | null }): string | null {
  const due = dueText ?? dueTo;
  return due && `due: ${due}`;
}

function joined(facts: readonly Content[]): Content {
  return facts.filter((fact) => fact !== null && fact !== undefined && fact !== '').map((fact, index) => html`${index > 0 && ' · '}${fact}`);
}
