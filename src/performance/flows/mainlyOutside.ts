import type { Asked } from './flowsOf.ts';
import { isAcross, leastUsers, usersOf, type Use } from './use.ts';
import { counted } from '../../words.ts';

/** A service whose users mainly live in other authorities than the one it serves them in. */
export interface OutsideService {
  service: string;
  serviceId: string | null;
  users: number;
  outside: number;
  homeNotKnown: number;
  shareOutside: number;
  explanation: string;
}

/**
 * Services given in some authorities, more than half of whose users with a known home come from another. Of services given elsewhere only
 * the users who come from these authorities may be at hand, so nothing is said of them.
 */
export function mainlyOutside(uses: readonly Use[], given: ReadonlySet<string>, { period }: Asked): OutsideService[] {
  const here = uses.filter(({ service, place }) => service !== null && place !== null && place.authority !== null && given.has(place.authority));
  return [...Map.groupBy(here, ({ service }) => service!)].flatMap(([service, own]) => {
    const known = own.filter(({ home }) => home.authority !== null);
    const [users, outside] = [usersOf(known), usersOf(own.filter(isAcross))];
    if (users < leastUsers || outside * 2 <= users) return [];
    const homeNotKnown = usersOf(own) - users;
    const apart = homeNotKnown === 0 ? '' : ` ${counted(homeNotKnown, 'more user')} whose home is not known to lie in one authority ${homeNotKnown === 1 ? 'is' : 'are'} left out.`;
    const explanation = `${outside} of the ${users} users of ${own[0]!.serviceName ?? service} in ${period} whose home is known came from another authority.${apart}`;
    return [{ service, serviceId: own[0]!.serviceId, users, outside, homeNotKnown, shareOutside: (100 * outside) / users, explanation }];
  }).toSorted((a, b) => b.shareOutside - a.shareOutside || b.users - a.users || (a.service < b.service ? -1 : 1));
}
