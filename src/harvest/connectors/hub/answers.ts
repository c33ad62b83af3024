import { largestInteger } from '../../package/parseCell.ts';
import type { HubRowsQuery, HubSourcesQuery, HubStateQuery } from './generated/operations.ts';

/** Where a value is not of the form that was asked for, as a path within it; null when all of it is. */
export type Check = (value: unknown) => string | null;

/** What must be true of a value without parts. */
function is(isRight: (value: unknown) => boolean): Check {
  return (value) => (isRight(value) ? null : '');
}

const text = is((value) => typeof value === 'string');
const words = is(isText);
const yesOrNo = is((value) => typeof value === 'boolean');
/** No larger than GraphQL can carry: what is stored of another hub is published again. */
const wholeNumber = is((value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largestInteger);

function orNull(check: Check): Check {
  return (value) => (value === null ? null : check(value));
}

function listOf(check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return '';
    for (const [index, item] of value.entries()) {
      const place = check(item);
      if (place !== null) return `[${index}]${place}`;
    }
    return null;
  };
}

/** An object with a check for each field that a saved question asks for: one without does not compile. */
function objectOf<Asked>(checks: { readonly [field in keyof Asked]: Check }): Check {
  const fields = Object.entries<Check>(checks);
  return (value) => {
    if (typeof value !== 'object' || value === null) return '';
    for (const [field, check] of fields) {
      const place = check((value as Record<string, unknown>)[field]);
      if (place !== null) return `.${field}${place}`;
    }
    return null;
  };
}

type SourcesPage = HubSourcesQuery['sources'];
type SourceNode = SourcesPage['nodes'][number];
type RowsPage = NonNullable<HubRowsQuery['source']>['rows'];

const pageInfo = objectOf<SourcesPage['pageInfo']>({ hasNextPage: yesOrNo, endCursor: orNull(text) });

const sourceNode = objectOf<SourceNode>({
  id: words,
  title: words,
  version: orNull(text),
  licence: orNull(text),
  attribution: orNull(text),
  link: orNull(text),
  publisher: objectOf<SourceNode['publisher']>({ kind: words, code: words, name: words }),
  records: listOf(objectOf<SourceNode['records'][number]>({ noun: words, count: wholeNumber, fingerprint: words })),
});

const rowNode = objectOf<RowsPage['nodes'][number]>({ id: words, hash: words, harvest: wholeNumber, file: words, line: wholeNumber, cells: listOf(text) });

export const stateAnswer = objectOf<HubStateQuery>({ dataVersion: objectOf<HubStateQuery['dataVersion']>({ number: wholeNumber, committedAt: orNull(text) }) });
export const sourcesAnswer = objectOf<HubSourcesQuery>({ sources: objectOf<SourcesPage>({ pageInfo, nodes: listOf(sourceNode) }) });
export const rowsAnswer = objectOf<HubRowsQuery>({ source: orNull(objectOf<NonNullable<HubRowsQuery['source']>>({ rows: objectOf<RowsPage>({ columns: listOf(words), pageInfo, nodes: listOf(rowNode) }) })) });

/** A text that says something, and that every database can hold. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && !value.includes('\0');
}
