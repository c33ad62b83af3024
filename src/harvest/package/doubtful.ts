import { isOfRole } from '../../access/mailbox.ts';
import { parsePartialDate, parsePeriod, partialDatePattern, periodPattern } from '../../catalogue/period.ts';
import { valueIssue, type HarvestIssue, type Place } from '../issue.ts';
import type { CellValue } from './parseCell.ts';
import type { PublisherScope } from './publisherScope.ts';
import type { Field, TableSchema } from './tableSchema.ts';

/** Of most rows nothing, and there may be millions. */
const nothing: readonly HarvestIssue[] = [];

/** What a row says that can be read, and was hardly meant. It is kept as it is written: only its publisher knows. */
export function doubtful(schema: TableSchema, values: ReadonlyMap<string, CellValue>, place: Place, { scope, today, isOfRefused }: { scope: Pick<PublisherScope, 'names' | 'themeCodes'>; today: string; isOfRefused: boolean }): readonly HarvestIssue[] {
  const { days, texts } = columnsOf(schema);
  const latest = Number(today.slice(0, 4)) + mostYearsAhead;
  const farOff = days.filter(({ name }) => isFarOff(values.get(name), latest));
  const personal = texts.filter(({ name }) => leadsToPerson(name, values.get(name), scope));
  if (farOff.length + personal.length === 0) return nothing;
  const issue = (rule: string, column: string, found: string, expected: string): HarvestIssue => valueIssue({ ...place, severity: 'warning', rule, isKept: true, isOfRefused, column, found, expected });
  return [
    ...farOff.map(({ name, constraints }) => issue('IMPLAUSIBLE_DATE', name, values.get(name) as string, `a time from ${earliestYear} to ${latest}${constraints?.required ? '' : '; where none is known, an empty cell'}`)),
    // The issue is for everybody to read, so it quotes neither.
    ...personal.map(({ name }) => issue('PERSONS_CONTACT', name, '…', `no mail address or telephone number that may be a person's, because everybody sees this column${ofPosts.has(name) ? ': name posts and organisations' : ''}`)),
  ];
}

function isFarOff(value: CellValue | undefined, latest: number): boolean {
  if (typeof value !== 'string') return false;
  const { from, to } = parsePeriod(value) ?? parsePartialDate(value)!;
  return Number(from.slice(0, 4)) < earliestYear || Number(to.slice(0, 4)) > latest;
}

/** The first county councils are of 1889; no plan or figure of the hub is as old. Projections of the population look 25 years ahead. */
const [earliestYear, mostYearsAhead] = [1900, 30];
/** What there was before any plan. */
const ofPlaces: ReadonlySet<string> = new Set(['regions', 'authorities', 'areas']);

/** Columns in which a telephone number is somebody's, and not that of a helpline that the document tells of. */
const ofPosts: ReadonlySet<string> = new Set(['lead', 'sponsor', 'chair_post', 'addressed_to', 'agreed_with', 'title', 'name', 'body', 'item']);
/** Where a document is, which may be a message, and what has a rule of its own. */
const ofSources: ReadonlySet<string> = new Set(['source', 'locator', 'contact_mailbox']);

const mailPattern = /[^\s@,;:<>()"']+@[^\s@,;<>()"']+[^\s@,;<>()"'.]/g;
/** British numbers: ten or eleven digits from 0, or as from abroad. */
const phonePattern = /(?<![\w/.-])(?:\+44(?:[\s()-]*0)?[\s()-]*|\(?0)[1-9](?:[\s()-]{0,2}\d){8,9}(?!\w)/;

function leadsToPerson(name: string, text: CellValue | undefined, { names, themeCodes }: Pick<PublisherScope, 'names' | 'themeCodes'>): boolean {
  if (typeof text !== 'string') return false;
  if (ofPosts.has(name) && phonePattern.test(text)) return true;
  return text.includes('@') && (text.match(mailPattern) ?? []).some((address) => !isOfRole(address, { authorityName: names.join(' '), themeCodes }));
}

interface Columns {
  /** Days, months, years and periods. An embargo may be until further notice. */
  days: Field[];
  /** Words of the publisher's own. A service is found by its contacts, so its are for everybody. */
  texts: Field[];
}

const known = new WeakMap<TableSchema, Columns>();

/** The same for every row of a file, so worked out once. */
function columnsOf(schema: TableSchema): Columns {
  const { name: file, fields } = schema;
  const isDay = ({ type, constraints }: Field): boolean => type === 'date' || constraints?.pattern === partialDatePattern || constraints?.pattern === periodPattern;
  const isText = ({ name, type, references, constraints }: Field): boolean => type === 'string' && !references && !constraints?.enum && !constraints?.pattern && !ofSources.has(name);
  const columns = known.get(schema) ?? { days: ofPlaces.has(file) ? [] : fields.filter((field) => field.name !== 'embargo_until' && isDay(field)), texts: file.startsWith('service') ? [] : fields.filter(isText) };
  known.set(schema, columns);
  return columns;
}
