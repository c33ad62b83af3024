/** From the least to the most it may be. Proposals are made before the figures are known to the pound. */
export interface Range {
  low: number;
  high: number;
}

export const proposalStages = ['feasibility', 'proposal'] as const;
export type ProposalStage = (typeof proposalStages)[number];

/** How the bodies pay. The first is what authorities do unless they agree otherwise. */
export const fundingModels = ['keeps-own', 'aligned', 'pooled', 'lead-recharges'] as const;
export type FundingModel = (typeof fundingModels)[number];

/** A body that takes part: an authority, or a partner such as a health board, by its GSS or ONS code of nine characters. */
export interface TakingPart {
  code: string;
  /** What it is called, for a body that the hub knows no name of. */
  name: string | null;
  /** Id of the governance group that decides for it; null where the hub is to find the board at the top of its groups. */
  decidingGroupId: string | null;
}

/** What is to be different for children, tied to an indicator so that it can be told afterwards whether it came about. */
export interface Objective {
  text: string;
  indicatorCode: string | null;
  /** GSS code of the area it is measured for; null for each authority that takes part. */
  areaCode: string | null;
  breakdown: string | null;
  baseline: Figure | null;
  target: Figure | null;
}

export interface Figure {
  value: number;
  /** As the catalogue writes periods, for example AY2024/25. */
  period: string;
}

/** One way to go about it. Doing nothing is one of them. */
export interface Option {
  title: string;
  isDoNothing: boolean;
  isPreferred: boolean;
  /** In pounds over the years of the proposal. */
  cost: Range | null;
  costs: string;
  benefits: string;
}

export const degrees = ['low', 'medium', 'high'] as const;
export type Degree = (typeof degrees)[number];

export interface Risk {
  text: string;
  likelihood: Degree | null;
  impact: Degree | null;
  mitigation: string;
}

export interface Consulted {
  whom: string;
  said: string;
  /** What was done about it. */
  response: string;
}

/** What the costs rest on. Each can be changed, and seen to matter. */
export interface Assumptions {
  /** What one of it is: a place, a child, an hour. */
  unit: string;
  /** Pounds for one unit in a year. */
  unitCost: Range | null;
  /** Units a year for each body: of one that is not listed the volume is not known. */
  volumes: readonly { bodyCode: string; units: Range }[];
  /** Pounds, once, for all bodies together: 0 to 0 where there are none, null where nobody has said. */
  oneOffCost: Range | null;
  /** Percent of running costs that buying together saves: 0 to 0 where none is expected, null where nobody has said. */
  economies: Range | null;
  /** Pounds a year that each body spends on the same now, and where that is stated. */
  spendNow: readonly { bodyCode: string; amount: number; source: string }[];
  /** Over how many years. */
  years: number;
  /** The financial year whose prices they are in, for example FY2026/27. */
  priceYear: string | null;
  /** Why these. */
  note: string;
}

export const holdsWhiles = ['at-least', 'at-most', 'same'] as const;

/** What of the evidence the conclusion rests on, so that the hub can tell when it no longer does. */
export interface Reliance {
  /** Key of a fact of the evidence. */
  factKey: string;
  /** The figure stays at least, or at most, the value; or the fact stays the same: its verdict, and where it has none its figure and words. */
  holdsWhile: (typeof holdsWhiles)[number];
  /** For at-least and at-most; null for same. */
  value: number | null;
}

/**
 * All that a version of a proposal says, section by section: each key is a section, which is changed whole. Texts are plain, an empty one is
 * not told yet. What only the bodies that take part may read stands in `exempt`, and is kept apart.
 */
export interface ProposalContent {
  title: string;
  stage: ProposalStage;
  summary: string;
  /** Ids of the overlaps it starts from; none where it starts from nothing. */
  overlapIds: readonly string[];
  regionCode: string | null;
  bodies: readonly TakingPart[];
  leadCode: string | null;
  themeCodes: readonly string[];
  ages: { from: number; to: number } | null;
  /** Groups of children and young people, in words. */
  groups: readonly string[];
  /** The area it is for, in words. */
  area: string;
  /** The four questions of the learning-set note of 2006. */
  who: string;
  how: string;
  specification: string;
  funding: string;
  objectives: readonly Objective[];
  options: readonly Option[];
  timescale: string;
  risks: readonly Risk[];
  equalityImpact: string;
  consultation: readonly Consulted[];
  fundingModel: FundingModel;
  /** Percent of all costs that each body bears: for pooled money and a lead that recharges, and no other. */
  shares: readonly { bodyCode: string; percent: number }[];
  assumptions: Assumptions;
  recommendations: readonly string[];
  reasons: string;
  conclusion: string;
  reliesOn: readonly Reliance[];
  legal: string;
  personnel: string;
  corporateObjectives: string;
  wards: string;
  exempt: Exempt | null;
}

/** What is not for the public, and the paragraph of Schedule 12A of the Local Government Act 1972 by which. */
export interface Exempt {
  text: string;
  paragraph: number;
}

export type Section = keyof ProposalContent;

/** Each section in plain words, in the order in which a proposal is read. */
export const sectionNames: { readonly [S in Section]: string } = {
  title: 'title',
  stage: 'stage',
  summary: 'summary',
  overlapIds: 'overlaps it starts from',
  regionCode: 'region',
  bodies: 'bodies taking part',
  leadCode: 'lead',
  themeCodes: 'themes',
  ages: 'ages',
  groups: 'groups of children and young people',
  area: 'area',
  who: 'who should undertake the work',
  how: 'how the work is done',
  specification: 'specification',
  funding: 'how it is funded',
  objectives: 'objectives',
  options: 'options',
  timescale: 'timescale',
  risks: 'risks',
  equalityImpact: 'equality impact',
  consultation: 'consultation',
  fundingModel: 'funding model',
  shares: 'shares of the costs',
  assumptions: 'assumptions about costs',
  recommendations: 'recommendations',
  reasons: 'reasons for the recommendations',
  conclusion: 'conclusion',
  reliesOn: 'facts the conclusion rests on',
  legal: 'legal implications',
  personnel: 'personnel implications',
  corporateObjectives: 'corporate objectives',
  wards: 'wards or areas affected',
  exempt: 'exempt appendix',
};

export const sections = Object.keys(sectionNames) as readonly Section[];
