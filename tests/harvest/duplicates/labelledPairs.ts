import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { compareServices } from '../../../src/harvest/duplicates/compareServices.ts';
import { describeService, placeNamesOf, type DescribedService } from '../../../src/harvest/duplicates/describeService.ts';
import { keysOf } from '../../../src/harvest/duplicates/keysOf.ts';
import { loadRules } from '../../../src/harvest/duplicates/rules.ts';

const { rules } = loadRules();
const places = placeNamesOf(['Derby', 'Derbyshire', 'Leicester', 'Nottingham', 'Nottinghamshire', 'South Derbyshire']);

export interface LabelledPair {
  set: 'tuned' | 'held';
  isSame: boolean;
  kind: string;
  /** As the hub would find it: 0 where no key leads from the one to the other. */
  score: number;
  names: string;
}

/** The pairs of pairs.csv, each compared as the hub does. */
export function comparePairs(): LabelledPair[] {
  const rows: Record<string, string>[] = parse(readFileSync(new URL('pairs.csv', import.meta.url)), { columns: true });
  return rows.map((row) => {
    const [a, b] = [serviceOf(row, 'a'), serviceOf(row, 'b')];
    const keys = new Set(keysOf(a));
    const isFound = keysOf(b).some((key) => keys.has(key));
    return { set: row['set'] as LabelledPair['set'], isSame: row['same'] === 'yes', kind: row['kind']!, score: isFound ? compareServices(a, b, rules).score : 0, names: `${a.name} | ${b.name}` };
  });
}

function serviceOf(row: Record<string, string>, side: 'a' | 'b'): DescribedService {
  const text = (column: string): string | null => row[`${side}_${column}`] || null;
  const number = (column: string): number | null => (text(column) === null ? null : Number(text(column)));
  return describeService({
    id: side, sourceId: side, name: text('name')!, description: text('description'), provider: text('provider'), url: text('url'), postcode: text('postcode'),
    latitude: number('latitude'), longitude: number('longitude'), ageFrom: number('age_from'), ageTo: number('age_to'), authorityCodes: text('authorities')?.split(';') ?? [], authorityNames: text('authorities')?.split(';') ?? [],
  }, rules, places);
}

/** Of the pairs that are found, how many are right; of those that are one, how many are found. */
export function accuracyOf(pairs: readonly LabelledPair[]): { pairs: number; precision: number; recall: number } {
  const found = pairs.filter(({ score }) => score >= rules.threshold);
  const right = found.filter(({ isSame }) => isSame).length;
  return { pairs: pairs.length, precision: right / found.length, recall: right / pairs.filter(({ isSame }) => isSame).length };
}
