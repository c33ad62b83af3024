import { areOnePlace } from '../../../overlap/successors.ts';
import { hasToShare, onlySuggested, possibilitiesOf, type Free, type Possibility, type Side } from '../../../performance/provision/sharing.ts';
import { threshold } from '../../../performance/provision/thresholds.ts';
import { listed } from '../../../performance/provision/words.ts';
import { counted } from '../../../words.ts';
import { addMonths } from '../../../performance/addMonths.ts';
import { withoutNoise } from '../../../catalogue/withoutNoise.ts';
import type { RequestContext } from '../../context.ts';
import type { Provision } from '../../types/provision.ts';
import type { ProvisionFilter } from '../../types/provisionFilter.ts';
import type { JointCover, SharingPicture, SharingPossibility } from '../../types/sharing.ts';
import { isOneOf } from '../conditions.ts';
import { findNeighbours } from '../neighbours.ts';
import { england } from '../places.ts';
import { readSuccessors } from '../readSuccessors.ts';
import type { AskedProvision } from './askProvision.ts';
import { readJointCover } from './readJointCover.ts';
import { weighProvision, type Weighed } from './readProvision.ts';
import { unitOf, type ThemeService } from './readServicesOfTheme.ts';

const most = 50;

/** Authorities with capacity beside authorities with need. Seven statements more than provision, whatever the number of authorities. */
export async function readSharing(context: RequestContext, filter: ProvisionFilter): Promise<SharingPicture> {
  const weighed = await weighProvision(context, filter);
  const { asked, supply } = weighed;
  const sides = asked.peers.map(({ id, name }) => sideOf(name, weighed.byCode.get(id)!));
  const neighbours = new Map(await Promise.all(asked.codes.map(async (code) => [code, new Set((await findNeighbours(context, code)).map(({ id }) => id))] as const)));
  const free = await readFree(context, weighed);
  const open = opensTo(await readOpen(context, supply.services), asked.peers);
  const existing = await readJointCover(context, asked, [...supply.services, ...supply.older]);
  const told = new Set(asked.told.map(({ id }) => id));
  const successors = await readSuccessors(context);
  // Over a period one and those that took its place are both asked about, and have nothing to share with one another.
  const pairs = sides.flatMap((giver) => sides.filter(({ code }) => (told.has(giver.code) || told.has(code)) && !areOnePlace(giver.code, code, successors)).map((taker) => ({
    giver, taker, free: free.get(giver.code) ?? null, areNeighbours: neighbours.get(giver.code)!.has(taker.code),
    open: openTo(supply.services, open, giver.code, taker.code).map(({ name }) => name),
  })));
  const found = possibilitiesOf(pairs);
  const inNeed = sides.filter(({ code, need }) => need === 'above' && told.has(code)).sort((a, b) => b.distance! - a.distance! || (a.code < b.code ? -1 : 1));
  return {
    possibilities: found.slice(0, most).map((one) => publish(one, { weighed, existing, open })), total: found.length,
    inNeed: inNeed.map(({ code }) => weighed.byCode.get(code)!), existing: existing.slice(0, most),
    statement: statementOf({ sides, free, inNeed, neighbours }),
    notes: [...asked.notes, ...supply.notes, ...(existing.length > most ? [`They have ${existing.length} things together; existing tells the first ${most}.`] : [])],
  };
}

function sideOf(name: string, { authorityCodes, reading, need, supply }: Provision): Side {
  return { code: authorityCodes[0]!, name, reading: reading as Side['reading'], need: need.standing as Side['need'], distance: need.distance, supply: supply.standing as Side['supply'], least: supply.least };
}

interface Found {
  weighed: Weighed;
  existing: readonly JointCover[];
  open: ReadonlyMap<string, ReadonlySet<string>>;
}

function publish({ giver, taker, free, areNeighbours, explanation }: Possibility, { weighed, existing, open }: Found): SharingPossibility {
  return {
    from: weighed.byCode.get(giver.code)!, to: weighed.byCode.get(taker.code)!, areNeighbours, explanation,
    free: [...(free?.amounts ?? [])].map(([unit, available]) => ({ unit, available })),
    openServiceIds: openTo(weighed.supply.services, open, giver.code, taker.code).map(({ recordIds }) => recordIds[0]!),
    existing: existing.filter(({ authorityCodes }) => authorityCodes.includes(giver.code) && authorityCodes.includes(taker.code)),
  };
}

function openTo(services: readonly ThemeService[], open: Found['open'], giver: string, taker: string): ThemeService[] {
  return services.filter(({ authorities, recordIds }) => authorities.has(giver) && !authorities.has(taker) && recordIds.some((id) => open.get(id)?.has(taker)));
}

