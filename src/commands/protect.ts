import { describePolicy, readPolicy } from '../access/disclosure/DisclosurePolicy.ts';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import { withoutControlCharacters } from '../harvest/printReport.ts';
import { openExistingHub } from './openExistingHub.ts';

type Print = (line: string) => void;

interface Options {
  threshold: string;
  secondary?: boolean;
  round?: string;
  reason?: string;
  by: string;
}

/** Sets how small numbers of a source are protected, and protects what the hub holds at once. */
export async function protectSource(config: Config, sourceId: string, { threshold, secondary = false, round, reason, by }: Options, print: Print): Promise<number> {
  const policy = readPolicy({ threshold: wholeNumber(threshold), secondary, rounding: round === undefined ? null : wholeNumber(round) });
  if ('problem' in policy) throw new HubError('BAD_ARGUMENT', `The policy cannot be used: ${policy.problem}.`);
  const hub = await openExistingHub(config);
  try {
    const { policy: holding, hidden } = await hub.acts.setDisclosurePolicy({ sourceId, policy, reason: reason ?? null, setBy: by, setAt: hub.harvesting.now().toISOString() });
    print(withoutControlCharacters(`${sourceId}: ${describePolicy(holding)}`));
    print(`Rows of figures hidden now: ${hidden.small} because they are small, ${hidden.beside} so that those do not follow from totals. What may be shown again comes back when the source is next read.`);
    return 0;
  } finally {
    await hub.close();
  }
}

/** As it is written: of nothing, which an unset variable of a script gives, JavaScript makes 0, by which nothing would be protected any more. */
function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : NaN;
}
