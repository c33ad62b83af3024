import { numberIn, seriesBy, suppressed, textIn, type FigureKind } from './FigureKind.ts';
import { sumsByGroup, sumsByPlace } from './structure.ts';

const others = ['service_id', 'service_kind', 'basis', 'provider', 'paid_by'];

/** Who uses services: parts are homes and places within others, and groups of users. What hidden users cost goes with them, for it tells how many they are. */
export const serviceUseFigures: FigureKind = {
  file: 'service_use',
  partition: 'period',
  figures: ['users', 'cost'],
  countsOf: (row) => [numberIn(row, 'users')],
  leastHidden: () => 1,
  sumsOf: (rows, places) => [
    ...sumsByPlace(rows, { seriesOf: seriesBy([...others, 'place_area_code', 'breakdown']), valueOf: (row) => textIn(row, 'home_area_code') }, places),
    ...sumsByPlace(rows, { seriesOf: seriesBy([...others, 'home_area_code', 'breakdown']), valueOf: (row) => textIn(row, 'place_area_code') }, places),
    ...sumsByGroup(rows, { seriesOf: seriesBy([...others, 'home_area_code', 'place_area_code']), valueOf: (row) => textIn(row, 'breakdown') }),
  ],
  hide: (row) => suppressed(row, ['users', 'cost']),
  // A cost that is exact would tell the users by what each costs.
  round: (row, roundCount) => {
    const users = numberIn(row, 'users');
    const cost = numberIn(row, 'cost');
    if (users === null) return row;
    return { ...row, users: roundCount(users), cost: cost === null || users === 0 ? cost : Math.round((cost / users) * roundCount(users)) };
  },
};
