import { timingSafeEqual } from 'node:crypto';
import { HubError } from '../errors.ts';
import { hashOf, keyPattern } from './keys.ts';
import type { PublisherKey } from './publisherKeys.ts';
import type { ReviewerKey } from './reviewerKeys.ts';
import { publicViewer, publisherViewer, reviewerViewer, type Viewer } from './viewer.ts';

/** A key of anybody the hub knows. */
export type AccessKey = PublisherKey | ReviewerKey;

/** Who sends this Authorization header: nobody in particular without one, a publisher or a reviewer with its key, and BAD_KEY with anything else. */
export function readViewer(authorization: string | undefined, keys: readonly AccessKey[], today: string): Viewer {
  if (authorization === undefined) return publicViewer(today);
  const key = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (key === undefined || !keyPattern.test(key)) {
    throw new HubError('BAD_KEY', 'The Authorization header is not of the form "Bearer KEY" with a key of 43 letters, digits, hyphens and underscores. Send a publisher\'s or a reviewer\'s key so, or leave the header out to be answered as the public.');
  }
  const holder = findHolder(hashOf(key), keys);
  if (!holder) throw new HubError('BAD_KEY', 'The hub does not know this key. Ask its operator for a new one, or leave the Authorization header out to be answered as the public.');
  return 'name' in holder ? reviewerViewer(holder.name, today) : publisherViewer(holder.bodyCode, today);
}

/** Every key is compared, each in constant time, so that the time taken tells nothing of how near a guess came. */
function findHolder(sha256: Buffer, keys: readonly AccessKey[]): AccessKey | undefined {
  return keys.filter((key) => timingSafeEqual(key.sha256, sha256))[0];
}
