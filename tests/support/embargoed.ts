import type { PackageFiles } from './harvest.ts';

/** In every row of Leicester's plan under embargo, and nowhere else. */
export const zebra = 'Zebra';

export const openOfLeicester: PackageFiles = {
  'groups.csv': 'group_ref,name,kind,authority_codes\nboard,Board,board,E06000016',
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nopen,E06000016,Open plan,cypp,whole,2024,2027',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nopen,p1,Better support for children with special educational needs,priority,yes',
};

/** A joint plan, so that its other authority, Nottingham, is shown to see nothing of it either. */
export const secretOfLeicester = (embargoUntil = '2025-07-01'): PackageFiles => ({
  'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\nZebra,E06000016;E06000018,Zebra plan,cypp,whole,2024,2027,${embargoUntil}`,
  'plan_steps.csv': 'plan_ref,date,body,purpose\nZebra,2025-06,Zebra Cabinet,approval',
  'plan_links.csv': 'plan_ref,related_ref,related_title\nZebra,,Zebra link',
  'consultations.csv': 'consultation_ref,plan_ref,title\nZebra-c1,Zebra,Zebra consultation',
  'outcomes.csv': 'plan_ref,outcome_ref,title\nZebra,Zebra-o1,Zebra outcome',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\nZebra,Zebra-p1,Zebra: better placements for looked-after children,priority,yes,\nZebra,Zebra-p2,Zebra: special educational needs,priority,yes,\nZebra,Zebra-p3,Zebra words,Zebra-kind,yes,',
  'plan_indicators.csv': 'plan_ref,indicator_code,role,lead,outcome_ref,priority_ref\nZebra,NI 117,key,Zebra lead,,\nopen,NI 117,key,,Zebra-o1,\nopen,NI 50,key,,,Zebra-p1',
  'recommendations.csv': 'plan_ref,recommendation_ref,title\nZebra,Zebra-r1,Zebra recommendation',
  'actions.csv': 'plan_ref,action_ref,title,priority_ref,parent_action_ref\nZebra,Zebra-a1,Zebra action,,\nopen,Zebra-a2,Zebra action two,Zebra-p1,\nopen,Zebra-a3,Zebra action three,,Zebra-a1\nopen,Zebra-a4,Zebra action of a public plan below two,,Zebra-a2\nopen,Zebra-a5,Zebra action of a public plan below three,,Zebra-a3',
  'responsibilities.csv': 'group_ref,subject_kind,subject_ref,text\nboard,priority,Zebra-p1,Zebra answer\nboard,strategy,Zebra,Zebra strategy\nboard,strategy,Zebra-o1,Zebra outcome\nboard,report,Zebra-c1,Zebra report',
  'meetings.csv': 'group_ref,date,item,subject_ref,for\nboard,2025-06,Zebra item,Zebra-p2,decision\nboard,2025-06,Zebra outcome,Zebra-o1,decision\nboard,2025-06,Zebra action,Zebra-a1,decision\nboard,2025-06,Zebra action two,Zebra-a2,decision\nboard,2025-06,Zebra action five,Zebra-a5,decision\nboard,2025-06,Zebra recommendation,Zebra-r1,decision\nboard,2025-06,Zebra consultation,Zebra-c1,decision',
  'milestones.csv': 'action_refs,title\nZebra-a1,Zebra milestone\nZebra-a2,Zebra milestone of two\nZebra-a5,Zebra milestone of five',
  'targets.csv': 'indicator_code,area_code,period,value,kind,priority_ref,action_refs,text\nNI 117,E06000016,CY2026,5,target,Zebra-p1,,Zebra target\nNI 117,E06000016,CY2027,5,target,,Zebra-a2,Zebra target of two\nNI 117,E06000016,CY2028,5,target,,Zebra-a4,Zebra target of four',
});

export const openOfNottingham: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nopen,E06000018,Nottingham plan,cypp,whole,2024,2027',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nopen,p1,Improve provision for pupils with special educational needs,priority,yes\nopen,p2,Improve outcomes for looked-after children,priority,yes',
};

/** What every field that needs a value is asked with: records of the secret plan where the argument can name one. */
export const everyValue: Readonly<Record<string, string>> = {
  id: '"E06000016/Zebra"',
  'plan.id': '"E06000016/Zebra"',
  'search.text': '"Zebra"',
  'priority.id': '"E06000016/Zebra-p1"',
  'overlap.id': '"overlap-SEND"',
  'decision.id': '"Zebra-decision"',
  'source.id': '"E06000016/secret"',
  'area.code': '"E92000001"',
  'region.code': '"E12000004"',
  'authority.code': '"E06000016"',
  'theme.code': '"LAC"',
  'indicator.code': '"NI 117"',
  'action.id': '"E06000016/Zebra-a1"',
  // Who names a secret one is told that nobody has it, which tests/api/reasons.test.ts tries.
  'explainMatch.a': '"E06000016/p1"',
  'explainMatch.b': '"E06000018/p1"',
  'exceptions.authority': '"E06000016"',
  'governance.authority': '"E06000016"',
  'indicatorSeries.indicator': '"NI 117"',
  'indicatorSeries.area': '"E06000016"',
  'derivedSeries.area': '"E06000016"',
  'derivedSeries.expression': '"value(\\"NI 117\\")"',
  'outcomeGaps.indicator': '"NI 117"',
  'outcomeGaps.area': '"E06000016"',
  'servicesNear.latitude': '52.6',
  'servicesNear.longitude': '-1.1',
  'contractsEnding.filter': '{ authorities: ["E06000016"], ends: { from: "2020-01-01", to: "2030-01-01" } }',
  'planReport.plan': '"E06000016/open"',
  'reportCard.authority': '"E06000016"',
  'reportCard.indicator': '"NI 117"',
  'provision.filter': '{ region: "E12000004", themes: ["SEND"] }',
  'sharingPossibilities.filter': '{ region: "E12000004", themes: ["SEND"] }',
  'compare.authorities': '["E06000016", "E06000018"]',
  'compareByOutcome.plans': '["E06000016/open", "E06000018/open"]',
  'compareByOutcome.in': '"ecm"',
  'crosswalk.from': '"ecm"',
  'crosswalk.to': '"leeds"',
  '_entities.representations': '[{ __typename: "Plan", id: "E06000016/Zebra" }, { __typename: "Priority", id: "E06000016/Zebra-p1" }, { __typename: "Overlap", id: "overlap-SEND" }, { __typename: "Authority", code: "E06000016" }]',
};
