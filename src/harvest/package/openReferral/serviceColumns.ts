import type { Publisher } from '../readDescriptor.ts';
import type { TermOfService } from '../../terms/termMapping.ts';
import type { Cell } from '../packageTable.ts';
import { areasOf } from './areas.ts';
import { capacityOf } from './capacity.ts';
import { assuredOn } from './doubts.ts';
import { objectIn, objectsIn, pathOfId, plainText, textOf, type JsonObject } from './members.ts';
import { placesOf, positionOf, type Place } from './places.ts';

/** What a service is read with. */
export interface ServiceContext {
  publisher: Publisher;
  /** The theme that a term stands for; null for a term that is meant to be none, undefined for one of which nobody said anything. */
  themeOf: (term: TermOfService) => string | null | undefined;
  /** Address under which each service has its own; null where the services come in a file. */
  recordsAt: string | null;
}

interface ServiceColumn {
  column: string;
  /** Where an officer finds it in the JSON. */
  member: string;
  read: (service: JsonObject, context: ServiceContext) => Cell;
}

/** The columns of services.csv that a service in Open Referral has something for; docs/open-referral.md says what is left out. */
export const serviceColumns: readonly ServiceColumn[] = [
  { column: 'service_ref', member: 'id', read: (service) => textOf(service.id) },
  { column: 'name', member: 'name', read: (service) => textOf(service.name) },
  { column: 'description', member: 'description', read: (service) => textOf(service.description) },
  { column: 'provider', member: 'organization', read: (service) => textOf(objectIn(service, 'organization').name) },
  { column: 'authority_codes', member: 'service_areas', read: (service, { publisher }) => authorityCodes(service, publisher).join(';') },
  { column: 'area_codes', member: 'service_areas', read: (service) => codesOfAreas(service).filter((code) => !isAuthorityCode(code)).join(';') },
  { column: 'theme_codes', member: 'attributes', read: (service, { themeOf }) => [...new Set(termsOf(service).flatMap((term) => themeOf(term) ?? []))].join(';') },
  { column: 'age_from', member: 'minimum_age', read: (service) => age(service, 'minimum_age', Math.min) },
  { column: 'age_to', member: 'maximum_age', read: (service) => age(service, 'maximum_age', Math.max) },
  { column: 'target_group', member: 'eligibility_description', read: targetGroup },
  { column: 'status', member: 'status', read: (service) => textOf(service.status) },
  { column: 'url', member: 'url', read: (service) => textOf(service.url) },
  { column: 'latitude', member: 'latitude', read: (service) => positionOf(placeShown(service)?.location)[0] },
  { column: 'longitude', member: 'longitude', read: (service) => positionOf(placeShown(service)?.location)[1] },
  { column: 'postcode', member: 'postal_code', read: (service) => textOf(placeShown(service)?.postcode) },
  { column: 'accessibility', member: 'accessibility', read: (service) => [...new Set(placesOf(service).flatMap((place) => place.accessibility))].join('; ') },
  { column: 'capacity', member: 'capacities', read: (service) => capacityOf(service).maximum },
  { column: 'capacity_unit', member: 'capacities', read: (service) => capacityOf(service).unit },
  { column: 'quality', member: 'accreditations', read: (service) => textOf(service.accreditations) },
  { column: 'assured_on', member: 'assured_date', read: (service) => assuredOn(service) ?? '' },
  { column: 'source', member: 'id', read: (service, { recordsAt }) => addressOf(plainText(service.id), recordsAt) },
];

function addressOf(id: string, recordsAt: string | null): string {
  const path = pathOfId(id);
  return recordsAt === null || path === null ? '' : `${recordsAt}/${path}`;
}

/** A term of a taxonomy, its vocabulary empty when that is not stated: also as people call it. */
export interface Term extends TermOfService {
  name: string;
}

/** The terms a service is classified by: `attributes`, or `service_taxonomys` of version 1. */
export function termsOf(service: JsonObject): Term[] {
  return [
    ...objectsIn(service, 'attributes').map((attribute) => {
      const term = objectIn(attribute, 'taxonomy_term');
      return { vocabulary: term.taxonomy ?? objectIn(term, 'taxonomy_detail').name, names: [term.code, term.id, attribute.taxonomy_term_id, term.name ?? attribute.label] };
    }),
    ...objectsIn(service, 'service_taxonomys').map((link) => {
      const term = objectIn(link, 'taxonomy');
      return { vocabulary: term.vocabulary, names: [term.id, link.taxonomy_id, term.name] };
    }),
  ].map(({ vocabulary, names }) => ({ vocabulary: plainText(vocabulary), keys: names.map(plainText).filter(Boolean) })).filter(({ keys }) => keys.length > 0).map((term) => ({ ...term, name: term.keys.at(-1)! }));
}

function codesOfAreas(service: JsonObject): string[] {
  return areasOf(service).flatMap(({ code }) => code ?? []);
}

/** An authority's directory is of services for its own children, whatever else they reach; anyone else's says whom each is for. */
function authorityCodes(service: JsonObject, publisher: Publisher): string[] {
  const own = publisher.kind === 'authority' ? [publisher.code] : [];
  return [...own, ...codesOfAreas(service).filter(isAuthorityCode)];
}

/** Whether an area is an authority with duties to children. A district (E07) has none: it is an area of its county. */
function isAuthorityCode(code: string): boolean {
  return /^E(06|08|09|10)/.test(code);
}

/** A limit of age in completed years, so 0.5 is 0: the service's own, else the widest of those its eligibilities state. */
function age(service: JsonObject, name: 'minimum_age' | 'maximum_age', widest: (...ages: number[]) => number): Cell {
  const own = textOf(service[name]);
  const stated = own === '' ? objectsIn(service, 'eligibilitys').map((eligibility) => textOf(eligibility[name])).filter((text) => text !== '') : [own];
  const unusable = stated.find((text) => typeof text !== 'string' || !/^\d+(\.\d+)?$/.test(text));
  if (unusable !== undefined || stated.length === 0) return unusable ?? '';
  return String(Math.floor(widest(...stated.map(Number))));
}

function targetGroup(service: JsonObject): Cell {
  const described = textOf(service.eligibility_description);
  return described === '' ? [...new Set(objectsIn(service, 'eligibilitys').map(({ eligibility }) => plainText(eligibility)).filter(Boolean))].join('; ') : described;
}

/** The first place whose position is known, else the first. */
function placeShown(service: JsonObject): Place | undefined {
  const places = placesOf(service);
  return places.find(({ location }) => positionOf(location)[0] !== '') ?? places[0];
}
