import { isDay } from '../../../catalogue/period.ts';
import { capacitiesIn, isOverbooked } from './capacity.ts';
import { asFound, isObject, plainText, type JsonObject } from './members.ts';

/** A value that is left out while the rest of its service lands. */
export interface Doubt {
  member: string;
  found: string;
  expected: string;
}

const lists = ['service_areas', 'service_at_locations', 'attributes', 'service_taxonomys', 'eligibilitys', 'capacities', 'service_capacity'];

/** What cannot be used of a service, beside what its columns refuse. */
export function doubtsAbout(service: JsonObject): Doubt[] {
  const { organization, assured_date: assured } = service;
  return [
    ...(isAbsent(organization) || isObject(organization) ? [] : [{ member: 'organization', found: asFound(organization), expected: 'an object with a name' }]),
    ...lists.flatMap((member) => wrongEntries(service[member]).map((found) => ({ member, found, expected: 'a list of objects' }))),
    ...(isAbsent(assured) || assured === '' || assuredOn(service) !== null ? [] : [{ member: 'assured_date', found: asFound(assured), expected: 'a date as YYYY-MM-DD' }]),
    ...capacitiesIn(service).filter(isOverbooked).map(({ maximum, available }) => ({ member: 'capacities', found: `${Number(available)} available of ${Number(maximum)}`, expected: 'no more available than the maximum' })),
  ];
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
