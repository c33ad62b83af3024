import { getNamedType } from 'graphql';
import { fieldExtensionsEstimator, type ComplexityEstimator, type ComplexityEstimatorArgs } from 'graphql-query-complexity';
import { defaultPageSize, largestPage } from './read/pageArgs.ts';

type Cost = (estimate: Pick<ComplexityEstimatorArgs, 'args' | 'childComplexity'>) => number;

/** What a field of the root costs, in values, however little it returns: it is a question with statements of its own, whatever aliases put beside it. */
const costOfQuestion = 1_000;

/** What changing something costs, in values, beside what is asked of the result: each act is a transaction of its own, so a request may hold only a few. */
const costOfChange = 10_000;

/** Cost of a field that changes something. */
export const costOfAct: Cost = ({ childComplexity }) => costOfChange + childComplexity;

/** Adds the price of a question to the cost of each field of the root, and of what a named hub has for one: see federation/nameSubgraph.ts. */
export function costOfRootFields(): ComplexityEstimator {
  const costOfField = fieldExtensionsEstimator();
  return (estimate) => {
    if (!/^(\w+_)?Query$/.test(estimate.type.name) || estimate.field.name.startsWith('__')) return undefined;
    return costOfQuestion + (costOfField(estimate) ?? 1 + estimate.childComplexity);
  };
}

/** What a paged list below the root costs, in values, however little it returns and of however many records it is asked: it, too, has a statement of its own. */
const costOfNestedList = 1_000;

/** Counts the paged lists of an operation that are not of the root, while it is priced: what they cost is not to be had once more for each record around them. */
export function nestedLists(): { estimator: ComplexityEstimator; cost: () => number } {
  let lists = 0;
  return {
    estimator: ({ type, field }) => {
      if (!isOfRoot(type.name) && getNamedType(field.type).name.endsWith('Connection')) lists += 1;
      return undefined;
    },
    cost: () => lists * costOfNestedList,
  };
}

/** Whether a type is that of queries or of what changes something, also of a named hub. */
function isOfRoot(type: string): boolean {
  return /^(\w+_)?(Query|Mutation)$/.test(type);
}

/** Cost of a paged list: each row it may return, times what is asked of a row. */
export const costOfPage: Cost = costOfFirst(largestPage, defaultPageSize);

/** Cost of a list that is not paged: as many rows as `first` asks for, `usual` unless told and `most` at most, times what is asked of a row. */
export function costOfFirst(most: number, usual: number): Cost {
  return ({ args, childComplexity }) => 1 + Math.min(Math.max(Number(args.first ?? usual), 0), most) * Math.max(1, childComplexity);
}

/** What summing the stored overlaps up for some authorities and days costs, in values, whatever is asked of the result. */
const costOfSummingUp = 2_000;

/** What judging the case of every overlap costs, in values, where a list is ordered by it. */
const costOfJudging = 2_000;

/** Cost of a list that is made by summing overlaps up. Without a single row it still has its coverage. */
export const costOfOverlaps: Cost = ({ args, childComplexity }) =>
  costOfSummingUp + (args['orderBy'] === 'commissioning-case' ? costOfJudging : 0) + costOfPage({ args: { first: Math.max(Number(args.first ?? defaultPageSize), 1) }, childComplexity });

/** What finding and ranking records by their words costs, in values, whatever is asked of them. */
const costOfRanking = 2_000;

/** Cost of a search: a text without a hit may still ask for its suggestion. */
export const costOfSearch: Cost = ({ args, childComplexity }) => costOfRanking + costOfPage({ args: { first: Math.max(Number(args.first ?? defaultPageSize), 1) }, childComplexity });

/** Cost of one answer that is made by summing overlaps up. */
export const costOfOneSummary: Cost = ({ childComplexity }) => costOfSummingUp + childComplexity;

/** Cost of the records a gateway names: each, times what is asked of a record; overlaps among them are summed up once. */
export const costOfEntities: Cost = ({ args, childComplexity }) => {
  const named = args.representations as readonly Record<string, unknown>[];
  const summingUp = named.some(({ __typename: type }) => typeof type === 'string' && /^(\w+_)?Overlap$/.test(type)) ? costOfSummingUp : 0;
  return summingUp + 1 + named.length * Math.max(1, childComplexity);
};

/** Cost of a list that is short by nature, taken to have `length` rows. */
export function costOfShortList(length: number): Cost {
  return ({ childComplexity }) => 1 + length * Math.max(1, childComplexity);
}

/** Cost of the fingerprint of one noun's records: all of a source's records are read for those of its nouns, taken to be some thousands. */
export const costOfFingerprint: Cost = () => 200;

/** Cost of the case for commissioning together: seven components with what is asked of each. */
export const costOfCase: Cost = ({ childComplexity }) => 1 + 7 * Math.max(1, childComplexity);

/** What reading and judging the rows behind an answer costs, in values, whatever is asked of it. */
const costOfWork = 2_000;

/** Cost of an answer that is worked out from many rows: a report card, an agenda, need against supply. */
export const costOfWorkedOut: Cost = ({ childComplexity }) => costOfWork + childComplexity;

/** Cost of one page of what is worked out from many rows: without a single row the list still says what it rests on. */
export const costOfWorkedOutPage: Cost = ({ args, childComplexity }) => costOfWork + costOfPage({ args: { first: Math.max(Number(args.first ?? defaultPageSize), 1) }, childComplexity });
