import type { FigureRow, Surroundings } from '../../../src/access/disclosure/FigureKind.ts';

/** Two authorities of a region, one of them with two wards; a count, a proportion, three rates and an average. */
export const around: Surroundings = {
  places: new Map([
    ['E12000004', { within: null, kind: 'region' }],
    ['E06000016', { within: 'E12000004', kind: 'authority' }],
    ['E06000018', { within: 'E12000004', kind: 'authority' }],
    ['E06000015', { within: 'E12000004', kind: 'authority' }],
    ['W1', { within: 'E06000016', kind: 'ward' }],
    ['W2', { within: 'E06000016', kind: 'ward' }],
  ]),
  measures: new Map([
    ['HOMELESS', { measure: 'count', multiplier: null }],
    ['NI 117', { measure: 'proportion', multiplier: null }],
    ['LAC', { measure: 'rate', multiplier: 10_000 }],
    ['PER HEAD', { measure: 'rate', multiplier: 1 }],
    ['RATE', { measure: 'rate', multiplier: null }],
    ['WAIT', { measure: 'mean', multiplier: null }],
  ]),
};

export function observation(changes: Partial<FigureRow>): FigureRow {
  return { indicator_code: 'HOMELESS', area_code: 'E06000016', period: 'CY2008', value: null, numerator: null, denominator: null, lower: null, upper: null, interval_method: null, status: 'final', breakdown: null, note: null, ...changes } as FigureRow;
}

export function population(changes: Partial<FigureRow>): FigureRow {
  return { area_code: 'E06000016', period: 'CY2008', age_from: 0, age_to: 19, persons: 100, sex: null, status: null, note: null, ...changes } as FigureRow;
}

export function serviceUse(changes: Partial<FigureRow>): FigureRow {
  return { service_id: null, service_kind: 'residential school', home_area_code: 'E06000016', place_area_code: 'E06000018', period: 'FY2008/09', users: 20, basis: 'placement', provider: null, paid_by: null, cost: null, breakdown: null, status: null, note: null, ...changes } as FigureRow;
}
