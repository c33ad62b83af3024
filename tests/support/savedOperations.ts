import { parse, type DocumentNode } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';

export interface SavedOperation {
  name: string;
  document: DocumentNode;
  /** What it is asked with a second time: another value for each of its variables. */
  otherVariables: Record<string, unknown>;
}

/** By the name of a variable, where it means the same in most operations that have it. */
const otherValues: Readonly<Record<string, unknown>> = {
  after: null,
  afterSource: null,
  ages: { from: 5, to: 16 },
  area: 'E08000035',
  asAt: '2008-06-01',
  authorities: ['E06000015', 'E08000035'],
  better: 'HIGH',
  breakdown: 'all',
  filter: { region: 'E12000003', minAuthorities: 2 },
  first: 3,
  indicator: 'LAIT:AVG_Attain8_Score',
  minAuthorities: 3,
  period: 'FY2023/24',
  plan: 'E08000035/cypp-2011',
  region: 'E12000003',
  statements: 2,
  themes: ['SEND', 'NEET'],
};

/** Of one operation alone. */
const otherValuesOf: Readonly<Record<string, Record<string, unknown>>> = {
  ActionFeed: { filter: { authorities: ['E06000016'], dueBy: '2009-01-01' } },
  ActionPlanProgress: { id: 'E06000016/jar-2008', asAt: '2012-01-01' },
  AgendaOfAGroup: { group: 'E10000018/GR001', date: '2008-06-30' },
  AuthorityPlans: { code: 'E08000035', asAt: '2012-06-01' },
  CommissioningCase: { weights: { need: 50, contiguity: 0 } },
  CompareByOutcome: { plans: ['E06000015/cypp-2006', 'E08000035/cypp-2011'], vocabulary: 'ecm' },
  ContractsEnding: { ends: { from: '2006-01-01', to: '2030-12-31' } },
  CrossBoundaryUse: { authorities: ['E08000035'] },
  DecisionHistory: { filter: { states: ['UNDONE'] } },
  DuplicateCandidates: { filter: { authorities: ['E06000016'] } },
  DocumentsHeld: { code: 'E08000035' },
  ExceptionsOfAnAuthority: { authority: 'E08000035', asAt: '2011-09-30' },
  ExplainMatch: { a: 'E08000035/P0025', b: 'E06000016/P0616' },
  FigureFeed: { filter: { areas: ['E92000001'] } },
  GovernanceOfAnAuthority: { authority: 'E08000035', asAt: '2011-09-30' },
  HubRows: { source: 'E08000035/leeds', noun: 'priorities', changedAfter: 1 },
  HubSources: { publishers: ['E08000035', 'E06000016'] },
  IndicatorBesideRegion: { areas: ['E08000035', 'E92000001'], from: '2015-01-01' },
  LatestFigures: { areas: ['E08000035', 'E92000001'], to: '2020-03-31' },
  LeedsObsessions: { roles: ['OBSESSION'] },
  LeicesterInspection: { id: 'E06000016/nothing-of-this-name' },
  MoreStatements: { id: 'overlap-LAC', filter: { region: 'E12000004', asAt: '2024-06-30' } },
  NarrowingTheGap: { expression: 'value("LAIT:TotAbs") * 2' },
  OneOverlap: { id: 'overlap-LAC', region: 'E12000004', asAt: '2024-06-30' },
  OwnComparison: { comparedWith: ['E06000016'] },
  Placements: { authorities: ['E08000035'] },
  PlanLife: { asAt: '2012-01-01' },
  PlanReport: { asAt: '2011-12-31', authority: 'E08000035' },
  PreviewOfMyPlan: { plan: 'E08000035/cypp-2015' },
  PriorityFeed: { filter: { region: 'E12000003', asAt: '2012-06-01' } },
  ProposalAsItStands: { ids: ['nothing-of-this-name'] },
  ProposalEvidence: { comparators: ['E12000003'], since: '2015-01-01', today: '2024-06-30', contracts: { from: '2006-01-01', to: '2030-12-31' } },
  Proposals: { filter: { text: 'short breaks' } },
  Provision: { asAt: '2024-06-30' },
  RegionalServices: { region: 'E12000004', themes: ['NEET'], text: 'young' },
  ReportCard: { authority: 'E06000016', indicator: 'NI 117', asAt: '2009-03-31' },
  Search: { text: 'foster carers', kinds: ['PRIORITY', 'SERVICE'], asAt: null, region: 'E12000004', themes: null },
  ServiceFeed: { filter: { themes: ['NEET'] } },
  ServicesNear: { latitude: 53.8, longitude: -1.55, withinKm: 200, outsideOf: 'E08000035', themes: null },
  ServicesOfTheme: { region: null },
  SharingAgreements: { standings: ['EXPIRED'] },
  SpendAgainstOutcome: { theme: 'SEND' },
  TargetFeed: { filter: { region: 'E12000003' } },
  // The name of a variable, which nobody awaits.
  // oxlint-disable-next-line unicorn/no-thenable
  ThenAndNow: { then: '2012-06-01', now: '2024-06-30' },
  ValueForMoney: { priceYear: 'FY2023/24', deflator: null },
  WhereSharingCouldHelp: { asAt: '2024-06-30' },
  WhomToWriteTo: { id: 'overlap-LAC', region: 'E12000004', asAt: '2024-06-30' },
};

/** Every operation of schema/operations, with a second set of variables. */
export const savedOperations: readonly SavedOperation[] = readdirSync('schema/operations').flatMap((file) => {
  const document = parse(readFileSync(`schema/operations/${file}`, 'utf8'));
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== 'OperationDefinition') return [];
    const name = definition.name!.value;
    const variables = (definition.variableDefinitions ?? []).map(({ variable }) => [variable.name.value, otherValueOf(name, variable.name.value)] as const);
    return [{ name, document, otherVariables: Object.fromEntries(variables) }];
  });
});

function otherValueOf(operation: string, variable: string): unknown {
  const values = { ...otherValues, ...otherValuesOf[operation] };
  if (!Object.hasOwn(values, variable)) throw new Error(`The tests have no second value for the variable "${variable}" of ${operation}: add one to tests/support/savedOperations.ts`);
  return values[variable];
}
