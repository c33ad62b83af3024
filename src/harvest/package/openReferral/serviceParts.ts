import type { Cell } from '../packageTable.ts';
import { capacitiesIn, isOverbooked, unitOf } from './capacity.ts';
import { costsIn, dayIn, hasTurnedDates, isAmount } from './costs.ts';
import { plainText, type JsonObject } from './members.ts';
import { addressOf, placesOf, positionOf } from './places.ts';
import { termsOf, type ServiceContext } from './serviceColumns.ts';

interface ServicePart {
  /** The file of the package that its rows are of. */
  file: string;
  /** Its columns; the first is the service's reference, and `keys` of those after it tell rows of one service apart. */
  columns: readonly string[];
  keys: number;
  read: (service: JsonObject, context: ServiceContext) => string[][];
}

/** What a service in Open Referral says in lists of its own, each a file of the data package. A value that cannot be used is left empty: doubts.ts says so. */
export const serviceParts: readonly ServicePart[] = [
  {
    file: 'service_places',
    columns: ['service_ref', 'place_ref', 'name', 'address', 'postcode', 'latitude', 'longitude', 'uprn', 'accessibility'],
    keys: 1,
    read: (service) => placesOf(service).map(({ location, postcode, accessibility }, index) => [refOf(location, index), plainText(location.name), addressOf(location), postcode, ...positionOf(location), uprnOf(location), accessibility.join('; ')]),
  },
  {
    file: 'service_costs',
    columns: ['service_ref', 'cost_ref', 'option', 'amount', 'amount_description', 'currency', 'valid_from', 'valid_to'],
    keys: 1,
    read: (service) => costsIn(service).map((cost, index) => [refOf(cost, index), plainText(cost.option), amountIn(cost.amount), plainText(cost.amount_description), plainText(cost.currency), ...(hasTurnedDates(cost) ? ['', ''] : [dayIn(cost.valid_from), dayIn(cost.valid_to)])]),
  },
  {
    file: 'service_terms',
    columns: ['service_ref', 'vocabulary', 'term_ref', 'label', 'theme_code'],
    keys: 2,
    read: (service, { themeOf }) => termsOf(service).map((term) => [term.vocabulary, term.keys[0]!, term.name, themeOf(term) ?? '']),
  },
  {
    file: 'service_capacities',
    columns: ['service_ref', 'capacity_ref', 'unit', 'maximum', 'available', 'updated'],
    keys: 1,
    read: (service) => capacitiesIn(service).map((capacity, index) => ({ capacity, index })).filter(({ capacity }) => !isOverbooked(capacity)).map(({ capacity, index }) => [refOf(capacity, index), unitOf(capacity), amountIn(capacity.maximum), amountIn(capacity.available), dayIn(capacity.updated)]),
  },
];

/** The rows of one part of one service, no two with one key. */
export function rowsOfPart({ keys, read }: ServicePart, ref: string, service: JsonObject, context: ServiceContext): Cell[][] {
  const rows = read(service, context).map((cells) => [ref, ...cells.map((cell) => cell.replaceAll('\0', '\uFFFD'))]);
  // The first of several stands, as it does of several rows.
  return [...new Map(rows.toReversed().map((cells) => [JSON.stringify(cells.slice(1, 1 + keys)), cells])).values()].toReversed();
}

/** Its publisher's reference, else its number in the list. */
function refOf({ id }: JsonObject, index: number): string {
  const ref = plainText(id);
  return ref === '' || ref.length > 200 ? String(index + 1) : ref;
}

function amountIn(value: unknown): string {
  const text = plainText(value);
  return isAmount(text) ? text : '';
}

function uprnOf({ external_identifier: identifier, external_identifier_type: type }: JsonObject): string {
  return /uprn/i.test(plainText(type)) ? plainText(identifier) : '';
}
