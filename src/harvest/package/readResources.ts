import { HubError } from '../../errors.ts';
import { isObject } from '../../isObject.ts';
import { quoteValue } from './quoteValue.ts';

/** A file as the descriptor lists it. `bytes` and `hash` show whether it arrived whole. */
export interface ListedFile {
  path: string;
  /** As the descriptor calls it; null where it does not say. */
  name: string | null;
  bytes: number | null;
  hash: string | null;
}

/** The files that a descriptor lists, or BAD_PACKAGE; null where it lists none. */
export function readResources(resources: unknown): ListedFile[] | null {
  if (!Array.isArray(resources)) throw new HubError('BAD_PACKAGE', `resources in datapackage.json is ${quoteValue(resources)}. Expected a list of objects, each with a path.`);
  if (resources.length === 0) return null;
  return resources.map((resource: unknown, index) => {
    const place = `resources[${index}]`;
    if (!isObject(resource)) throw new HubError('BAD_PACKAGE', `${place} in datapackage.json is ${quoteValue(resource)}. Expected an object with a path.`);
    return { path: readPath(resource.path, place), name: typeof resource.name === 'string' ? resource.name : null, bytes: readBytes(resource.bytes, place), hash: readHash(resource.hash, place) };
  });
}

function readPath(path: unknown, place: string): string {
  const isInside = typeof path === 'string' && path !== '' && !/^[/\\~]|^[a-z]+:|[\0-\x1f]|(^|[/\\])\.\.([/\\]|$)/i.test(path);
  if (!isInside) throw new HubError('BAD_PACKAGE', `${place}.path in datapackage.json is ${quoteValue(path)}. Expected a file inside the package's folder, for example "plans.csv".`);
  return path;
}

function readBytes(bytes: unknown, place: string): number | null {
  if (bytes === undefined || bytes === null) return null;
  if (typeof bytes !== 'number') throw new HubError('BAD_PACKAGE', `${place}.bytes in datapackage.json is ${quoteValue(bytes)}. Expected a number.`);
  return bytes;
}

function readHash(hash: unknown, place: string): string | null {
  if (hash === undefined || hash === null) return null;
  if (typeof hash !== 'string' || !/^((md5|sha1|sha256|sha512):)?[0-9a-f]+$/i.test(hash)) {
    throw new HubError('BAD_PACKAGE', `${place}.hash in datapackage.json is ${quoteValue(hash)}. Expected md5, sha1, sha256 or sha512, a colon and the hash in hexadecimal.`);
  }
  return hash.toLowerCase();
}
