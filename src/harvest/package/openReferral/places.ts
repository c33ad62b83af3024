import { objectIn, objectsIn, plainText, type JsonObject } from './members.ts';

/** A place at which a service is given. */
export interface Place {
  location: JsonObject;
  postcode: string;
  /** What is said of access for people with a disability. */
  accessibility: string[];
}

/** Where a service is given, each place once; online is no place. */
export function placesOf(service: JsonObject): Place[] {
  const locations = objectsIn(service, 'service_at_locations').map((at) => objectIn(at, 'location')).filter((location) => Object.keys(location).length > 0 && location.location_type !== 'virtual');
  const distinct = new Map(locations.map((location, index) => [plainText(location.id) || index, location]));
  return [...distinct.values()].map((location) => ({ location, postcode: postcodeOf(location), accessibility: accessibilityOf(location) }));
}

function postcodeOf(location: JsonObject): string {
  const addresses = [...objectsIn(location, 'addresses').toSorted(physicalFirst), ...objectsIn(location, 'physical_addresses')];
  return addresses.map(({ postal_code: postcode }) => plainText(postcode)).find(Boolean) ?? '';
}

function physicalFirst(a: JsonObject, b: JsonObject): number {
  return Number(b.address_type === 'physical') - Number(a.address_type === 'physical');
}

function accessibilityOf(location: JsonObject): string[] {
  return objectsIn(location, 'accessibility', 'accessibility_for_disabilities')
    .map((entry) => plainText(entry.description) || plainText(entry.accessibility))
    .filter(Boolean);
}
