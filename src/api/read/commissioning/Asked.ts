import type { Named } from '../../../commissioning/Judgement.ts';
import type { Scope } from '../timeScope.ts';

/** Whose case is judged, and of which days figures may be. */
export interface Asked {
  codes: string[];
  named: ReadonlyMap<string, Named>;
  from: string;
  to: string;
  /** Last day of a figure's period: none of the future. */
  until: string;
  /** First day: what is older tells of other children. */
  since: string;
  /** The year of that day. Sources of services and agreements that name no later year tell of another time. */
  firstYear: number;
}

const yearsOld = 5;

export function askedOf({ authorities, from, to }: Scope, today: string): Asked {
  const until = to < today ? to : today;
  const since = `${String(Math.max(1, Number(until.slice(0, 4)) - yearsOld)).padStart(4, '0')}${until.slice(4)}`;
  return { codes: authorities.map(({ id }) => id), named: new Map(authorities.map(({ id, name }) => [id, { code: id, name }])), from, to, until, since, firstYear: Number(since.slice(0, 4)) };
}
