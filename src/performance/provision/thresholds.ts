import { readFileSync } from 'node:fs';

export type ThresholdName = 'fewestAuthorities' | 'fewestOthers' | 'needApart' | 'needAlike' | 'fewestIndicators' | 'indicatorsAgreeing' | 'supplyApart' | 'leastComplete' | 'fewestPersons' | 'fewestCounted' | 'monthsFree';

interface Threshold {
  value: number;
  why: string;
}

// Compiled code lies as deep as its source, so one path serves both.
const stated = JSON.parse(readFileSync(new URL('../../../src/performance/provision/thresholds.json', import.meta.url), 'utf8')) as Record<ThresholdName, Threshold>;

/** By what need and supply are called apart, or too thin to judge; each with why. */
export const thresholds: readonly ({ name: string } & Threshold)[] = Object.entries(stated).map(([name, one]) => ({ name, ...one }));

export function threshold(name: ThresholdName): number {
  return stated[name].value;
}
