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

/** Degrees north and east; both empty when they are not a place on the globe. */
export function positionOf(location: JsonObject | undefined): [latitude: string, longitude: string] {
  const [latitude, longitude] = [plainText(location?.latitude), plainText(location?.longitude)];
  return isWithin(latitude, 90) && isWithin(longitude, 180) ? [latitude, longitude] : ['', ''];
}

function isWithin(degrees: string, most: number): boolean {
  return /^-?\d+(\.\d+)?$/.test(degrees) && Math.abs(Number(degrees)) <= most;
}

/** The address without its postcode, in one line. Whose attention post is for is a person's name, and left out. */
export function addressOf(location: JsonObject): string {
  const [address = {}] = [...objectsIn(location, 'addresses').toSorted(physicalFirst), ...objectsIn(location, 'physical_addresses')];
  return [address.address_1, address.address_2, address.city, address.region, address.state_province, address.country].map(plainText).filter(Boolean).join(', ');
}
