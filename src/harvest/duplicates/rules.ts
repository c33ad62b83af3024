import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** By what two services are taken for one: rules.json, which a person may change. docs/duplicates.md says what each value does. */
export interface Rules {
  /** A pair of so many points or more is a candidate. */
  threshold: number;
  /** A key that more services share leads nowhere. */
  mostSharing: number;
  points: Record<'name' | 'sameProvider' | 'relatedProvider' | 'sameWebAddress' | 'sameWebsite' | 'samePostcode' | 'besideEachOther' | 'near' | 'description' | 'sameAges' | 'sharedAuthority' | Against, number>;
  distances: Record<'besideMetres' | 'nearMetres' | 'someWayMetres' | 'farMetres', number>;
  leastNameLikeness: number;
  leastDescriptionLikeness: number;
  /** Words of a name that tell no service from another. */
  noise: string[];
  providerNoise: string[];
  abbreviations: Record<string, string>;
  /** Words, beside numbers, by which a name tells one part of a service from the others. */
  strands: string[];
}

type Against = 'otherName' | 'otherProvider' | 'farApart' | 'someWayApart' | 'otherPostcode' | 'otherPostcodeArea' | 'disjointAges' | 'otherAuthorities' | 'otherPlaceNamed' | 'otherStrand';

/** The rules that come with the hub, and a mark that moves with every change of them. Compiled code lies as deep as its source, so one path serves both. */
export function loadRules(): { rules: Rules; mark: string } {
  return (loaded ??= read());
}

let loaded: ReturnType<typeof loadRules> | undefined;

function read(): { rules: Rules; mark: string } {
  const text = readFileSync(new URL('../../../src/harvest/duplicates/rules.json', import.meta.url), 'utf8');
  return { rules: JSON.parse(text) as Rules, mark: `${codeVersion}-${hash('sha256', text, 'base64url').slice(0, 12)}` };
}

/** Moves by hand when services are described or compared in another way by the same rules: all are then compared again. */
const codeVersion = 3;
