import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxAround, distanceKm, middleOf } from '../../src/performance/supply/distance.ts';
import { contractsTogether } from '../../src/performance/supply/contracts.ts';

const position = fc.record({ latitude: fc.double({ min: -90, max: 90, noNaN: true }), longitude: fc.double({ min: -180, max: 180, noNaN: true }) });

test('Leicester to Nottingham is 36 kilometres as the crow flies, and a quarter of the way round is 10,008', () => {
  expect(distanceKm({ latitude: 52.6369, longitude: -1.1398 }, { latitude: 52.9548, longitude: -1.1581 })).toBeCloseTo(35.4, 1);
  expect(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 90, longitude: 0 })).toBeCloseTo(10_007.56, 1);
});

// To a metre: between places on opposite sides of the globe a number has no more places left.
test('law: a distance is the same both ways, nought from a place to itself, and never shorter by a way round', () => {
  fc.assert(fc.property(position, position, position, (a, b, c) => {
    expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 3);
    expect(distanceKm(a, a)).toBeCloseTo(0, 6);
    expect(distanceKm(a, c)).toBeLessThanOrEqual(distanceKm(a, b) + distanceKm(b, c) + 1e-3);
  }), { numRuns: 5_000 });
});

test('law: whatever is within a distance lies in the box, near the poles and across the date line, too', () => {
  fc.assert(fc.property(position, position, fc.double({ min: 0.1, max: 200, noNaN: true }), (point, nearly, km) => {
    const place = { latitude: Math.max(-90, Math.min(90, point.latitude + (nearly.latitude / 90) * 2)), longitude: ((point.longitude + (nearly.longitude / 180) * 4 + 540) % 360) - 180 };
    fc.pre(distanceKm(point, place) <= km);
    const box = boxAround(point, km);
    expect(place.latitude).toBeGreaterThanOrEqual(box.south - 1e-9);
    expect(place.latitude).toBeLessThanOrEqual(box.north + 1e-9);
    expect(place.longitude).toBeGreaterThanOrEqual(box.west - 1e-9);
    expect(place.longitude).toBeLessThanOrEqual(box.east + 1e-9);
  }), { numRuns: 2_000 });
});

test('the middle of places is the mean of them', () => {
  expect(middleOf([{ latitude: 52, longitude: -1 }, { latitude: 53, longitude: -2 }])).toEqual({ latitude: 52.5, longitude: -1.5 });
});

test('notice of several contracts is sure until the first of their days, of a month its first; unknown where one does not say', () => {
  const contract = (noticeBy: string | null, ...authorities: string[]) => ({ end: '2026', noticeBy, authorities });
  expect(contractsTogether([contract('2025-10', 'B'), contract('2025-12-31', 'A', 'B')])).toEqual({ authorities: ['A', 'B'], couldBeJoint: true, noticeBy: '2025-10-01', withoutNotice: 0 });
  expect(contractsTogether([contract('2025-10', 'B'), contract(null, 'B')])).toEqual({ authorities: ['B'], couldBeJoint: false, noticeBy: null, withoutNotice: 1 });
  // One contract of both is bought together already.
  expect(contractsTogether([contract('2025-10', 'A', 'B')])).toMatchObject({ authorities: ['A', 'B'], couldBeJoint: false });
});
