import { actionLeads, recommendationLeads } from './officers.ts';
import { sourceTitle } from './sources.ts';
import { addRow, type Package, type Row } from './tables.ts';

/** The plan that each report's recommendations and actions hang on, by the authority they are listed under. */
const planOf: Record<string, string> = {
  Leicester: 'jar-action-plan-2008', Leicestershire: 'trust-2008', Derby: 'cypp-2006', Leeds: 'cypp-2011', 'East Midlands (regional)': 'other-2006',
};

const leicesterReview = 'jar-2008';

export function addInspection(leicester: Package): void {
  addRow(leicester, 'inspections', {
    inspection_ref: leicesterReview,
    authority_code: leicester.publisher.code,
    title: "Joint Area Review of Leicester's Children and Young People's Services",
    published_on: '2008-06',
    kind: 'joint-area-review',
    source: sourceTitle('source-documents/leicester-jar-action-plan-2008.txt'),
    locator: 'Setting the Context',
    note: 'fieldwork in January and February 2008; known from the action plan that answers it',
  });
}

export function addRecommendation(target: Package, row: Row): void {
  const isReview = row.authority === 'Leicester';
  const ref = row.recommendation_id!.split('-').at(-1)!;
  addRow(target, 'recommendations', {
    inspection_ref: isReview ? leicesterReview : '',
    recommendation_ref: ref,
    title: row.text!,
    horizon: row.horizon!,
    addressed_to: row.addressed_to!,
    lead: isReview ? (recommendationLeads.get(ref) ?? '') : row.lead!,
    plan_ref: isReview ? '' : planOf[row.authority!]!,
    source: sourceTitle(row.source!),
    locator: row.locator!,
    note: row.note!,
  });
}

export function addAction(target: Package, row: Row): void {
  const isReview = row.authority === 'Leicester';
  addRow(target, 'actions', {
    plan_ref: planOf[row.authority!]!,
    inspection_ref: isReview ? leicesterReview : '',
    // Elsewhere the data's `ref` is a paragraph that several actions share; its own id is unique.
    action_ref: isReview ? row.ref! : row.action_id!.split('-').at(-1)!,
    recommendation_ref: row.recommendation_ref!,
    title: row.action!,
    due_from: spanStart(row.due_text!),
    due_to: row.due_date!,
    due_text: row.due_text!,
    lead: isReview ? (actionLeads.get(row.ref!) ?? row.lead!) : row.lead!,
    success_criteria: row.success_criteria!,
    see_also_refs: seeAlso(row.action!),
    source: sourceTitle(row.source!),
    locator: row.locator!,
    note: row.note!,
  });
}

function spanStart(due: string): string {
  const spans: Record<string, string> = { 'April 2008 – March 2010': '2008-04', 'April 2008 – March 2009': '2008-04', 'Sept. to Dec 2008': '2008-09', '2008-10': '2008' };
  return spans[due] ?? '';
}

function seeAlso(text: string): string {
  const pointer = /see also(.*)$/i.exec(text)?.[1] ?? '';
  return [...pointer.matchAll(/\b\d{1,2}\.\d{1,2}\b/g)].map(([ref]) => ref).join(';');
}
