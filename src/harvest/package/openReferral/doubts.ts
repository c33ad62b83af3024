import { isDay } from '../../../catalogue/period.ts';
import { isObject } from '../../../isObject.ts';
import { capacitiesIn, isOverbooked } from './capacity.ts';
import { placesOf, positionOf } from './places.ts';
import { costsIn, hasTurnedDates, isUsableAmount } from './costs.ts';
import { asFound, plainText, type JsonObject } from './members.ts';

/** A value that is left out while the rest of its service lands. */
export interface Doubt {
  member: string;
  found: string;
  expected: string;
}

const lists = ['service_areas', 'service_at_locations', 'attributes', 'service_taxonomys', 'eligibilitys', 'capacities', 'service_capacity', 'cost_options'];

/** What cannot be used of a service, beside what its columns refuse. */
export function doubtsAbout(service: JsonObject): Doubt[] {
  const { organization, assured_date: assured } = service;
  return [
    ...(isAbsent(organization) || isObject(organization) ? [] : [{ member: 'organization', found: asFound(organization), expected: 'an object with a name' }]),
    ...lists.flatMap((member) => wrongEntries(service[member]).map((found) => ({ member, found, expected: 'a list of objects' }))),
    ...(isAbsent(assured) || assured === '' || assuredOn(service) !== null ? [] : [{ member: 'assured_date', found: asFound(assured), expected: 'a date as YYYY-MM-DD' }]),
    ...capacitiesIn(service).filter(isOverbooked).map(({ maximum, available }) => ({ member: 'capacities', found: `${Number(available)} available of ${Number(maximum)}`, expected: 'no more available than the maximum' })),
    ...placesOf(service).flatMap(({ location }) => placeOffTheGlobe(location)),
    ...costsIn(service).filter((cost) => !isUsableAmount(cost)).map(({ amount }) => ({ member: 'cost_options', found: asFound(amount), expected: 'an amount of at least 0, as a number' })),
    ...costsIn(service).filter(hasTurnedDates).map((cost) => ({ member: 'cost_options', found: `${plainText(cost.valid_from)} to ${plainText(cost.valid_to)}`, expected: 'valid_from not after valid_to' })),
  ];
}

function placeOffTheGlobe(location: JsonObject): Doubt[] {
  const { latitude, longitude } = location;
  const isStated = !isAbsent(latitude) && !isAbsent(longitude) && latitude !== '' && longitude !== '';
  if (!isStated || positionOf(location)[0] !== '') return [];
  return [{ member: 'latitude', found: `${asFound(latitude)}, ${asFound(longitude)}`, expected: 'latitude and longitude of a place on the globe, -90 to 90 and -180 to 180' }];
}

/** The day on which the publisher last checked the entry, where it states one. */
export function assuredOn(service: JsonObject): string | null {
  const day = plainText(service.assured_date).slice(0, 10);
  return isDay(day) ? day : null;
}

/** The first thing that is no object, if any, where a list of objects belongs. A single object stands for a list of one. */
function wrongEntries(value: unknown): string[] {
  if (isAbsent(value)) return [];
  const wrong = [value].flat().find((entry) => !isAbsent(entry) && !isObject(entry));
  return wrong === undefined ? [] : [asFound(wrong)];
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
