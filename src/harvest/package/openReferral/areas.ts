import { objectsIn, plainText, type JsonObject } from './members.ts';

/** An area that a service is for: by its GSS code where it has one, and as its publisher calls it. */
export interface ServedArea {
  code: string | null;
  name: string;
}

/** The areas a service is for. Only a code says which: a name, a drawn shape or a postcode district may be read in two ways. */
export function areasOf(service: JsonObject): ServedArea[] {
  return objectsIn(service, 'service_areas')
    .map((area) => ({ code: gssCode(area.extent) ?? gssCode(area.uri), name: plainText(area.name) || plainText(area.service_area) || plainText(area.extent) || plainText(area.uri) }))
    .filter(({ code, name }) => code !== null || name !== '');
}

/** A code by itself or at the end of an address, as in http://statistics.data.gov.uk/id/statistical-geography/E06000016. */
function gssCode(value: unknown): string | null {
  return /(?:^|[/#])([EJKNSW]\d{8})$/.exec(plainText(value))?.[1] ?? null;
}
