import { withoutNoise } from '../../catalogue/withoutNoise.ts';
import { leastUsers, usersOf, type Use } from './use.ts';
import { counted } from '../../words.ts';

export interface Money {
  /** Pounds; null where no row states a cost. */
  cost: number | null;
  usersCosted: number;
  costPerUser: number | null;
  rowsWithoutCost: number;
}

/** What is known of the cost of some use. Only rows that state it count, and only their users are divided by. */
export function moneyOf(uses: readonly Use[]): Money {
  const stating = uses.filter(({ cost }) => cost !== null);
  const cost = stating.length === 0 ? null : withoutNoise(stating.reduce((sum, use) => sum + use.cost!, 0));
  const usersCosted = usersOf(stating);
  return { cost, usersCosted, costPerUser: cost === null || usersCosted === 0 ? null : withoutNoise(cost / usersCosted), rowsWithoutCost: uses.length - stating.length };
}

/** The same in a sentence. */
export function describeMoney({ cost, usersCosted, costPerUser, rowsWithoutCost }: Money): string {
  if (cost === null) return 'No row states a cost, which does not mean that it was free.';
  const each = costPerUser === null ? '' : `, ${pounds(costPerUser)} for each`;
  const thin = usersCosted < leastUsers && costPerUser !== null ? `, which rests on fewer than ${leastUsers}` : '';
  const lacking = rowsWithoutCost === 0 ? '' : ` ${counted(rowsWithoutCost, 'row')} ${rowsWithoutCost === 1 ? 'states' : 'state'} no cost and ${rowsWithoutCost === 1 ? 'is' : 'are'} left out of it.`;
  return `${pounds(cost)} are stated for ${counted(usersCosted, 'user')}${each}${thin}.${lacking}`;
}

function pounds(amount: number): string {
  return `£${Math.round(amount).toLocaleString('en-GB')}`;
}