/** Of each service the places whose residents it says it is open to. */
async function readOpen({ db }: RequestContext, services: readonly ThemeService[]): Promise<Map<string, Set<string>>> {
  const rows = await db.selectFrom('service_open_to').select(['ownerId', 'targetId']).where(isOneOf('ownerId', services.flatMap(({ recordIds }) => recordIds))).execute();
  return new Map([...Map.groupBy(rows, ({ ownerId }) => ownerId)].map(([id, own]) => [id, new Set(own.map(({ targetId }) => targetId))]));
}

/** A service open to a whole region or to England is open to each authority of it. */
function opensTo(open: ReadonlyMap<string, ReadonlySet<string>>, peers: AskedProvision['peers']): Map<string, Set<string>> {
  return new Map([...open].map(([id, places]) => [id, new Set(peers.filter((peer) => [peer.id, peer.regionCode, england].some((code) => code !== null && places.has(code))).map((peer) => peer.id))]));
}

/** What services of one authority alone said lately that they had free, by unit. */
async function readFree({ db }: RequestContext, { asked, supply }: Weighed): Promise<Map<string, Free>> {
  const own = supply.services.filter(({ authorities, isWider }) => authorities.size === 1 && !isWider);
  const ownerOf = new Map(own.flatMap(({ recordIds, authorities }) => recordIds.map((id) => [id, [...authorities][0]!] as const)));
  const since = addMonths(asked.until, -threshold('monthsFree'));
  const rows = await db.selectFrom('service_capacity').select(['serviceId', 'unit', 'available', 'updated']).where(isOneOf('serviceId', [...ownerOf.keys()])).where('available', 'is not', null).where('unit', 'is not', null).where('updated', 'is not', null).orderBy('id').execute();
  const recent = rows.map((row) => ({ ...row, day: row.updated!.slice(0, 10) })).filter(({ day }) => day >= since && day <= asked.until).sort((a, b) => (a.day > b.day ? -1 : a.day < b.day ? 1 : 0));
  // Of records that are one service, or of one that says it twice, the latest word counts.
  const serviceOf = new Map(own.flatMap(({ serviceId, recordIds }) => recordIds.map((id) => [id, serviceId] as const)));
  const latest = [...Map.groupBy(recent, (row) => `${serviceOf.get(row.serviceId)}\n${unitOf(row.unit!)}`).values()].map(([first]) => first!);
  return new Map([...Map.groupBy(latest, ({ serviceId }) => ownerOf.get(serviceId)!)].map(([code, words]) => {
    const units = [...Map.groupBy(words, ({ unit }) => unitOf(unit!))].sort(([a], [b]) => (a < b ? -1 : 1));
    return [code, { amounts: new Map(units.map(([unit, rowsOfUnit]) => [unit, withoutNoise(rowsOfUnit.reduce((sum, { available }) => sum + Number(available), 0))])), updated: words.map(({ day }) => day).sort().at(-1)! }];
  }));
}

interface Stated {
  sides: readonly Side[];
  free: ReadonlyMap<string, Free>;
  inNeed: readonly Side[];
  neighbours: ReadonlyMap<string, ReadonlySet<string>>;
}

function statementOf({ sides, free, inNeed, neighbours }: Stated): string {
  const [needKnown, supplyKnown] = [sides.filter(({ need }) => need !== 'not-known').length, sides.filter(({ supply }) => supply !== 'not-known').length];
  const giving = sides.filter((side) => side.need !== 'above' && hasToShare(side, free.get(side.code) ?? null)).map(({ name }) => name);
  const of = `of the ${counted(sides.length, 'authority', 'authorities')} compared`;
  const unplaced = sides.filter(({ code }) => neighbours.get(code)!.size === 0).length;
  return [
    `Need is known of ${needKnown || 'none'} ${of}${inNeed.length > 0 ? `, and clearly above the others in ${listed(inNeed.map(({ name }) => name))}` : needKnown > 0 ? ', and clearly above the others in none of those asked about' : ''}.`,
    `Supply can be set beside the others for ${supplyKnown || 'none'} of them${giving.length > 0 ? `; with something to share: ${listed(giving)}` : supplyKnown + free.size === 0 ? ', and none said lately what it has free: who has something to share is not known' : '; none is known to have anything to share'}.`,
    `Within reach are authorities that border on one another${unplaced > 0 ? ` (the neighbours of ${unplaced} are not known)` : ''}, and those to whose residents a service says it is open; how far it is from place to place is not looked at.`,
    onlySuggested,
  ].join(' ');
}
