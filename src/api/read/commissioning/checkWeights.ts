import { componentNames, defaultWeights, type Weights } from '../../../commissioning/weighCase.ts';
import { HubError } from '../../../errors.ts';
import type { CommissioningWeights } from '../../types/commissioningCase.ts';

const heaviest = 1_000;

/** The weights a caller sets, the hub's own where it sets none. Refuses those no mean can be made with. */
export function checkWeights(asked: Partial<CommissioningWeights>): Weights {
  const weights = Object.fromEntries(componentNames.map((name) => [name, asked[name] ?? defaultWeights[name]])) as Record<(typeof componentNames)[number], number>;
  for (const name of componentNames) {
    if (weights[name] < 0 || weights[name] > heaviest) throw new HubError('BAD_ARGUMENT', `weights.${name} is ${weights[name]}. Allowed: 0 to ${heaviest}. Only its proportion to the others counts.`);
  }
  if (componentNames.every((name) => weights[name] === 0)) throw new HubError('BAD_ARGUMENT', `All weights are 0, so nothing counts. Give at least one of ${componentNames.join(', ')} more than 0.`);
  return weights;
}
