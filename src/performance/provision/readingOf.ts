import { withoutNoise } from '../../catalogue/withoutNoise.ts';
import { fourFigures } from '../fourFigures.ts';
import { medianOf } from '../medianOf.ts';
import type { Need } from './needOf.ts';
import type { Supply } from './supplyOf.ts';
import { threshold } from './thresholds.ts';
import { counted } from '../../words.ts';

export type ProvisionReading = 'provision-gap' | 'balanced' | 'concentration' | 'cannot-say';
export type SupplyStanding = 'above' | 'below' | 'near' | 'unsure' | 'not-known';

export interface Beside {
  standing: SupplyStanding;
  explanation: string;
}

/**
 * Supply beside the middle of what others have. It is apart only if it would be, however what is shared or not stated fell. Others that state
 * it in part count with their range: were they left out, a service that states nothing could move the middle.
 */
export function besideOthers(own: Supply, others: readonly Supply[]): Beside {
  if (own.state !== 'known') return { standing: 'not-known', explanation: own.explanation };
  if (others.length === 0) return { standing: 'not-known', explanation: `${own.explanation} There are no others to set it beside.` };
  const known = others.filter(({ state }) => state === 'known' || state === 'partly-known');
  if (known.length < threshold('fewestOthers')) return { standing: 'not-known', explanation: `${own.explanation} Supply is known of ${known.length === 0 ? 'none' : known.length} of the ${others.length} others, and ${threshold('fewestOthers')} are needed to set it beside.` };
  const [low, high] = [medianOf(known.map(({ least }) => least!)), medianOf(known.map(({ most }) => most!))];
  const apartFrom = (rate: number): number => withoutNoise(threshold('supplyApart') * rate);
  const [isBelow, isAbove] = [own.most! <= apartFrom(low) && low > 0, apartFrom(own.least!) >= high && own.least! > 0];
  const isNear = own.least! > apartFrom(high) && apartFrom(own.most!) < low;
  const standing: SupplyStanding = isBelow ? 'below' : isAbove ? 'above' : isNear || (own.most === 0 && high === 0) ? 'near' : 'unsure';
  const middle = low === high ? fourFigures(low) : `${fourFigures(low)} to ${fourFigures(high)}`;
  const words = { below: 'clearly below it', above: 'clearly above it', near: 'near it', unsure: 'whether that is apart cannot be said', 'not-known': '' }[standing];
  return { standing, explanation: `${own.explanation} The middle of the ${counted(known.length, 'other')} that are known is ${middle}: ${words}.` };
}

/** A provision gap is much need with little supply, a concentration the reverse. Nothing is read from what is not known. */
export function readingOf(need: Need, supply: Beside): { reading: ProvisionReading; explanation: string } {
  const because = `${need.explanation} ${supply.explanation}`;
  const isJudged = ![need.standing, supply.standing].some((standing) => standing === 'unsure' || standing === 'not-known');
  if (!isJudged) return { reading: 'cannot-say', explanation: `Cannot say. ${because}` };
  if (need.standing === 'above' && supply.standing === 'below') return { reading: 'provision-gap', explanation: `Provision gap: more need and less supply than the others. ${because}` };
  if (need.standing === 'below' && supply.standing === 'above') return { reading: 'concentration', explanation: `Concentration: less need and more supply than the others. ${because}` };
  return { reading: 'balanced', explanation: `Balanced: need and supply do not point opposite ways. ${because}` };
}
