import { HubError } from '../errors.ts';
import { publicViewer, viewerFor, type Holder, type Viewer } from './viewer.ts';

/** Whoever a key or a token stands for; BAD_KEY where it stands for nobody. */
export type FindHolder = (credential: string, today: string) => Promise<Holder>;

/** Who sends this Authorization header: the public without one, whoever its key or token stands for, and BAD_KEY with anything else. */
export async function readViewer(authorization: string | undefined, findHolder: FindHolder, today: string): Promise<Viewer> {
  if (authorization === undefined) return publicViewer(today);
  const credential = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (credential === undefined) {
    throw new HubError('BAD_KEY', 'The Authorization header is not of the form "Bearer KEY". Send the key or token you were given so, or leave the header out to be answered as the public.');
  }
  return viewerFor(await findHolder(credential, today), today);
}
