import { isWhole } from '../../../performance/value/savings.ts';
import type { CostRecord } from '../../../performance/value/unitCosts.ts';
import type { RequestContext } from '../../context.ts';
import { populationOf } from '../populationOf.ts';
import { readSums } from './readSums.ts';
import type { MoneyScope } from './readMoneyScope.ts';

export interface ChildCosts {
  records: CostRecord[];
  /** Sums that give no cost for each child, by why. */
  leftOut: { changes: number; shared: number; severalThemes: number; ofServices: number };
}

/** Money spent or budgeted by one authority, over the children of the ages asked about. Four statements. */
export async function readChildCosts(context: RequestContext, scope: MoneyScope): Promise<ChildCosts> {
  const sums = scope.serviceKind === undefined ? await readSums(context, scope, ['spend', 'budget']) : [];
  const whole = sums.filter(isWhole);
  const ownOnly = whole.filter(({ authorityCodes }) => authorityCodes.length === 1);
  const general = ownOnly.filter(({ serviceId }) => serviceId === null);
  const divided = general.filter(({ themeCodes }) => themeCodes.length <= 1);
  const records = divided.map(async (sum): Promise<CostRecord> => {
    const authorityCode = sum.authorityCodes[0]!;
    const children = await populationOf(context, authorityCode, scope.ages, { from: sum.periodFrom, to: sum.periodTo });
    return {
      recordId: sum.id, groupId: null, rank: 0, themeCode: sum.themeCodes[0] ?? null, serviceKind: null, per: 'child',
      unit: `aged ${scope.ages.from} to ${scope.ages.to}`, money: sum.kind, authorityCode, period: sum.period, amount: sum.amount, units: children?.persons ?? null,
    };
  });
  const leftOut = { changes: sums.length - whole.length, shared: whole.length - ownOnly.length, ofServices: ownOnly.length - general.length, severalThemes: general.length - divided.length };
  return { records: await Promise.all(records), leftOut };
}
