import type { Asked } from './flowsOf.ts';
import { describeMoney, moneyOf, type Money } from './moneyOf.ts';
import { alike, isAcross, isPlaced, leastUsers, toldUsersOf, usersOf, type PlacedUse, type Use } from './use.ts';
import { counted } from '../../words.ts';

/** Placements outside the home authority of one kind, by one provider, paid for by one payer. */
export interface PlacementGroup extends Money {
  id: string;
  kind: string | null;
  serviceId: string | null;
  provider: string | null;
  paidBy: string | null;
  homes: string[];
  places: string[];
  users: number;
  rows: number;
  isThin: boolean;
  explanation: string;
}

export interface PlacementSummary extends Money {
  outside: number | null;
  within: number | null;
  placeNotKnown: number | null;
  explanation: string;
}

/** Placements outside the home authority by kind (or service, where no kind is stated), provider and payer. */
export function placementsOf(uses: readonly Use[], asked: Asked): PlacementGroup[] {
  const groups = Map.groupBy(uses.filter(isAcross), ({ service, kind, provider, paidBy }) => JSON.stringify([kind === null ? service : alike(kind), kind === null, alike(provider), alike(paidBy)]));
  return [...groups].map(([id, own]) => groupOf(id, own, asked));
}

function groupOf(id: string, own: readonly PlacedUse[], asked: Asked): PlacementGroup {
  const [{ kind, provider, paidBy }] = own as [PlacedUse];
  const services = new Set(own.map(({ service }) => service));
  const serviceId = services.size === 1 ? own[0]!.serviceId : null;
  const users = usersOf(own);
  const [homes, places] = [own.map(({ home }) => home.authority), own.map(({ place }) => place.authority)].map((codes) => [...new Set(codes)].toSorted()) as [string[], string[]];
  const group = { id, kind, serviceId, provider, paidBy, homes, places, users, rows: own.length, isThin: users < leastUsers, ...moneyOf(own) };
  const what = kind ?? own[0]!.serviceName ?? 'a service of no stated kind';
  const thin = group.isThin ? ` Fewer than ${leastUsers} say little.` : '';
  return {
    ...group,
    explanation: `${counted(users, 'user')} placed outside the home authority in ${asked.period}: ${what}; provider ${provider ?? 'not stated'}; paid by ${paidBy ?? 'not stated'}. From ${namesOf(homes, asked)} to ${namesOf(places, asked)}.${thin} ${describeMoney(group)}`,
  };
}

/** All placements of some authorities together: outside, within, and where nobody says. */
export function sumPlacements(uses: readonly Use[], { period }: Asked): PlacementSummary {
  const across = uses.filter(isAcross);
  const [outside, within, placeNotKnown] = [across, uses.filter((use) => isPlaced(use) && !isAcross(use)), uses.filter((use) => !isPlaced(use))].map(toldUsersOf) as [number | null, number | null, number | null];
  const money = moneyOf(across);
  const inWords = (users: number | null) => (users === null ? 'not told' : String(users));
  const explanation = uses.length === 0 ? 'No row tells of a placement, which does not mean that there was none.' : `Users placed in ${period}, outside the home authority: ${inWords(outside)}; within it: ${inWords(within)}; where is not known: ${inWords(placeNotKnown)}.${across.length === 0 ? '' : ` Outside: ${describeMoney(money)}`}`;
  return { outside, within, placeNotKnown, ...money, explanation };
}

function namesOf(codes: readonly string[], { named }: Asked): string {
  return codes.map((code) => named.get(code) ?? code).join(', ');
}
