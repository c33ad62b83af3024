/** So many users of a service from one place, served in another, as one source tells of one period. */
export interface Use {
  id: string;
  sourceId: string;
  /** Who publishes the source: an authority's code, or another's. */
  publisherCode: string;
  /** The service or, where reviewers said that several records are one, their group; null where only a kind is named. */
  service: string | null;
  /** The record that stands for the service. */
  serviceId: string | null;
  serviceName: string | null;
  kind: string | null;
  home: Place;
  /** Null where it is not stated. */
  place: Place | null;
  users: number;
  basis: string | null;
  provider: string | null;
  paidBy: string | null;
  cost: number | null;
}

export interface Place {
  code: string;
  /** The authority that it is, or lies in; null where it is larger than one, or nobody knows. */
  authority: string | null;
  /** Areas and authorities that it lies in. */
  within: ReadonlySet<string>;
}

/** Use whose home and place both lie in a known authority. */
export type PlacedUse = Use & { home: Place & { authority: string }; place: Place & { authority: string } };

/** Fewer users than this say too little: one more or less moves a share by a tenth or more. Ours. */
export const leastUsers = 10;

export function isPlaced(use: Use): use is PlacedUse {
  return use.home.authority !== null && use.place !== null && use.place.authority !== null;
}

export function isAcross(use: Use): use is PlacedUse {
  return isPlaced(use) && use.home.authority !== use.place.authority;
}

export function usersOf(uses: readonly Use[]): number {
  return uses.reduce((sum, { users }) => sum + users, 0);
}

/** As `usersOf`; null where no row tells of any, which is not the same as none. */
export function toldUsersOf(uses: readonly Use[]): number | null {
  return uses.length === 0 ? null : usersOf(uses);
}

/** Words that publishers write with other capitals or spaces are the same. */
export function alike(words: string | null): string {
  return (words ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
}
